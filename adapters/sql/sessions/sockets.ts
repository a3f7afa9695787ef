import type { Socket } from 'node:net';

/** The sockets of a pool of our own: a driver tells neither of one that it is only opening, nor what it read from one. */
export interface Sockets {
  /** Adds one that is about to be connected. */
  add(this: void, socket: Socket): Socket;
  /** Closes all of them, whatever they are doing. */
  cut(this: void): void;
  /** Resolves when none is open. */
  closed(this: void): Promise<void>;
  /** What the newest one was told first; null when nothing came, undefined when nobody answered at all. */
  firstHeard(): Buffer | null | undefined;
}

/** Enough to tell one protocol from another. */
const BYTES = 64;

export function newSockets(): Sockets {
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let heard: Buffer | null | undefined;
  return {
    add(socket) {
      heard = undefined;
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        if (open.size === 0) for (const wake of waiting.splice(0)) wake();
      });
      socket.once('connect', () => (heard ??= null));
      listenIn(socket, (bytes) => (heard = bytes.subarray(0, BYTES)));
      return socket;
    },
    cut() {
      for (const socket of open) socket.destroy();
    },
    closed: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    firstHeard: () => heard,
  };
}

/** A listener of its own would make the socket flow before the driver listens. */
function listenIn(socket: Socket, hear: (bytes: Buffer) => void): void {
  const emit = socket.emit.bind(socket) as (name: string | symbol, ...values: unknown[]) => boolean;
  const listening = (name: string | symbol, ...values: unknown[]): boolean => {
    if (name === 'data') {
      hear(values[0] as Buffer);
      socket.emit = emit as Socket['emit'];
    }
    return emit(name, ...values);
  };
  socket.emit = listening as Socket['emit'];
}

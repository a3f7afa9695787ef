/**
 * A TCP proxy in front of a server, for tests and benchmarks: a line with the latency, the bandwidth and the faults of
 * a real one. All of it can be switched while connections are open.
 *
 * open: bytes move · black hole: connections stay and are accepted, nothing moves · refusing: new ones are turned away.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What the line is like. */
export interface Line {
  /** How long a byte is under way, in each direction. */
  readonly delayMs: number;
  /** What the line carries in each direction, over all connections. */
  readonly bytesPerSecond: number;
  /** Nothing moves any more, and nothing says so. */
  readonly blackHole: boolean;
  /** New connections are closed at once, as by a server that is down. */
  readonly refuses: boolean;
  /** After so many more bytes from the server the connection that carries them is cut, in mid-packet, once. */
  readonly cutAfter: number | null;
}

export interface Proxy extends AsyncDisposable {
  /** The URL that leads through the proxy. */
  readonly url: string;
  /** Bytes that have come through, and connections that were opened. */
  readonly traffic: Readonly<Traffic>;
  /** Changes the line from now on. */
  set(line: Partial<Line>): void;
  /** Cuts every connection, as a network that breaks does. */
  cut(): void;
}

interface Traffic {
  toServer: number;
  toClient: number;
  connections: number;
  /** How often `cutAfter` has struck. */
  cuts: number;
}

const GOOD: Line = { delayMs: 0, bytesPerSecond: Infinity, blackHole: false, refuses: false, cutAfter: null };

/**
 * Starts a way to a server.
 *
 * @example
 * await using proxy = await proxyTo(database.url, { delayMs: 25, bytesPerSecond: 2_500_000 });
 */
export async function proxyTo(server: string, first: Partial<Line> = {}): Promise<Proxy> {
  const url = new URL(server);
  const [port, host] = [Number(url.port), url.hostname];
  const wire = new Wire({ ...GOOD, ...first });
  const listener = createServer({ allowHalfOpen: true }, (near) => {
    if (wire.line.refuses) {
      near.on('error', () => undefined).destroy();
      return;
    }
    wire.join(near, connect({ port, host, noDelay: true, allowHalfOpen: true }));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  return {
    url: url.href,
    traffic: wire.traffic,
    set: (line) => {
      wire.set(line);
    },
    cut: () => {
      wire.cut();
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      wire.cut();
    },
  };
}

/** The line that all connections of a proxy share. */
class Wire {
  line: Line;
  readonly traffic: Traffic = { toServer: 0, toClient: 0, connections: 0, cuts: 0 };
  readonly #directions = new Set<Direction>();
  readonly #sockets = new Set<Socket>();
  /** When the line is free again, in each direction. */
  readonly #freeAt = { toServer: 0, toClient: 0 };

  constructor(line: Line) {
    this.line = line;
  }

  set(line: Partial<Line>): void {
    this.line = { ...this.line, ...line };
    for (const direction of this.#directions) direction.move();
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  join(near: Socket, far: Socket): void {
    this.traffic.connections++;
    near.setNoDelay(true);
    const close = (): void => {
      near.destroy();
      far.destroy();
    };
    const both = [new Direction(this, 'toServer', near, far), new Direction(this, 'toClient', far, near)];
    for (const direction of both) this.#directions.add(direction);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', close).on('close', () => {
        this.#sockets.delete(socket);
        for (const direction of both) this.#directions.delete(direction);
      });
    }
  }

  /** When bytes that are handed over now will arrive. */
  arrival(way: 'toServer' | 'toClient', bytes: number): number {
    const { bytesPerSecond, delayMs } = this.line;
    const now = performance.now();
    this.#freeAt[way] = Math.max(now, this.#freeAt[way]) + (bytes * 1000) / bytesPerSecond;
    return this.#freeAt[way] + delayMs;
  }

  /** How many of these bytes come through before the connection is to be cut; all when it is not. */
  lets(way: 'toServer' | 'toClient', bytes: number): { through: number; cut: boolean } {
    const { cutAfter } = this.line;
    const cut = way === 'toClient' && cutAfter !== null && bytes >= cutAfter;
    const through = cut ? cutAfter : bytes;
    if (way === 'toClient' && cutAfter !== null) {
      this.line = { ...this.line, cutAfter: cut ? null : cutAfter - bytes };
    }
    if (cut) this.traffic.cuts++;
    this.traffic[way] += through;
    return { through, cut };
  }
}

/** Bytes under way in a direction of a connection: beyond them the sender has to wait, as TCP makes it. */
const WINDOW = 1024 * 1024;
/** Larger pieces would let one connection keep a slow line to itself. */
const PIECE = 16 * 1024;

/** One direction of one connection. */
class Direction {
  readonly #wire: Wire;
  readonly #way: 'toServer' | 'toClient';
  readonly #from: Socket;
  readonly #to: Socket;
  /** Null for the end of what the sender has to say. */
  readonly #underWay: { bytes: Buffer | null; at: number }[] = [];
  #size = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(wire: Wire, way: 'toServer' | 'toClient', from: Socket, to: Socket) {
    [this.#wire, this.#way, this.#from, this.#to] = [wire, way, from, to];
    from.on('data', (bytes) => {
      for (let at = 0; at < bytes.length; at += PIECE) this.#send(bytes.subarray(at, at + PIECE));
      if (this.#size >= WINDOW) from.pause();
      this.move();
    });
    from.on('end', () => {
      this.#send(null);
      this.move();
    });
    to.on('drain', () => {
      this.move();
    });
    to.on('close', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
    });
  }

  #send(bytes: Buffer | null): void {
    this.#underWay.push({ bytes, at: this.#wire.arrival(this.#way, bytes?.length ?? 0) });
    this.#size += bytes?.length ?? 0;
  }

  /** Hands over all that has arrived by now, and comes back for the rest. */
  move(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#underWay[0]; next !== undefined; next = this.#underWay[0]) {
      if (this.#wire.line.blackHole || this.#to.destroyed || this.#to.writableNeedDrain) return;
      const wait = next.at - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => {
          this.move();
        }, wait);
        return;
      }
      this.#underWay.shift();
      this.#deliver(next.bytes);
    }
    if (this.#size < WINDOW) this.#from.resume();
  }

  #deliver(bytes: Buffer | null): void {
    if (bytes === null) {
      this.#to.end();
      return;
    }
    this.#size -= bytes.length;
    const { through, cut } = this.#wire.lets(this.#way, bytes.length);
    if (!cut) {
      this.#to.write(bytes);
      return;
    }
    this.#underWay.length = 0;
    this.#from.destroy();
    // As a line that breaks: what was under way arrives, and then the connection is closed without a word.
    this.#to.end(bytes.subarray(0, through), () => this.#to.destroy());
  }
}

import type { Socket } from 'node:net';

/** For how many seconds a connection may say nothing while it is asked something. */
export interface Silence {
  /** While a statement is limited: the server ends it, and says so, before this is over. */
  readonly limited: number;
  /** While one may take as long as it takes, which may be silent for minutes: a condition that no row meets. */
  readonly unlimited: number;
}

export function silenceFor(statementSeconds: number): Silence {
  return { limited: statementSeconds * 1.5 + 1, unlimited: statementSeconds * 10 };
}

/**
 * Cuts a connection that says nothing any more. A network that swallows packets, or a firewall that forgot the
 * connection, tells nobody, and TCP alone would wait for hours. Silent is not who is not listened to: then rows wait in
 * the socket, or it is paused.
 *
 * @returns ends the watch.
 */
export function watchSilence(socket: Socket, seconds: number): () => void {
  let [heard, heardAt] = [socket.bytesRead, performance.now()];
  const look = (): void => {
    if (socket.bytesRead !== heard || socket.isPaused() || socket.readableLength > 0) {
      [heard, heardAt] = [socket.bytesRead, performance.now()];
    } else if (performance.now() - heardAt > seconds * 1000) {
      socket.destroy(
        Object.assign(new Error(`no answer for ${String(Math.round(seconds))} s`), { code: 'ECONNRESET' }),
      );
    }
  };
  const timer = setInterval(look, (seconds * 1000) / 8);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  /** The URL that leads through the proxy. */
  readonly url: string;
  /** Cuts every connection, as a network that breaks does. */
  cut(): void;
}

/** A way to a server that can be cut. */
export async function proxyTo(server: string): Promise<Proxy> {
  const url = new URL(server);
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    async [Symbol.asyncDispose]() {
      listener.close();
      cut();
    },
  };
}

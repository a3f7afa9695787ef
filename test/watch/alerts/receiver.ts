import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What an answer is; `hang` never gives one, `cut` ends the connection. */
export type Reaction = number | 'hang' | 'cut';

/** A server that takes alerts, and answers as it is told to: one reaction after the other, then 200. */
export async function receiver(...reactions: Reaction[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const reaction = reactions.shift() ?? 200;
      if (reaction === 'cut') request.socket.destroy();
      else if (reaction !== 'hang') response.writeHead(reaction, { 'Retry-After': '0', Location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/hook/SECRET`,
    /** The bodies, when there are so many; waits for them. */
    async bodies(count: number): Promise<unknown[]> {
      const end = Date.now() + 10_000;
      while (received.length < count && Date.now() < end) await new Promise((soon) => setTimeout(soon, 5));
      return received.map(({ body }) => body);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { WatchStatus } from '../../../src/model/watch.ts';
import { serve } from '../../../src/watch/serve/server.ts';
import type { Served, ServeOptions } from '../../../src/watch/serve/server.ts';

export interface Answered {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, as any program may send it: `fetch` would mend a Host header and refuse a method. */
export function ask(url: string, path: string, { method = 'GET', headers = {} }: Asked = {}): Promise<Answered> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, path, method, headers, agent: false }, (answer) => {
      text(answer).then(
        (body) => resolve({ code: answer.statusCode ?? 0, headers: answer.headers, body }),
        (error: unknown) => reject(error as Error),
      );
    });
    sent.on('error', reject).end();
  });
}

/** A page of what `now.status` is, on a port of its own. */
export async function served(status: WatchStatus | null, more: Partial<ServeOptions> = {}) {
  const now = { status };
  const page: Served = await serve({ listen: '127.0.0.1:0', status: () => now.status, ...more });
  return { now, url: page.url, [Symbol.asyncDispose]: () => page[Symbol.asyncDispose]() };
}

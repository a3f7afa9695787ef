/** What a watch answers on `--listen`: a page, metrics, probes, its status. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { CrosstallyError } from '../../errors.ts';
import type { WatchStatus } from '../../model/watch.ts';
import { accessOf, cookieHeader } from './access.ts';
import { answer, refusal } from './answers.ts';
import type { Answer } from './answers.ts';
import { HEADERS } from './headers.ts';
import { boundAddress } from './listen.ts';
import type { Bound } from './listen.ts';
import { newLive } from './live.ts';
import type { Live } from './live.ts';

export interface ServeOptions {
  /** `127.0.0.1:9187`, `[::1]:9187`, `localhost:9187`; `:9187` for every address of this machine. */
  readonly listen: string;
  /** What has to be known to be answered; null for a page that this machine alone can reach. */
  readonly token?: string | null | undefined;
  /** What is known now; null before both sides were opened. Asked at every request, and once a second beside a page. */
  readonly status: () => WatchStatus | null;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between two looks at the status beside a page; 1000. */
  readonly every?: number;
}

/** A page that is served. Whoever disposes of it ends what it is sending. */
export interface Served extends AsyncDisposable {
  /** Where it is, with the port that it became. */
  readonly url: string;
}

/** More at once are turned away: scrapers and people are few. */
const MOST_CONNECTIONS = 256;

/**
 * Serves the page of a watch. The watch goes on whatever becomes of it.
 *
 * @throws CrosstallyError `CONFIG_INVALID` for an address that others can reach without a token, `LISTEN_FAILED` for a
 * port in use.
 */
export async function serve({ listen, token = null, status, signal, every = 1000 }: ServeOptions): Promise<Served> {
  const bound = await boundAddress(listen, token);
  const live = newLive(status, every);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    try {
      respond({ request, response }, { token, status, live });
    } catch {
      // Nothing of what it may be is for whoever asked.
      if (!response.headersSent) send(response, refusal(500, 'the status could not be told'), request.method);
      else response.destroy();
    }
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, bound, listen);
  const close = closing(server, live);
  const end = (): void => void close();
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted === true) end();
  return {
    url: urlOf(server, bound),
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', end);
      await close();
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Serving {
  readonly token: string | null;
  readonly status: () => WatchStatus | null;
  readonly live: Live;
}

function respond({ request, response }: Exchange, { token, status, live }: Serving): void {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    // What was sent along is not read.
    const headers = { Allow: 'GET, HEAD', Connection: 'close' };
    send(response, { ...refusal(405, 'only GET and HEAD are answered'), headers }, method);
    return;
  }
  const url = urlAsked(request);
  if (url === null) return send(response, refusal(400, 'the address cannot be read'), method);
  const access = accessOf(request, url, token);
  if (access === 'page' && token !== null) {
    const headers = { Location: './', 'Set-Cookie': cookieHeader(token) };
    return send(response, { ...refusal(303, 'here it is'), headers }, method);
  }
  if (access === 'given' && url.pathname === '/events' && method === 'GET') return live.join(response);
  send(response, answer(url.pathname, access, status), method);
}

/** Only path and query of it are asked for. */
function urlAsked({ url = '/' }: IncomingMessage): URL | null {
  const whole = `http://localhost${url}`;
  return url.startsWith('/') && URL.canParse(whole) ? new URL(whole) : null;
}

function send(response: ServerResponse, { code, type, body, headers = {} }: Answer, method: string | undefined): void {
  const length = Buffer.byteLength(body);
  response.writeHead(code, { ...HEADERS, ...headers, 'Content-Type': type, 'Content-Length': length });
  response.end(method === 'HEAD' ? undefined : body);
}

async function listening(server: Server, { host, port }: Bound, listen: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(listenFailed(listen, cause));
    });
    server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
  });
  server.removeAllListeners('error');
  // Say, no file descriptor left for one more connection: a page less, and no reason to end a watch.
  server.on('error', () => undefined);
}

function listenFailed(listen: string, cause: NodeJS.ErrnoException): CrosstallyError {
  const [why, hint] = LISTEN_PROBLEMS[cause.code ?? ''] ?? [
    `it cannot be listened on (${cause.code ?? 'unknown'})`,
    '',
  ];
  const other = 'name another port with --listen';
  return new CrosstallyError('LISTEN_FAILED', `--listen ${listen}: ${why}`, { cause, hint: hint || other });
}

const LISTEN_PROBLEMS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EADDRINUSE: ['the port is in use', 'name another port, or end the program that has it: perhaps another watch'],
  EACCES: ['this user may not listen on the port', 'name a port above 1023'],
  EADDRNOTAVAIL: ['the address is none of this machine', 'write 127.0.0.1:9187, or an address of this machine'],
};

function closing(server: Server, live: Live): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () =>
    (closed ??= new Promise((resolve) => {
      live.end();
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }));
}

function urlOf(server: Server, { host }: Bound): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host ?? 'localhost';
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}/`;
}

/** Who may ask: whoever has the token; without one, programs and browsers of this machine. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** `given` lets in; `page`: the token came in a page's address, and goes on as a cookie; `none` does not. */
export type Access = 'given' | 'page' | 'none' | 'other host';

export function accessOf(request: IncomingMessage, url: URL, token: string | null): Access {
  // A web page elsewhere may name this machine as its own host, and then read what a browser here is answered.
  if (token === null) return isOwnHost(request.headers.host) ? 'given' : 'other host';
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return isEqual(bearer, token) ? 'given' : 'none';
  const asked = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (asked !== null) return isEqual(asked, token) ? 'page' : 'none';
  const cookie = cookieOf(request.headers.cookie ?? '');
  return cookie !== null && isEqual(cookie, cookieValue(token)) ? 'given' : 'none';
}

const COOKIE = 'crosstally-watch';

/** What a browser is given for the token, which is then in no address, no history and no log. */
export function cookieHeader(token: string): string {
  return `${COOKIE}=${cookieValue(token)}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Browsers send cookies to every port of a host: what another program there can see is not the token. */
function cookieValue(token: string): string {
  return createHmac('sha256', token).update('the page of a watch').digest('hex');
}

function cookieOf(header: string): string | null {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? null;
}

/** In a time that tells nothing: of two hashes, which are always of one length. */
function isEqual(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHmac('sha256', 'token').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

/** Whether a Host header names this machine in a way that nobody else can: by an address, or as localhost. */
function isOwnHost(header: string | undefined): boolean {
  // HTTP/1.0 has none, and no browser speaks that.
  if (header === undefined) return true;
  const host = header
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || isIP(host) !== 0;
}

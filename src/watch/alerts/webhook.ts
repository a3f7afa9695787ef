/** Sends alerts to a URL, in their order, and again where that may help. The URL is a secret: only its host is told. */
import { CrosstallyError } from '../../errors.ts';
import { pause } from '../../run/pause.ts';
import { stopWith } from '../../run/stop.ts';
import type { WebhookFormat } from './formats.ts';

/** Where to, and what of it is no part of an address. */
export interface Receiver {
  readonly url: string;
  /** What may be told of it. */
  readonly host: string;
  readonly authorization: string | null;
  readonly routingKey: string | null;
}

/**
 * Reads `--webhook`. User and password in it become a header, `routing_key` a part of what PagerDuty is sent.
 *
 * @throws CrosstallyError `CONFIG_INVALID`, which does not quote it.
 */
export function receiverOf(text: string, format: WebhookFormat): Receiver {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const hint = 'write it as https://hooks.example.com/…';
    throw new CrosstallyError('CONFIG_INVALID', '--webhook is given something that is no URL of http or https', {
      hint,
    });
  }
  const routingKey = format === 'pagerduty' ? url.searchParams.get('routing_key') : null;
  if (format === 'pagerduty' && !routingKey) {
    throw new CrosstallyError('CONFIG_INVALID', `--webhook to ${url.host} names no routing key for PagerDuty`, {
      hint: 'append it, as in https://events.pagerduty.com/v2/enqueue?routing_key=…',
    });
  }
  if (routingKey !== null) url.searchParams.delete('routing_key');
  const user = url.username === '' ? null : `${decoded(url.username)}:${decoded(url.password)}`;
  [url.username, url.password] = ['', ''];
  const authorization = user === null ? null : `Basic ${Buffer.from(user).toString('base64')}`;
  return { url: url.href, host: url.host, authorization, routingKey };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface Patience {
  /** Seconds that one attempt may take. */
  readonly timeout: number;
  /** Seconds before the second attempt; twice as many before each further one, up to a minute. */
  readonly first: number;
  /** Attempts before an alert is given up: an hour of them. */
  readonly attempts: number;
}

export const PATIENCE: Patience = { timeout: 10, first: 1, attempts: 66 };
const LONGEST_WAIT = 60;

export interface Sending {
  readonly patience: Patience;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Hears why it did not arrive the first time, when it is sent again. */
  readonly waiting: (why: string) => void;
}

/** Posts one alert. Answers with null when it arrived, else with why it never will. */
export async function post(receiver: Receiver, body: string, sending: Sending): Promise<string | null> {
  const { patience, signal, waiting } = sending;
  for (let attempt = 1; ; attempt++) {
    const { problem, isFinal, after } = await attemptTo(receiver, body, patience.timeout, signal);
    if (problem === null || isFinal || attempt >= patience.attempts) return problem;
    if (attempt === 1) waiting(problem);
    const seconds = after ?? patience.first * 2 ** (attempt - 1);
    const isOver = await pause(Math.min(LONGEST_WAIT, seconds), signal).then(
      () => false,
      () => true,
    );
    if (isOver) return problem;
  }
}

interface Attempt {
  readonly problem: string | null;
  /** It would be the same another time. */
  readonly isFinal: boolean;
  /** Seconds that the receiver asks to be left alone. */
  readonly after: number | null;
}

async function attemptTo(receiver: Receiver, body: string, timeout: number, outer: AbortSignal): Promise<Attempt> {
  using stop = stopWith(outer);
  const timer = setTimeout(stop.now, timeout * 1000);
  try {
    const response = await fetch(receiver.url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        ...(receiver.authorization === null ? {} : { Authorization: receiver.authorization }),
      },
      // What is behind another address is not what was named.
      redirect: 'manual',
      signal: stop.signal,
    });
    await response.body?.cancel();
    return attemptOf(response.status, response.headers.get('Retry-After'));
  } catch (error) {
    return { problem: problemOf(error, stop.signal), isFinal: false, after: null };
  } finally {
    clearTimeout(timer);
  }
}

function attemptOf(status: number, retryAfter: string | null): Attempt {
  if (status >= 200 && status < 300) return { problem: null, isFinal: true, after: null };
  const mayHelp = status >= 500 || [408, 425, 429].includes(status);
  const after = retryAfter !== null && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : null;
  return { problem: `it answered with ${String(status)}`, isFinal: !mayHelp, after };
}

/** By the code alone: messages of what is below quote the address. */
function problemOf(error: unknown, { aborted }: AbortSignal): string {
  if (aborted) return 'it did not answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return `it could not be reached (${code})`;
}

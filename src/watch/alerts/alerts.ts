/** Alerts of a watch: one when rows of a table begin to differ, one when none does any more, never one a row. */
import type { WatchEvent, WatchStatus } from '../../model/watch.ts';
import type { Alert } from './alert.ts';
import { runCommand } from './command.ts';
import type { Host } from './command.ts';
import { bodyOf } from './formats.ts';
import type { WebhookFormat } from './formats.ts';
import { newIncidents } from './incidents.ts';
import { newQueue } from './queue.ts';
import type { Queue } from './queue.ts';
import { PATIENCE, post, receiverOf } from './webhook.ts';
import type { Patience } from './webhook.ts';

export interface AlertOptions {
  /** URLs that alerts are posted to. Secrets: only their hosts are ever told. */
  readonly webhooks?: readonly string[];
  readonly format?: WebhookFormat;
  /** A command for the shell, run at each alert. */
  readonly onDrift?: string | null;
  /** Whether keys may be in alerts; without it there are none. Values never are: a watch does not know them. */
  readonly keys?: boolean;
  /** What is known now; null before both sides were opened. */
  readonly status: () => WatchStatus | null;
  /** Hears, in a sentence without a secret, of an alert that did not arrive. */
  readonly problem: (sentence: string) => void;
  /** For `onDrift`: `process` is one. */
  readonly host?: Host | null;
  /** Seconds that alerts are gathered for; 10. */
  readonly batch?: number;
  /** Seconds that the command may take; 60. */
  readonly commandTimeout?: number;
  readonly patience?: Patience;
  /** Seconds for what is not sent yet when it ends; 5. */
  readonly farewell?: number;
}

/** Whoever disposes of it has what there is to tell sent at once, and waits a little for that. */
export interface Alerts extends AsyncDisposable {
  hear(event: WatchEvent): void;
}

/** After these, other tables may have open drift, or more of it. */
const MATTER: ReadonlySet<WatchEvent['type']> = new Set([
  'planned',
  'pass-ended',
  'drift-opened',
  'drift-resolved',
  'drift-accepted',
]);

/**
 * Tells of drift to webhooks and a command. Drift that was open when the watch began is told once more: who knows
 * whether the process before this one came to tell it.
 *
 * @throws CrosstallyError `CONFIG_INVALID` for a webhook that is no URL, or without a routing key for PagerDuty.
 */
export function alerts(options: AlertOptions): Alerts {
  const { status, keys = false, batch = 10, farewell = 5 } = options;
  const stop = new AbortController();
  const queues = [...webhookQueues(options, stop.signal), ...commandQueue(options, stop.signal)];
  const incidents = newIncidents();
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  const look = (): void => {
    timer = null;
    const now = statusNow(status, options.problem);
    if (now === null) return;
    for (const alert of incidents.alerts(now, keys)) for (const queue of queues) queue.add(alert);
  };
  return {
    hear(event) {
      if (isOver || queues.length === 0 || !MATTER.has(event.type)) return;
      if (event.type === 'drift-opened') for (const { table } of event.drift) incidents.opened(table, event.at);
      timer ??= setTimeout(look, batch * 1000).unref();
    },
    async [Symbol.asyncDispose]() {
      if (isOver) return;
      isOver = true;
      if (timer !== null) {
        clearTimeout(timer);
        look();
      }
      const late = setTimeout(() => {
        stop.abort();
      }, farewell * 1000);
      await Promise.all(queues.map((queue) => queue.empty()));
      clearTimeout(late);
    },
  };
}

function statusNow(status: () => WatchStatus | null, problem: (sentence: string) => void): WatchStatus | null {
  try {
    return status();
  } catch {
    problem('alerts: the status could not be told');
    return null;
  }
}

function webhookQueues(options: AlertOptions, signal: AbortSignal): Queue[] {
  const { webhooks = [], format = 'json', patience = PATIENCE, problem } = options;
  return webhooks.map((text) => {
    const receiver = receiverOf(text, format);
    const told = (what: string): void => {
      problem(`the webhook of ${receiver.host} ${what}`);
    };
    const waiting = (why: string): void => {
      told(`has not had an alert yet, which is sent again: ${why}`);
    };
    return newQueue(async (alert) => {
      const body = bodyOf(format, alert, receiver.routingKey);
      return body === null ? null : post(receiver, JSON.stringify(body), { patience, signal, waiting });
    }, told);
  });
}

function commandQueue(options: AlertOptions, signal: AbortSignal): Queue[] {
  const { onDrift, host, problem, commandTimeout: timeout = 60 } = options;
  if (onDrift == null || host == null) return [];
  const send = (alert: Alert): Promise<string | null> =>
    runCommand(onDrift, alert, JSON.stringify(bodyOf('json', alert, null)), { host, timeout, signal });
  const told = (what: string): void => {
    problem(`the command of --on-drift ${what}`);
  };
  return [newQueue(send, told)];
}

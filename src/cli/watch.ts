import type { Options } from 'yargs';
import type { Settings } from '../config/load.ts';
import { GROUPS } from '../config/option.ts';
import { didYouMean } from '../model/near-names.ts';
import type { WatchEvent, WatchStatus } from '../model/watch.ts';
import { stopWith } from '../run/stop.ts';
import { alerts } from '../watch/alerts/alerts.ts';
import type { Alerts } from '../watch/alerts/alerts.ts';
import { serve } from '../watch/serve/server.ts';
import { OF_THE_COMMAND, watch } from '../watch/watch.ts';
import type { Watch } from '../watch/watch.ts';
import type { Command, Given, Io } from './command.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, onlySettingsOf, SIDES_HELP } from './options.ts';
import { adaptersOf } from './sides.ts';
import { acceptDrift, keysOf, showStatus, watchUsage } from './watch-ledger.ts';
import { eventLine } from './watch-lines.ts';

const [READY, DRIFT, UNKNOWN] = [0, 1, 2];

const WHY: Options = {
  type: 'string',
  requiresArg: true,
  describe: 'of accept: the reason',
  group: `${GROUPS.watch}:`,
};

export const watchCommand: Command = {
  usage: 'watch [source] [target] [keys..]',
  summary: 'verify without end beside an application that writes to both sides, and say when it is safe to cut over',
  about: [
    ...SIDES_HELP,
    'crosstally watch status LEDGER prints what a watch knows: exit code 0 ready, 1 open drift, 2 not known.',
    'crosstally watch accept LEDGER TABLE [KEY..] --why TEXT takes drift for right: of these keys, or all.',
  ],
  options: { ...flagsOf('watch'), why: WHY },
  examples: [
    ['crosstally watch $OLD $NEW --ledger shop.ledger', 'until it is stopped'],
    ['crosstally watch $OLD $NEW --until-clean --timeout 2h', 'the gate of a cutover'],
  ],
  run: runWatch,
};

async function runWatch(given: Given, io: Io): Promise<number> {
  if (given['source'] === 'status') return showStatus(given, io);
  if (given['source'] === 'accept') return acceptDrift(given, io);
  if (keysOf(given).length > 0) throw watchUsage('watch takes two sides, and nothing more');
  if (given['why'] !== undefined) throw watchUsage('--why is for watch accept');
  const { source } = given;
  const near = typeof source === 'string' ? didYouMean(['status', 'accept'], source) : null;
  if (near !== null) throw watchUsage(`not understood: watch ${String(source)}: ${near}`);
  const settings = await onlySettingsOf('watch', given, io);
  const interrupt = onInterrupt(io, UNKNOWN);
  try {
    return await watchUntil(settings, io, interrupt.signal);
  } catch (error) {
    if (interrupt.reason() === null) throw error;
    return UNKNOWN;
  } finally {
    interrupt.release();
  }
}

/** Tells of what happens until it is to end; answers with the exit code. */
async function watchUntil(settings: Settings, io: Io, stopped: AbortSignal): Promise<number> {
  const { config, said } = settings;
  const adapters = await adaptersOf(settings, io);
  using ended = endedBy(stopped, config.timeout);
  const watching = watch({ ...withoutOwn(said), ...adapters, signal: ended.signal });
  await using told = alertsOf(settings, watching, io);
  await using _page = await pageOf(settings, watching, io);
  try {
    for await (const event of watching.events()) {
      told.hear(event);
      const line = config.quiet ? null : eventLine(event);
      if (line !== null) io.stderr.write(`${line}\n`);
      const code = endsWith(event, settings);
      if (code !== null) return code;
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  }
  const status = watching.status();
  if (!config.quiet) io.stderr.write(`ended: ${status?.reasons[0] ?? 'ready to cut over'}\n`);
  return codeOf(status);
}

/** What a watch itself hears of: the rest is done here, around it. */
function withoutOwn(said: Settings['said']): Settings['said'] {
  return Object.fromEntries(Object.entries(said).filter(([name]) => !OF_THE_COMMAND.some((own) => own === name)));
}

/** Whoever is told of drift. */
function alertsOf({ config }: Settings, { status }: Watch, io: Io): Alerts {
  const { webhook: webhooks, webhookFormat: format, onDrift } = config;
  const problem = (sentence: string): void => void io.stderr.write(`${sentence}\n`);
  return alerts({ webhooks, format, onDrift, status, problem, host: { env: io.env, kill: io.kill } });
}

/** The page, where one is served. */
async function pageOf({ config }: Settings, { status }: Watch, io: Io): Promise<AsyncDisposable> {
  const { listen, token, quiet } = config;
  if (listen === null) return { [Symbol.asyncDispose]: async () => {} };
  const served = await serve({ listen, token, status });
  if (!quiet) io.stderr.write(`page, metrics and status at ${served.url}\n`);
  return served;
}

/** What a watch is worth that was stopped, or whose time is over. */
function codeOf(status: WatchStatus | null): number {
  if (status === null) return UNKNOWN;
  if (status.ready) return READY;
  return status.openDrift > 0 ? DRIFT : UNKNOWN;
}

/** A signal that says stop when the caller does, or when the time is over. */
function endedBy(stopped: AbortSignal, timeout: number | null): Disposable & { readonly signal: AbortSignal } {
  const stop = stopWith(stopped);
  const timer = timeout === null ? undefined : setTimeout(stop.now, timeout);
  return {
    signal: stop.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      stop[Symbol.dispose]();
    },
  };
}

function endsWith(event: WatchEvent, { config }: Settings): number | null {
  if (config.untilClean && event.type === 'ready' && event.ready) return READY;
  if (config.failFast && event.type === 'drift-opened') return DRIFT;
  return null;
}

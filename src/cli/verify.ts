import { errorLine } from '../errors.ts';
import type { Settings } from '../config/load.ts';
import type { Report } from '../model/report.ts';
import { exitCode } from '../report/exit-code.ts';
import { addEvent, emptyDraft, reportOf } from '../report/fold.ts';
import { jsonReport } from '../report/json.ts';
import { textReport } from '../report/text.ts';
import { headline } from '../report/text/headline.ts';
import { eventsOf } from '../verify.ts';
import { VERSION } from '../version.ts';
import type { Command, Io, LoggingIo } from './command.ts';
import { answering } from './answer.ts';
import { logError, logProgress } from './log.ts';
import { isPrinted, prepareFixes } from './deliver.ts';
import type { Deliver } from './deliver.ts';
import { onInterrupt } from './interrupt.ts';
import type { Interrupt } from './interrupt.ts';
import { flagsOf, SIDES_HELP } from './options.ts';
import { hasColor, widthOf } from './print.ts';
import { withOrigins } from './place.ts';
import { showProgress, SILENT } from './progress/progress.ts';
import type { Progress } from './progress/progress.ts';
import { adaptersOf } from './sides.ts';

const ERROR = 2;
/** Lines for a kind of difference in a table when nobody said how many differences to list. */
const LINES = 10;

export const verifyCommand: Command = {
  usage: 'verify [source] [target]',
  summary: 'compare the tables of two databases and name every row that is missing, extra or changed',
  about: SIDES_HELP,
  options: flagsOf('verify'),
  examples: [
    [
      'crosstally verify postgres://app@old/shop mysql://app@new/shop',
      'all tables; passwords from PGPASSWORD and MYSQL_PWD',
    ],
    ['crosstally verify $OLD $NEW --tables "orders,customer*" --exclude "*_old"', 'some tables'],
    ['crosstally verify $OLD $NEW --key orders=code --ignore-columns orders.search', 'another key, without a column'],
    ['crosstally verify --config crosstally.yaml --format json --output report.json', 'for a script'],
  ],
  run: answering('verify', runVerify),
};

async function runVerify(settings: Settings, deliver: Deliver, io: LoggingIo): Promise<number> {
  const writeFixes = await prepareFixes(settings.config, io);
  const interrupt = onInterrupt(io, ERROR);
  try {
    const { report, error } = await compare(settings, interrupt, io);
    if (error !== null) logError(io.log, settings.config.log, error, settings.config.debug);
    await hand(report, settings, deliver, io);
    await writeFixes(report);
    return exitCode(report);
  } finally {
    interrupt.release();
  }
}

/** The report of the run, and what broke it off. */
interface Outcome {
  readonly report: Report;
  readonly error: unknown;
}

async function compare(settings: Settings, interrupt: Interrupt, io: LoggingIo): Promise<Outcome> {
  const adapters = await adaptersOf(settings, io);
  const events = eventsOf({ ...settings.said, ...adapters, signal: interrupt.signal });
  const draft = emptyDraft({ maxDifferences: settings.config.maxDifferences, toolVersion: VERSION });
  const progress = progressOn(io, settings.config);
  let error: unknown = null;
  try {
    for await (const event of events) {
      addEvent(draft, event);
      progress.on(event);
    }
  } catch (thrown) {
    if (draft.planned === null) throw interrupt.error() ?? thrown;
    error = interrupt.reason() === null ? thrown : null;
  } finally {
    progress.end();
  }
  const report = reportOf(draft, interrupt.reason() ?? brokenBy(error));
  return { report: withOrigins(report, settings), error };
}

function progressOn(io: LoggingIo, { quiet, log, verbose }: Settings['config']): Progress {
  if (log === 'json') return logProgress(io.log);
  if (quiet) return SILENT;
  return showProgress(io.stderr, verbose);
}

function brokenBy(error: unknown): string | null {
  if (error === null) return null;
  return `the run broke off: ${errorLine(error)}`;
}

async function hand(report: Report, settings: Settings, deliver: Deliver, io: Io): Promise<void> {
  try {
    await deliver(rendered(report, settings, io));
  } catch (error) {
    io.stderr.write(`crosstally: ${headline(report)}\n`);
    throw error;
  }
  if (!isPrinted(settings.config, io)) io.stderr.write(`crosstally: ${headline(report)}\n`);
}

function rendered(report: Report, settings: Settings, io: Io): string {
  if (settings.config.format === 'json') return jsonReport(report);
  const { full } = settings.config;
  const everything = full || settings.said.maxDifferences !== undefined || !isPrinted(settings.config, io);
  const color = settings.config.output === null && hasColor(io.stdout, io.env);
  return textReport(report, { color, width: widthOf(io.stdout), ...(everything ? {} : { lines: LINES }) });
}

import type { CommandName } from '../config/option.ts';
import type { Settings } from '../config/load.ts';
import { CrosstallyError } from '../errors.ts';
import { jsonFailure } from '../report/failure-json.ts';
import type { Command, Given, Io, LoggingIo } from './command.ts';
import { prepareDelivery } from './deliver.ts';
import type { Deliver } from './deliver.ts';
import { jsonLines, logError } from './log.ts';
import { settingsOf, tellIdle } from './options.ts';
import { eachPair } from './pairs.ts';
import { withPlace } from './place.ts';
import { print, withoutPasswords } from './print.ts';
import { VERSION } from '../version.ts';

/** What a command does once it knows what it is asked, and where its answer goes. Answers with the exit code. */
export type Run = (settings: Settings, deliver: Deliver, io: LoggingIo, given: Given) => Promise<number>;

const ERROR = 2;

/** A command that answers a program even when it fails: `--format json` has an object then, too. */
export function answering(command: CommandName, run: Run): Command['run'] {
  return async (given, outer) => {
    const { all, deliver } = await prepared(command, given, outer);
    const [only, ...others] = all;
    const { log, debug } = only.config;
    const io = { ...outer, ...(log === 'json' ? { stderr: jsonLines(outer.stderr) } : {}), log: outer.stderr };
    if (others.length > 0) {
      return eachPair(all, { deliver, io, run: (settings, to) => answered(settings, { run, deliver: to, io, given }) });
    }
    try {
      return await answered(only, { run, deliver, io, given });
    } catch (error) {
      logError(outer.stderr, log, error, debug);
      return ERROR;
    }
  };
}

interface Asked {
  readonly run: Run;
  readonly deliver: Deliver;
  readonly io: LoggingIo;
  readonly given: Given;
}

async function answered(settings: Settings, { run, deliver, io, given }: Asked): Promise<number> {
  tellIdle(settings, io.stderr);
  try {
    return await run(settings, deliver, io, given);
  } catch (thrown) {
    const error = withPlace(thrown, settings);
    // Where the report itself cannot be written, nothing else can be.
    const isLost = error instanceof CrosstallyError && error.code === 'OUTPUT_FAILED';
    if (settings.config.format === 'json' && !isLost) await deliver(failureText(error));
    throw error;
  }
}

interface Prepared {
  readonly all: readonly [Settings, ...Settings[]];
  readonly deliver: Deliver;
}

async function prepared(command: CommandName, given: Given, io: Io): Promise<Prepared> {
  let json = given['format'] === 'json';
  try {
    const all = await settingsOf(command, given, io);
    json = all[0].config.format === 'json';
    return { all, deliver: await prepareDelivery(all[0].config, io) };
  } catch (error) {
    if (json) await print(io.stdout, failureText(error));
    throw error;
  }
}

/** For a program that asked for JSON and gets no report. */
export function failureText(error: unknown): string {
  return withoutPasswords(jsonFailure(error, VERSION));
}

/** A command line that is not understood may have asked for JSON all the same. */
export function asksForJson(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === '--format=json' || (word === '--format' && argv[i + 1] === 'json'));
}

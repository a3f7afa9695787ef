/** Standard error for programs (`--log json`): an object a line, with its time and what it is. */
import { CrosstallyError } from '../errors.ts';
import type { Event } from '../model/event.ts';
import { variableName } from '../config/options.ts';
import type { Io, Output } from './command.ts';
import { errorText, withoutPasswords } from './print.ts';
import { addToTally, newTally } from './progress/tally.ts';
import type { Progress } from './progress/progress.ts';

export type LogFormat = 'text' | 'json';

const PROGRESS_MS = 10_000;

/** What is written for people becomes notices. */
export function jsonLines(stderr: Output): Output {
  return {
    write: (text, done) => {
      for (const line of text.split('\n')) {
        const message = line.replace(/^crosstally: /, '').trim();
        if (message !== '') entry(stderr, { type: 'notice', message });
      }
      done?.();
      return true;
    },
  };
}

/**
 * An error with its hint; the stack only as text, for who asked for it.
 *
 * @param pair which of the pairs of sides it is about, where there are several
 */
export function logError(stderr: Output, format: LogFormat, error: unknown, debug: boolean, pair?: string): void {
  if (format === 'text') {
    stderr.write(errorText(error, debug));
    return;
  }
  const known = error instanceof CrosstallyError;
  const message = error instanceof Error ? error.message : String(error);
  const [code, hint] = known ? [error.code, error.hint] : ['UNEXPECTED', null];
  entry(stderr, { type: 'error', ...(pair === undefined ? {} : { pair }), code, message, hint });
}

/** How far a run is, every ten seconds; why it waits and what is asked again, at once. */
export function logProgress(stderr: Output, now: () => number = Date.now): Progress {
  const tally = newTally(now());
  const tell = (): void => {
    const { tables, tablesDone, rows, rowsExpected, differences, reading, rechecking, startedAt } = tally;
    entry(stderr, {
      type: 'progress',
      seconds: Math.round((now() - startedAt) / 1000),
      tables,
      tablesDone,
      rows,
      rowsExpected,
      differences,
      reading: [...reading.keys()],
      rechecking: [...rechecking.values()].reduce((sum, rows) => sum + rows, 0),
    });
  };
  const timer = setInterval(tell, PROGRESS_MS);
  timer.unref();
  return {
    on: (event) => {
      addToTally(tally, event, now());
      const one = entryOf(event);
      if (one !== null) entry(stderr, one);
    },
    end: () => {
      clearInterval(timer);
      tell();
    },
  };
}

function entryOf(event: Event): Entry | null {
  switch (event.type) {
    case 'noticed':
      return { type: 'notice', message: event.notice };
    case 'held':
      return { type: 'held', reason: event.reason };
    case 'retried':
      return { type: 'retry', reason: event.reason, attempt: event.attempt, waitSeconds: event.waitSeconds };
    case 'asked':
      return { type: 'statement', side: event.side, statement: event.statement };
    default:
      return null;
  }
}

type Entry = Readonly<Record<string, unknown>> & {
  readonly type: 'progress' | 'notice' | 'retry' | 'held' | 'statement' | 'error';
};

function entry(stderr: Output, one: Entry): void {
  stderr.write(`${withoutPasswords(JSON.stringify({ at: new Date().toISOString(), ...one }))}\n`);
}

/** Of a command line that is not understood, or not read yet. */
export function logFormatOf(argv: readonly string[], env: Io['env']): LogFormat {
  const isAsked = argv.some((word, i) => word === '--log=json' || (word === '--log' && argv[i + 1] === 'json'));
  return isAsked || env[variableName('log')] === 'json' ? 'json' : 'text';
}

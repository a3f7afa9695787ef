/**
 * One comparison, however many of its members are asked for: rows are read once, and the report is of that reading.
 *
 * not begun · under way: in the loop of whoever asked first, or for the report · ended: what it found is kept.
 */
import { CrosstallyError } from './errors.ts';
import type { Difference } from './model/difference.ts';
import type { Event } from './model/event.ts';
import type { Report } from './model/report.ts';
import { addEvent, emptyDraft, reportOf } from './report/fold.ts';
import type { FoldOptions } from './report/fold.ts';
import { asTold, stoppedWords } from './run/stop.ts';

/** A difference and the table it is in. */
export interface TableDifference extends Difference {
  /** The source's name, `schema.table`. */
  readonly table: string;
}

/**
 * A comparison, which begins when one of its members is first asked for, and runs once. Loop over `differences()` or
 * `events()` and ask for the `report()` afterwards, or ask for the report alone.
 */
export interface Verification {
  /**
   * Everything that happens, in order.
   *
   * @throws CrosstallyError `RUN_BEGUN` when something was asked of this comparison before.
   */
  events(): AsyncGenerator<Event>;
  /**
   * The rows that differ, table by table in key order. A loop that is left early ends the run.
   *
   * @throws CrosstallyError `RUN_BEGUN` when something was asked of this comparison before.
   */
  differences(): AsyncGenerator<TableDifference>;
  /**
   * The whole, with its verdict. After a loop it is the report of what that loop went through: `incomplete` when it was
   * left early.
   *
   * @throws CrosstallyError `RUN_BEGUN` in the middle of a loop.
   */
  report(): Promise<Report>;
}

export interface OneRunOptions extends FoldOptions {
  readonly signal?: AbortSignal | undefined;
}

export function oneRun(run: () => AsyncGenerator<Event>, options: OneRunOptions): Verification {
  const { signal } = options;
  const draft = emptyDraft(options);
  let state: 'not begun' | 'under way' | 'ended' = 'not begun';
  let [failure, stopped]: [{ readonly error: unknown } | null, string | null] = [null, null];
  let whole: Promise<Report> | null = null;

  async function* events(): AsyncGenerator<Event> {
    if (state !== 'not begun') throw begun('its rows are told once: call verify() again for another comparison');
    state = 'under way';
    try {
      for await (const event of run()) {
        addEvent(draft, event);
        // Who stops it when all is done has stopped nothing.
        if (event.type === 'finished') stopped = stoppedWords(signal);
        yield event;
      }
    } catch (error) {
      failure = { error: asTold(error, signal) };
      throw failure.error;
    } finally {
      state = 'ended';
      if (draft.finishedAt === null) stopped = stoppedWords(signal);
    }
  }

  async function wholeReport(): Promise<Report> {
    // The report is made from the draft, whoever reads the events.
    if (state === 'not begun') for await (const _event of events()) continue;
    if (failure !== null) throw failure.error;
    return reportOf(draft, stopped);
  }

  return {
    events,
    differences: () => differencesOf(events()),
    report: async () => {
      if (whole === null && state === 'under way') throw begun('ask for the report when the loop is over');
      return (whole ??= wholeReport());
    },
  };
}

function begun(hint: string): CrosstallyError {
  return new CrosstallyError('RUN_BEGUN', 'this comparison has begun', { hint });
}

async function* differencesOf(events: AsyncGenerator<Event>): AsyncGenerator<TableDifference> {
  for await (const event of events) {
    if (event.type !== 'differences') continue;
    for (const difference of event.differences) yield { ...difference, table: event.table };
  }
}

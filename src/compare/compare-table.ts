import type { LimitFunction } from 'p-limit';
import type { Database } from '../adapter.ts';
import { errorLine } from '../errors.ts';
import { differenceRows, NO_ROWS } from '../model/difference.ts';
import type { RowCounts } from '../model/difference.ts';
import type { Event, TableOutcome } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { nameChangedColumns } from './changed-columns.ts';
import type { Hashing } from './hash.ts';
import { watchForCutShort } from './cut-short.ts';
import { looseRows } from './loose-rows.ts';
import { chooseStrategy } from './strategy.ts';
import type { Chooser } from './strategy.ts';
import { tableVerdict } from './table-verdict.ts';
import { walkTable } from './walk.ts';
import type { Piece, WalkContext } from './walk.ts';

export interface Comparison {
  readonly databases: Sides<Database>;
  readonly hashing: Hashing;
  /** How chunks are digested. */
  readonly strategy: 'auto' | 'pushdown' | 'stream';
  readonly limit: LimitFunction;
  /** Changed rows whose columns are looked up; beyond them a difference carries its key alone. */
  readonly maxDifferences: number;
}

/** Compares one table. An error ends this table, as `incomplete` with its reason, and no other. */
export async function* compareTable(comparison: Comparison, table: TablePlan): AsyncGenerator<Event> {
  const started = performance.now();
  yield { type: 'table-started', table };
  let rows = NO_ROWS;
  let failure: string | null = null;
  const readers = mapSides(comparison.databases, (database, side) => database.reader(table.views[side]));
  const watch = watchForCutShort(table, readers.target);
  let chooser: Chooser | null = null;
  try {
    if (table.columns.length > 0) {
      const loose = looseRows(table, comparison.hashing.hash);
      // Raw bytes and pushed-down digests know nothing of it: where they are equal there is nothing to let pass.
      const hashing = loose === null ? comparison.hashing : { ...comparison.hashing, hash: loose.hash };
      chooser = await chooseStrategy(comparison.strategy, readers, hashing);
      for await (const finding of compareRows(comparison, { table, readers, hashing, loose, chooser })) {
        rows = addRows(rows, finding);
        await watch.add(finding.differences);
        yield { type: 'compared', table, rows: finding.rows };
        const { differences } = finding;
        if (differences.length > 0) yield { type: 'differences', table, differences };
      }
    }
  } catch (error) {
    failure = errorLine(error);
  }
  const seconds = (performance.now() - started) / 1000;
  const cutShort = watch.found();
  const { name: strategy, reason: strategyReason } = chooser?.choice() ?? NOTHING_DIGESTED;
  const verdict = tableVerdict(table, rows, failure);
  const outcome: TableOutcome = { ...verdict, rows, strategy, strategyReason, cutShort, seconds };
  yield { type: 'table-finished', table, outcome };
}

const NOTHING_DIGESTED = { name: 'stream', reason: 'nothing was digested' };

/** A piece of a table after the second look at its changed rows. */
interface Finding extends Piece {
  readonly unconfirmed: number;
}

type TableContext = Pick<WalkContext, 'table' | 'readers' | 'hashing' | 'loose' | 'chooser'>;

async function* compareRows(comparison: Comparison, context: TableContext): AsyncGenerator<Finding> {
  const lookUp = { ...context, hash: comparison.hashing.hash };
  let room = comparison.maxDifferences;
  for await (const { rows, differences } of walkTable({ ...comparison, ...context })) {
    const looked = await nameChangedColumns(lookUp, differences.slice(0, room));
    const confirmed = looked.filter((difference) => difference !== null);
    yield {
      rows,
      differences: differences.length > room ? confirmed.concat(differences.slice(room)) : confirmed,
      unconfirmed: looked.length - confirmed.length,
    };
    room = Math.max(0, room - differences.length);
  }
}

function addRows(rows: RowCounts, finding: Finding): RowCounts {
  const found = { missing: 0, extra: 0, changed: 0 };
  for (const difference of finding.differences) found[difference.kind] += differenceRows(difference);
  return {
    source: rows.source + finding.rows.source,
    target: rows.target + finding.rows.target,
    missing: rows.missing + found.missing,
    extra: rows.extra + found.extra,
    changed: rows.changed + found.changed,
    unconfirmed: rows.unconfirmed + finding.unconfirmed,
  };
}

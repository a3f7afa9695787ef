import type { TableReader } from '../adapter.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';

/**
 * Asks both sides whether the table is still the one that was planned: a column that came to both of them during the run
 * was not compared, and half of a table that took another's name is not half of it.
 *
 * @param cause what ended the comparison; null when nothing did.
 * @throws CrosstallyError TABLE_CHANGED
 */
export async function assertSameTables(
  table: TablePlan,
  readers: Sides<TableReader>,
  cause: unknown = null,
): Promise<void> {
  const changed = await bothSides(readers, async (reader, side) => {
    const planned = table[side].definition;
    if (planned === undefined || reader.definition === undefined) return null;
    const now = await reader.definition();
    if (now === planned) return null;
    const what = now === null ? 'is gone' : 'was altered, truncated or replaced';
    return `${tableName(table[side])} of the ${side} ${what} during the run`;
  });
  const reasons = [changed.source, changed.target].filter((reason) => reason !== null);
  if (reasons.length === 0) return;
  const because = cause === null ? '' : ` (${errorLine(cause)})`;
  throw new CrosstallyError('TABLE_CHANGED', reasons.join('; ') + because, {
    hint: 'run again when its definition has come to rest',
    cause,
  });
}

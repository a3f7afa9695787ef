import type { Database } from '../adapter.ts';
import { CrosstallyError } from '../errors.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { keyColumns } from '../model/view.ts';

/**
 * Asks the sides whose only proof of a key is the user's word, before any row is compared: rows that share a key cannot
 * be told apart, and most likely another column was forgotten.
 *
 * @throws CrosstallyError PLAN_INVALID with a key that more than one row has.
 */
export async function checkNamedKeys(databases: Sides<Database>, tables: readonly TablePlan[]): Promise<void> {
  for (const table of tables.filter(({ keyUnproved }) => keyUnproved.length > 0)) {
    await bothSides(databases, async (database, side) => {
      if (!table.keyUnproved.includes(side)) return;
      const repeated = (await database.reader(table.views[side]).repeatedKey?.()) ?? null;
      if (repeated !== null) throw notUnique(table, side, repeated);
    });
  }
}

function notUnique(table: TablePlan, side: Side, key: Key): CrosstallyError {
  const columns = keyColumns(table.views[side]).map((column) => column.name);
  const values = columns.map((column, i) => `${column} = ${key[i] ?? 'NULL'}`).join(', ');
  return new CrosstallyError(
    'PLAN_INVALID',
    `--key ${columns.join(', ')} is not unique in ${tableName(table[side])} of the ${side}: more than one row has ${values}`,
    { hint: `name columns that identify a row: --key ${table.source.name}=column,column` },
  );
}

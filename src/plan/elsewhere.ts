import type { Database } from '../adapter.ts';
import type { Sides } from '../model/side.ts';
import type { TableShape } from '../model/table.ts';
import { listNames } from './names.ts';

/**
 * Where the tables may be, when none of the source's is in the target's default schema: loaders make a schema of their
 * own (pgloader names it after the MySQL database), and the report would call every table missing.
 */
export async function lookElsewhere(
  target: Database,
  schemas: Sides<readonly string[]>,
  shapes: Sides<readonly TableShape[]>,
): Promise<readonly string[]> {
  const names = new Set(shapes.source.map((table) => table.name.toLowerCase()));
  const others = (await target.schemas()).filter((schema) => !schemas.target.includes(schema));
  const tables = await target.describe(others);
  const found = others.filter((schema) =>
    tables.some((table) => table.schema === schema && names.has(table.name.toLowerCase())),
  );
  if (found.length === 0) return [];
  const searched = schemas.target.join(', ');
  return [
    `no table of the source is in the target's schema ${searched}, but schema ${listNames(found)} has tables of these ` +
      `names: name it in the target's URL (PostgreSQL: ?schema=${found[0] ?? ''})`,
  ];
}

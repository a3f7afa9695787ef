import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import type { HeldTable } from '../model/fingerprint/header.ts';
import { hashColumn, KEY_HASH, ROW_HASH } from '../model/hashed-view.ts';
import type { Plan, TablePlan } from '../model/plan.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import type { TableView } from '../model/view.ts';
import { formFor } from './forms.ts';
import type { RowHash } from './row-hash.ts';

/** A table as it is going to be held, and as its rows are read for that. */
export interface TableToHold {
  readonly plan: TablePlan;
  readonly held: HeldTable;
  /** Of hashes. */
  readonly view: TableView;
}

interface Holding {
  readonly config: Config;
  readonly hash: RowHash;
  readonly engine: string;
}

export function heldOf(plan: TablePlan, { config, hash, engine }: Holding): TableToHold {
  const planned = plan.views.source;
  const columns = planned.columns.map((column) => {
    const form =
      config.for === null ? column.form : formFor(column.type, column.form, { from: engine, to: config.for });
    return { ...column, form };
  });
  const of = { ...planned, columns };
  const hiddenKey = hash.key !== null && planned.keyLength > 0;
  const { definition: _token, ...shape } = plan.source;
  return {
    plan,
    held: {
      shape: shapeAsHeld(shape, plan),
      columns: columns.map(({ name, form, timeZone }) => ({ name, form, timeZone })),
      keyLength: planned.keyLength,
      ordered: plan.walk === 'key order' && !hiddenKey,
      where: planned.where,
      ...notHeld(plan),
    },
    view: hashedView(of, { hiddenKey, columns: config.columnsToo }),
  };
}

/** The order in which its rows are held is the only one that it can deliver. */
function shapeAsHeld(shape: TableShape, { walk }: TablePlan): TableShape {
  return walk === 'key order' ? shape : { ...shape, keys: shape.keys.map((key) => ({ ...key, ordered: false })) };
}

/** Columns that the user left out, and those that no rule compares. */
function notHeld({ notCompared, source }: TablePlan): Pick<HeldTable, 'left' | 'unheld'> {
  const prefix = `${tableName(source)}.`;
  const columns = notCompared.filter(({ kind, name }) => kind === 'column' && name.startsWith(prefix));
  const nameOf = (name: string): string => name.slice(prefix.length);
  return {
    left: columns.filter(({ affectsVerdict }) => !affectsVerdict).map(({ name }) => nameOf(name)),
    unheld: columns
      .filter(({ affectsVerdict }) => affectsVerdict)
      .map(({ name, reason }) => ({ name: nameOf(name), reason })),
  };
}

function hashedView(of: TableView, how: { readonly hiddenKey: boolean; readonly columns: boolean }): TableView {
  const key = how.hiddenKey ? [hashColumn(KEY_HASH, 8)] : of.columns.slice(0, of.keyLength);
  const others = how.columns ? of.columns.slice(of.keyLength).map(({ name }) => hashColumn(name, 2)) : [];
  return {
    ...of,
    columns: [...key, ...others, hashColumn(ROW_HASH, 8)],
    keyLength: key.length,
    hashed: { of, row: true, ...how },
  };
}

/** What else is in the schemas: views, and tables whose rows are not held. */
export async function otherShapes(
  database: Database,
  { schemas }: Plan,
  tables: readonly TableToHold[],
): Promise<readonly TableShape[]> {
  const names = new Set(tables.map(({ plan }) => tableName(plan.source)));
  const shapes = await database.describe(schemas.source);
  return shapes.filter((shape) => !names.has(tableName(shape))).map(({ definition: _token, ...shape }) => shape);
}

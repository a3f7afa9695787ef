/**
 * Tables of which a side is a fingerprint: what can be compared of them goes by keys and by the hashes of rows. A hash
 * stands for all columns that went into it, so that one that cannot be compared takes the others with it.
 */
import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import type { FingerprintHeader, HeldColumn, HeldTable } from '../model/fingerprint/header.ts';
import { CrosstallyError } from '../errors.ts';
import { hashColumn, KEY_HASH, ROW_HASH } from '../model/hashed-view.ts';
import type { ColumnShape } from '../model/column.ts';
import { instantText } from '../model/form.ts';
import type { Form } from '../model/form.ts';
import { isStrict } from '../model/loosening.ts';
import type { ColumnPair, Plan, TablePlan } from '../model/plan.ts';
import type { NotCompared } from '../model/report.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableView, ViewColumn } from '../model/view.ts';

/** The plan for sides of which one or both are fingerprints; the same plan where none is. */
export function withHashedTables(plan: Plan, databases: Sides<Database>, config: Config): Plan {
  const headers = mapSides(databases, ({ fingerprint }) => fingerprint ?? null);
  if (headers.source === null && headers.target === null) return plan;
  return {
    ...plan,
    tables: plan.tables.map((table) => withNewer(hashedTable(table, headers, databases), table, { headers, config })),
    loosened: [...plan.loosened, ...SIDES.flatMap((side) => loosenedBy(headers[side], side))],
  };
}

interface Newer {
  readonly headers: Sides<FingerprintHeader | null>;
  readonly config: Config;
}

/** With `--strict` a newer row is a difference like any other. */
function withNewer(table: TablePlan, planned: TablePlan, { headers, config }: Newer): TablePlan {
  const side: Side = headers.source === null ? 'source' : 'target';
  const header = headers[side === 'source' ? 'target' : 'source'];
  const { changedBy, strict } = config;
  if (changedBy === null || strict || header === null || headers[side] !== null) return table;
  const column = planned[side].columns.find(({ name }) => name.toLowerCase() === changedBy.toLowerCase());
  if (column === undefined || !canBeAsked(table, side, column)) return table;
  const { kind, native } = column.type;
  if (kind !== 'instant' && kind !== 'timestamp') {
    const words = `--changed-by ${changedBy} is ${native} in ${tableName(planned[side])} of the ${side}, and no point in time`;
    throw new CrosstallyError('PLAN_INVALID', words);
  }
  const view = planned.views[side];
  const timeZone = config[`${side}TimeZone`] ?? 'UTC';
  const written: ViewColumn = { name: column.name, type: column.type, form: 'instant', timeZone };
  // A row that was written before it was read is in the fingerprint, and what befell it later is no work of that writer.
  const since = instantText(new Date(header.consistent ? header.takenAt : (header.readUntil ?? header.takenAt)));
  return {
    ...table,
    newerBy: { side, view: { ...view, columns: [...view.columns.slice(0, view.keyLength), written] }, since },
  };
}

/** Whether rows can be asked for by their keys: of hidden ones nobody knows any. */
function canBeAsked(table: TablePlan, side: Side, column: ColumnShape): boolean {
  const { hashed } = table.views[side];
  if (hashed === undefined || hashed.hiddenKey || hashed.of.keyLength === 0) return false;
  return !hashed.of.columns.slice(0, hashed.of.keyLength).some(({ name }) => name === column.name);
}

const SIDES: readonly Side[] = ['source', 'target'];

function loosenedBy(header: FingerprintHeader | null, side: Side): string[] {
  return (header?.loosened ?? []).map((text) => `${text} (when the fingerprint of the ${side} was taken)`);
}

interface Held {
  readonly side: Side;
  readonly header: FingerprintHeader;
  readonly table: HeldTable;
}

function hashedTable(
  table: TablePlan,
  headers: Sides<FingerprintHeader | null>,
  databases: Sides<Database>,
): TablePlan {
  const sides = SIDES.flatMap((side) => (headers[side] === null ? [] : [{ side, header: headers[side] }]));
  const held: Held[] = [];
  for (const { side, header } of sides) {
    const found = heldTable(header, table, side);
    if (found === null) return notComparable(table, `the fingerprint of the ${side} does not hold its rows`);
    held.push({ side, header, table: found });
  }
  const [first] = held;
  if (first === undefined) return table;
  const refusal = whyNotByKey(table, held, databases);
  if (refusal !== null) return notComparable(table, refusal);
  return byHashes(table, first, held);
}

function heldTable(header: FingerprintHeader, table: TablePlan, side: Side): HeldTable | null {
  const { schema, name, only } = table.views[side].table;
  const isSame = ({ shape }: HeldTable): boolean =>
    shape.schema === schema && shape.name === name && (shape.only === true) === (only === true);
  return header.held.find(isSame) ?? null;
}

/** Nothing of its rows. */
function notComparable(table: TablePlan, reason: string): TablePlan {
  return {
    ...table,
    columns: [],
    keyUnproved: [],
    notCompared: [...table.notCompared, { kind: 'rows', name: tableName(table.source), reason, affectsVerdict: true }],
  };
}

/** Why its rows cannot be told apart in the way in which a fingerprint tells them apart; null when they can. */
function whyNotByKey(table: TablePlan, held: readonly Held[], databases: Sides<Database>): string | null {
  for (const { side, table: one } of held) {
    const keys = one.columns.slice(0, one.keyLength);
    const planned = table.views[side].columns.slice(0, table.views[side].keyLength);
    const asPlanned =
      keys.length === planned.length && keys.every(({ name }, i) => name === (planned[i]?.name ?? null));
    const names = keys.map(({ name }) => name).join(', ');
    if (!asPlanned && names === '') return `the fingerprint of the ${side} holds its rows without a key`;
    if (!asPlanned) return `the fingerprint of the ${side} tells its rows apart by (${names}): name that with --key`;
    const bad = keys.findIndex((key, i) => planned[i] === undefined || whyNotHeld(key, planned[i], one) !== null);
    if (bad >= 0) return whyNotHeld(keys[bad] as HeldColumn, planned[bad] as ViewColumn, one);
    const condition = whyNotSameRows(table, { side, one }, databases);
    if (condition !== null) return condition;
  }
  const [here, there] = held;
  if (here === undefined || there === undefined) return null;
  if (here.header.secretCheck === there.header.secretCheck) return null;
  return 'the fingerprints were not taken under the same secret: their keys cannot be compared';
}

/** A condition is SQL: a fingerprint cannot be asked for the rows that another one would have chosen. */
function whyNotSameRows(
  table: TablePlan,
  { side, one }: { readonly side: Side; readonly one: HeldTable },
  databases: Sides<Database>,
): string | null {
  const asked = table.views[side].where;
  if (asked !== null && asked !== one.where) {
    const rows = one.where === null ? 'all rows' : `the rows where ${one.where}`;
    return `the fingerprint of the ${side} holds ${rows}, and nobody can choose those where ${asked} among them: take it with --where`;
  }
  if (one.where === null) return null;
  const other: Side = side === 'source' ? 'target' : 'source';
  if (table.views[other].where !== null || databases[other].fingerprint !== undefined) return null;
  if (databases[other].engine.name === databases[side].engine.name) return null;
  return `the fingerprint of the ${side} holds the rows where ${one.where}: say so of the other side with --${other}-where`;
}

/** Why the hash of a column is not that of the values that are compared; null when it is. */
function whyNotHeld(column: HeldColumn, planned: ViewColumn, { shape }: HeldTable): string | null {
  const kind = shape.columns.find(({ name }) => name === column.name)?.type.kind;
  if (!areTwins(column.form, planned.form, kind ?? 'other')) {
    return `the fingerprint holds ${column.name} in the form ${column.form}, and is compared in the form ${planned.form}: take it with --for or --against`;
  }
  if (column.form === 'instant' && kind === 'timestamp' && column.timeZone !== planned.timeZone) {
    return `the fingerprint took the readings of ${column.name} for those of ${column.timeZone}, not of ${planned.timeZone}`;
  }
  return null;
}

/** Whether both forms write each value of the kind with the same bytes. */
function areTwins(held: Form, wanted: Form, kind: string): boolean {
  if (held === wanted) return true;
  const numbers = ['integer', 'decimal'];
  return ['integer', 'boolean', 'year'].includes(kind) && numbers.includes(held) && numbers.includes(wanted);
}

interface Comparable {
  /** In the order in which they were hashed. */
  readonly pairs: readonly ColumnPair[];
  /** Why the hashes of rows cannot be compared; null when they can. */
  readonly refusal: string | null;
}

function byHashes(table: TablePlan, first: Held, held: readonly Held[]): TablePlan {
  const { pairs, refusal } = comparable(table, held);
  const hiddenKey = first.header.secretCheck !== null && first.table.keyLength > 0;
  const columnsToo = held.every(({ header }) => header.columnsToo) && refusal === null;
  const kept = refusal === null ? pairs : pairs.slice(0, first.table.keyLength);
  const how = { row: refusal === null, hiddenKey, columns: columnsToo };
  const where = held.find((one) => one.table.where !== null)?.table.where ?? null;
  const names = new Set(kept.map((pair) => pair.source.name));
  return {
    ...table,
    columns: table.columns.filter((pair) => names.has(pair.source.name)),
    ...(hiddenKey ? { walk: 'key hash', walkReason: 'the fingerprint hides its keys', keyOrders: [null] } : {}),
    views: mapSides(table.views, (view, side) =>
      hashedView({ ...view, where: view.where ?? where }, { side, pairs: kept, how }),
    ),
    notCompared: [...table.notCompared, ...leftOut(table, first, names, refusal)],
  };
}

/** The columns that went into the hashes, as they are paired; of two fingerprints all have to be the same, in one order. */
function comparable(table: TablePlan, held: readonly Held[]): Comparable {
  const orders = held.map(({ side, table: one }) =>
    one.columns.map(({ name }) => table.columns.find((pair) => pair[side].name === name) ?? null),
  );
  const [order = [], other = order] = orders;
  const pairs = order.filter((pair) => pair !== null);
  const refusals = held.flatMap((one) => one.table.columns.map((column) => whyNotPaired(table, one, column)));
  const sameOrder = order.length === other.length && order.every((pair, i) => pair === other[i]);
  const differing = sameOrder ? null : 'the fingerprints hashed their columns in other orders';
  const hashes = held.every(({ header }) => header.hash === held[0]?.header.hash);
  const another = hashes ? null : 'the fingerprints hashed their rows in different ways';
  return { pairs, refusal: refusals.find((one) => one !== null) ?? differing ?? another };
}

function whyNotPaired(table: TablePlan, { side, table: held }: Held, column: HeldColumn): string | null {
  const pair = table.columns.find((one) => one[side].name === column.name);
  if (pair === undefined) return `the hashes of the fingerprint include ${column.name}, which is not compared`;
  if (!isStrict(pair.loosening))
    return `the hashes of the fingerprint include ${column.name} as it was, without what may pass`;
  const planned = table.views[side].columns.find(({ name }) => name === column.name);
  return planned === undefined ? `${column.name} is not compared` : whyNotHeld(column, planned, held);
}

interface Hashing {
  readonly side: Side;
  readonly pairs: readonly ColumnPair[];
  readonly how: { readonly row: boolean; readonly hiddenKey: boolean; readonly columns: boolean };
}

function hashedView(view: TableView, { side, pairs, how }: Hashing): TableView {
  const planned = new Map(view.columns.map((column) => [column.name, column]));
  const columns = pairs.flatMap((pair) => planned.get(pair[side].name) ?? []);
  const others = pairs.slice(view.keyLength).map((pair) => hashColumn(pair.source.name, 2));
  const key = how.hiddenKey ? [hashColumn(KEY_HASH, 8)] : columns.slice(0, view.keyLength);
  return {
    ...view,
    columns: [...key, ...(how.columns ? others : []), ...(how.row ? [hashColumn(ROW_HASH, 8)] : [])],
    keyLength: key.length,
    hashed: { of: { ...view, columns }, ...how },
  };
}

/** Columns that are not compared since a fingerprint does not hold them, or not in a form that can be. */
function leftOut(
  table: TablePlan,
  { table: held, side }: Held,
  kept: ReadonlySet<string>,
  refusal: string | null,
): NotCompared[] {
  const inHashes = new Set(held.columns.map(({ name }) => name));
  return table.columns
    .filter((pair) => !kept.has(pair.source.name))
    .map((pair) => {
      const column = pair[side].name;
      const byWish = held.left.includes(column);
      const unheld = held.unheld.find(({ name }) => name === column)?.reason ?? 'the fingerprint does not hold it';
      const reason = byWish ? 'left out when the fingerprint was taken' : inHashes.has(column) ? refusal : unheld;
      const name = `${tableName(table.source)}.${pair.source.name}`;
      return { kind: 'column' as const, name, reason: reason ?? unheld, affectsVerdict: !byWish };
    });
}

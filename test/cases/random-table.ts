/** Random tables, random edits of them, and the differences that the edits make. */
import fc from 'fast-check';
import type { ReportedDifference } from '../../src/index.ts';
import type { TestEngine } from '../support/servers.ts';
import { PAIRED_TYPES } from './random-pairs.ts';
import { literal, TYPES, type RandomType, type RandomValue, type Way } from './random-values.ts';

export type RandomRow = readonly (RandomValue | null)[];

/** A table with what is in it on both sides. The key columns come first. */
export interface RandomTable {
  readonly types: readonly RandomType[];
  /** 0 for a table without a key. */
  readonly keyLength: number;
  /** A unique key that can be NULL, in place of a primary key. */
  readonly nullableKey: boolean;
  readonly source: readonly RandomRow[];
  readonly target: readonly RandomRow[];
  /** Chooses among the ways to declare a column, and turns the order of the columns. */
  readonly variants: { readonly source: number; readonly target: number };
}

type Edit = readonly [kind: 'delete' | 'insert' | 'update' | 'swap', row: number, other: number, column: number];

const keyTypes = fc.constantFrom(...TYPES.filter(({ isKey }) => isKey));
const anyTypes = fc.constantFrom(...TYPES, ...PAIRED_TYPES);
const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(fc.constantFrom('delete', 'insert', 'update', 'swap'), fc.nat(), fc.nat(), fc.nat()),
  { maxLength: 12 },
);

export const randomTable: fc.Arbitrary<RandomTable> = fc
  .record({
    keys: fc.array(keyTypes, { maxLength: 3 }),
    others: fc.array(anyTypes, { minLength: 1, maxLength: 4 }),
    nullableKey: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  })
  .chain(({ keys, others, nullableKey }) => {
    const shape = { types: [...keys, ...others], keyLength: keys.length, nullableKey };
    const row = fc.tuple(
      ...shape.types.map((type, i) =>
        i < keys.length && !nullableKey ? type.values : fc.option(type.values, { freq: 6 }),
      ),
    );
    return fc
      .record({
        rows: fc.array(row, { maxLength: 30 }),
        spares: fc.array(row, { minLength: 1, maxLength: 8 }),
        edits,
        source: fc.nat(11),
        target: fc.nat(11),
      })
      .map(({ rows, spares, edits: list, ...variants }) => {
        const source = withoutRepeats(shape, rows);
        return inWords({ ...shape, source, target: edited(shape, { source, spares, list }), variants });
      });
  });

/** What fast-check prints of a counterexample: the table as it would be made. */
function inWords(table: RandomTable): RandomTable {
  const sides = (['source', 'target'] as const).map((side) => `-- ${side}\n${tableSql('t', table, 'postgres', side)}`);
  return Object.defineProperty({ ...table }, fc.toStringMethod, { value: () => `\n${sides.join('\n')}` });
}

interface Shape {
  readonly types: readonly RandomType[];
  readonly keyLength: number;
}

/** What a unique index would refuse a second time; null when it refuses nothing. */
function uniqueText({ keyLength }: Shape, row: RandomRow): string | null {
  const key = row.slice(0, keyLength);
  return keyLength === 0 || key.includes(null) ? null : identityOf(key);
}

function identityOf(values: RandomRow): string {
  return JSON.stringify(values.map((value) => value?.identity ?? null));
}

function withoutRepeats(shape: Shape, rows: readonly RandomRow[]): readonly RandomRow[] {
  return rows.filter((row, i) => {
    const text = uniqueText(shape, row);
    return text === null || rows.findIndex((other) => uniqueText(shape, other) === text) === i;
  });
}

interface Editing {
  readonly source: readonly RandomRow[];
  readonly spares: readonly RandomRow[];
  readonly list: readonly Edit[];
}

/** An edit that would break the key is left out. */
function edited(shape: Shape, { source, spares, list }: Editing): readonly RandomRow[] {
  let rows = source;
  for (const [kind, at, other, column] of list) {
    const next = applied(rows, spares[other % spares.length] ?? [], {
      kind,
      row: rows.length === 0 ? 0 : at % rows.length,
      other: rows.length === 0 ? 0 : other % rows.length,
      column: column % shape.types.length,
    });
    if (withoutRepeats(shape, next).length === next.length) rows = next;
  }
  // Where a row lies must not matter.
  return rows.toReversed();
}

interface PlacedEdit {
  readonly kind: Edit[0];
  readonly row: number;
  readonly other: number;
  readonly column: number;
}

function applied(
  rows: readonly RandomRow[],
  spare: RandomRow,
  { kind, row, other, column }: PlacedEdit,
): readonly RandomRow[] {
  if (kind === 'insert') return [...rows, spare];
  const [here, there] = [rows[row], rows[other]];
  if (here === undefined || there === undefined) return rows;
  if (kind === 'delete') return rows.toSpliced(row, 1);
  if (kind === 'update') return rows.with(row, here.with(column, spare[column] ?? null));
  return rows
    .with(row, here.with(column, there[column] ?? null))
    .with(other, row === other ? there : there.with(column, here[column] ?? null));
}

export function columnName(table: Shape, column: number): string {
  return column < table.keyLength ? `k${column}` : `c${column - table.keyLength}`;
}

/** The table in SQL, as one side has it. */
export function tableSql(name: string, table: RandomTable, engine: TestEngine, side: 'source' | 'target'): string {
  const rows = table[side];
  const variant = table.variants[side];
  const ways = table.types.map((type, i) => wayOf(type, engine, variant + i));
  const columns = ways.map((way, i) => {
    const needed = i < table.keyLength && !table.nullableKey ? ' not null' : '';
    return `${columnName(table, i)} ${typeof way === 'string' ? way : way.type}${needed}`;
  });
  const turned = [...columns.slice(variant % columns.length), ...columns.slice(0, variant % columns.length)];
  const names = table.types.map((_type, i) => columnName(table, i));
  const key = names.slice(0, table.keyLength).join(', ');
  const constraint = key === '' ? [] : [`${table.nullableKey ? 'unique' : 'primary key'} (${key})`];
  const values = rows.map((row) => `(${row.map((value, i) => literal(engine, ways[i] ?? '', value)).join(', ')})`);
  const insert =
    values.length === 0 ? '' : `insert into ${name} (${names.join(', ')}) values\n${values.join(',\n')};\n`;
  return `create table ${name} (${[...turned, ...constraint].join(', ')});\n${insert}`;
}

function wayOf(type: RandomType, engine: TestEngine, choice: number): string | Way {
  const ways = type.declared[engine === 'postgres' ? 'postgres' : 'mysql'];
  return ways[choice % ways.length] ?? '';
}

/** A difference as one line: sorted, two lists of them can be compared. In a table without a key only the kinds. */
export function differenceLines(table: RandomTable): string[] {
  const [source, target] = [groupsOf(table, table.source), groupsOf(table, table.target)];
  const keys = new Set([...source.keys(), ...target.keys()]);
  return [...keys].flatMap((key) => linesOfKey(table, key, source.get(key) ?? [], target.get(key) ?? [])).sort();
}

/** The rows by key; without a key, and where it is NULL, by all they are. */
function groupsOf(table: Shape, rows: readonly RandomRow[]): ReadonlyMap<string, readonly RandomRow[]> {
  const groups = new Map<string, RandomRow[]>();
  for (const row of rows) {
    const key = uniqueText(table, row) ?? identityOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

function linesOfKey(table: Shape, key: string, source: readonly RandomRow[], target: readonly RandomRow[]): string[] {
  const row = source[0] ?? target[0] ?? [];
  const name = JSON.stringify(row.slice(0, table.keyLength).map((value) => value?.identity ?? null));
  const [kind, times] =
    source.length > target.length
      ? ['missing', source.length - target.length]
      : ['extra', target.length - source.length];
  if (times > 0) return Array.from({ length: times }, () => `${kind} ${name}`);
  if (uniqueText(table, row) !== key) return [];
  const changed = table.types
    .map((_type, i) => i)
    .filter((i) => (source[0]?.[i]?.identity ?? null) !== (target[0]?.[i]?.identity ?? null))
    .map((i) => columnName(table, i));
  return changed.length === 0 ? [] : [`changed ${name} ${changed.sort().join()}`];
}

/** The same lines of what was reported. */
export function reportedLines(table: RandomTable, differences: readonly ReportedDifference[]): string[] {
  return differences
    .flatMap(({ kind, key, columns, count }) => {
      const name = JSON.stringify(table.keyLength === 0 ? [] : Object.values(key));
      const line = `${kind} ${name}${kind === 'changed' ? ` ${[...(columns ?? [])].sort().join()}` : ''}`;
      return Array.from({ length: count ?? 1 }, () => line);
    })
    .sort();
}

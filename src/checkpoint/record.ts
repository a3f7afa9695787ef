import type { Difference, DifferenceKind } from '../model/difference.ts';
import type { TableOutcome } from '../model/event.ts';
import type { Key } from '../model/key.ts';
import type { RangeResult, UnequalRange } from '../model/range-result.ts';
import type { Facts, Named } from './facts.ts';

/** The first record: what the journal is of. */
export interface Header {
  readonly toolVersion: string;
  /** The source's names of the tables; the other records say a table by its place here. */
  readonly tables: readonly string[];
  readonly facts: Facts;
}

/** What few results have. */
interface Besides {
  readonly vanished?: number;
  readonly newer?: readonly Packed[];
  readonly unequal?: readonly UnequalRange[];
}

/** A record of a table, by its number. Differences count when a range follows that covers them. */
export type TableRecord =
  | ({
      readonly t: number;
      readonly d: readonly Packed[];
      /** What looking again told besides, with the last of a result. */
      readonly rows?: readonly [source: number, target: number];
      readonly unconfirmed?: number;
      readonly doubt?: string;
    } & Besides)
  | ({
      readonly t: number;
      readonly range: readonly [after: Key | null, through: Key | null];
      readonly rows: readonly [source: number, target: number];
      readonly unconfirmed: number;
      readonly doubt?: string;
      readonly at: number;
    } & Besides)
  | { readonly t: number; readonly end: TableOutcome; readonly at: number }
  /** Nothing that was found counts any more; from now on the table is one of these facts, where they are others. */
  | { readonly t: number; readonly forget: true; readonly facts?: Named }
  /** The table had come to its end, and is gone on with: what was found counts up to this byte of the file. */
  | { readonly t: number; readonly again: number };

/** `begun`: a run, the first one or one that goes on. Times are milliseconds since 1970. */
export type JournalRecord = TableRecord | { readonly begun: number } | { readonly finished: number };

/** A difference in few characters: there may be millions. */
type Packed = readonly [kind: string, key: Key, columns?: readonly string[] | null, count?: number];

const LETTERS: Readonly<Record<DifferenceKind, string>> = { missing: 'm', extra: 'e', changed: 'c' };
const KINDS: Readonly<Record<string, DifferenceKind>> = { m: 'missing', e: 'extra', c: 'changed' };

/** Differences of a line. */
const AT_ONCE = 1000;

/** The records of a result: its differences, then what makes them count. */
export function* recordsOf(table: number, result: RangeResult, at: number): Generator<TableRecord> {
  const { range, rows, unconfirmed, differences } = result;
  for (let from = 0; from < differences.length; from += AT_ONCE) {
    yield { t: table, d: differences.slice(from, from + AT_ONCE).map(packed) };
  }
  const besides = besidesOf(result);
  if (range === null) {
    if (rows.source !== 0 || rows.target !== 0 || unconfirmed > 0 || Object.keys(besides).length > 0) {
      yield { t: table, d: [], rows: [rows.source, rows.target], unconfirmed, ...besides };
    }
    return;
  }
  const { after, through } = range;
  yield { t: table, range: [after, through], rows: [rows.source, rows.target], unconfirmed, ...besides, at };
}

function besidesOf({ doubt, vanished, newer, unequal }: RangeResult): Besides & { readonly doubt?: string } {
  return {
    ...(doubt === undefined ? {} : { doubt }),
    ...(vanished === undefined ? {} : { vanished }),
    ...(newer === undefined ? {} : { newer: newer.map(packed) }),
    ...(unequal === undefined ? {} : { unequal }),
  };
}

/** The result that a record tells of; null for one that tells something else. */
export function resultOf(record: TableRecord): RangeResult | null {
  if ('d' in record) {
    const { rows: [source, target] = [0, 0], unconfirmed = 0 } = record;
    const differences = record.d.map(unpacked);
    return { range: null, rows: { source, target }, unconfirmed, differences, ...readBesides(record) };
  }
  if (!('range' in record)) return null;
  const { range, rows, unconfirmed } = record;
  const [[after, through], [source, target]] = [range, rows];
  const found = { range: { after, through }, rows: { source, target }, unconfirmed, differences: [] };
  return { ...found, ...readBesides(record) };
}

function readBesides(record: Besides & { readonly doubt?: string }): Partial<RangeResult> {
  const { doubt, vanished, newer, unequal } = record;
  return {
    ...(doubt === undefined ? {} : { doubt }),
    ...(vanished === undefined ? {} : { vanished }),
    ...(newer === undefined ? {} : { newer: newer.map(unpacked) }),
    ...(unequal === undefined ? {} : { unequal }),
  };
}

function packed({ kind, key, columns, count }: Difference): Packed {
  if (count !== undefined) return [LETTERS[kind], key, columns ?? null, count];
  return columns === undefined ? [LETTERS[kind], key] : [LETTERS[kind], key, columns];
}

function unpacked([letter, key, columns, count]: Packed): Difference {
  return {
    kind: KINDS[letter] ?? 'changed',
    key,
    ...(columns == null ? {} : { columns }),
    ...(count === undefined ? {} : { count }),
  };
}

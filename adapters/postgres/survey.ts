/**
 * The digests of a whole table by one sequential scan, which groups its rows by where their keys lie. `width_bucket`
 * counts the bounds that are not above a key, while a key range ends with its last key: so a bound here is the least
 * key behind that one, which there is for whole numbers and UUIDs.
 */
import type { Pushdown } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { Key } from '../../src/model/key.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { chunkDigest } from './chunk-digest.ts';
import type { Connections } from './connections.ts';
import { wholePass } from './passes.ts';
import { quoteName, quoteTable, quoteText } from './quote.ts';
import type { KeyLine } from './key-line.ts';
import { rangeCondition } from './range.ts';
import { valueOf } from './values.ts';

/** There are as few groups as ranges, which the planner cannot know: it would sort all rows. */
const GROUPED = { enable_sort: 'off', enable_hashagg: 'on' };

/** What a pushdown has for it. */
type Surveying = Required<Pick<Pushdown, 'survey' | 'surveyStatement'>>;

/** Null for a key that has no bounds of that kind. */
export function surveyOf(connections: Connections, view: TableView, hash: string): Surveying | null {
  const [column, ...others] = keyColumns(view);
  if (column === undefined || others.length > 0) return null;
  const { line } = valueOf(column);
  if (line === null) return null;
  const settings = { ...wholePass(view), ...GROUPED };
  const statementFor = (keys: readonly Key[]): string => statement(view, hash, placeOf(column, line, keys));
  return {
    survey: async (keys) => {
      const rows = await connections.askInTime(statementFor(keys), settings);
      const digests = new Map(rows.map(([place, ...digest]) => [placeAmong(keys, place), chunkDigest(digest)]));
      return Array.from({ length: keys.length + 1 }, (_, place) => digests.get(place) ?? NO_ROWS);
    },
    surveyStatement: () => statementFor([]),
  };
}

/** Rows that are in none of the ranges, as a key that is NULL would be, must not go unseen. */
function placeAmong(keys: readonly Key[], place: string | null | undefined): number {
  const number = place == null ? -1 : Number(place);
  if (number >= 0 && number <= keys.length) return number;
  throw new CrosstallyError('COVERAGE_BROKEN', 'a row lies in none of the ranges that were asked for');
}

const NO_ROWS = { rows: 0, hash: 0n };

function placeOf({ name }: ViewColumn, { sqlType, next }: KeyLine, keys: readonly Key[]): string {
  const bounds = keys.map(([part]) => next(part ?? '')).filter((bound) => bound !== null);
  return `width_bucket(${quoteName(name)}::${sqlType}, ${quoteText(`{${bounds.join(',')}}`)}::${sqlType}[])`;
}

function statement(view: TableView, hash: string, place: string): string {
  return `select ${place}, count(*), sum(${hash}) from ${quoteTable(view.table)}${rangeCondition(view, EVERYTHING)} group by 1`;
}

import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { Form } from '../model/form.ts';
import { isTolerant } from '../model/loosening.ts';
import type { Loosening } from '../model/loosening.ts';
import type { ColumnPair } from '../model/plan.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import type { KeyDecision } from './choose-key.ts';
import { lastChoice } from './choose-rule.ts';
import { columnNames, matchesAny } from './names.ts';

/** What can be let pass goes by what a column holds. */
export type LooseKind = 'text' | 'float' | 'time' | 'date';

const FORMS: Readonly<Record<LooseKind, readonly Form[]>> = {
  text: ['text', 'trimmed'],
  float: ['float', 'single'],
  time: ['time', 'timestamp', 'instant'],
  date: ['date', 'timestamp', 'instant'],
};

/** Whether loosening of that kind means something for a pair of columns. */
export function holds(kind: LooseKind, { source, target, form }: ColumnPair): boolean {
  // The digits of a float on one side are compared with those of an exact number on the other.
  const digits = form === 'decimal' && [source, target].some((column) => column.type.kind === 'float');
  return FORMS[kind].includes(form) || (kind === 'float' && digits);
}

/**
 * What the user lets pass in each column. Rows are told apart by their keys, so these are compared strictly.
 *
 * @throws CrosstallyError PLAN_INVALID for a tolerance where nothing says which row of the one side is which of the other.
 */
export function loosenColumns(
  table: TableShape,
  pairs: readonly ColumnPair[],
  key: KeyDecision,
  config: Config,
): readonly ColumnPair[] {
  return pairs.map((pair) => {
    if (key.columns.includes(pair)) return pair;
    const loosening = looseningOf(table, pair, config);
    if (isTolerant(loosening) && !key.identifies) throw unidentified(table, pair);
    return { ...pair, loosening };
  });
}

/** What the user asked for in a column, whether it is one of the key or not. */
export function looseningOf(table: TableShape, pair: ColumnPair, config: Config): Loosening {
  const names = columnNames(table, pair.source);
  const is = (kind: LooseKind): boolean => holds(kind, pair);
  const asNull = config.asNull.filter(({ columns }) => columns === null || matchesAny([columns], names));
  const loosening: Loosening = {
    trim: is('text') && matchesAny(config.trim, names),
    foldCase: is('text') && matchesAny(config.foldCase, names),
    floatTolerance: is('float') ? lastChoice(config.floatTolerance, names) : null,
    timeTolerance: is('time') ? lastChoice(config.timeTolerance, names) : null,
    zeroDateIsNull: is('date') && asNull.some(({ value }) => value === 'zero-dates'),
    emptyIsNull: is('text') && asNull.some(({ value }) => value === 'empty'),
  };
  return loosening;
}

/** Equality carries over from row to row, nearness does not: without a key some choice of pairs would have to be guessed. */
function unidentified(table: TableShape, pair: ColumnPair): CrosstallyError {
  const { source } = pair;
  const flag = holds('float', pair) ? '--float-tolerance' : '--time-tolerance';
  return new CrosstallyError(
    'PLAN_INVALID',
    `${flag} covers ${tableName(table)}.${source.name}, and the table has no key that identifies a row on both sides`,
    { hint: `name one with --key ${table.name}=column,column, or let the pattern leave this table out` },
  );
}

import type { ColumnChoice, Config, NullValue } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Sides } from '../model/side.ts';
import type { TableShape } from '../model/table.ts';
import type { LooseKind } from './loosen-columns.ts';
import { columnNames, matchesAny } from './names.ts';

interface Pattern {
  readonly flag: string;
  readonly pattern: string;
}

/** A pattern and the kinds of column that it can loosen. */
export interface LooseningPattern extends Pattern {
  readonly kinds: readonly LooseKind[];
}

/** A pattern that no column matches is a slip of the pen: what was asked for would not happen. */
export function checkColumnPatterns({ source, target }: Sides<readonly TableShape[]>, config: Config): void {
  const rules = config.rules.flatMap(patternOf('--rule'));
  // A column that only the target has may be named among those that are left out.
  const chosen = [
    ...config.columns.map((pattern) => ({ flag: '--columns', pattern })),
    ...config.ignoreColumns.map((pattern) => ({ flag: '--ignore-columns', pattern })),
  ];
  const isIdle = (tables: readonly TableShape[], pattern: string): boolean =>
    !tables.some((table) => table.kind === 'table' && matchesColumn(table, pattern));
  const idle =
    [...rules, ...looseningPatterns(config)].find(({ pattern }) => isIdle(source, pattern)) ??
    chosen.find(({ pattern }) => isIdle([...source, ...target], pattern));
  if (idle === undefined) return;
  throw new CrosstallyError('PLAN_INVALID', `${idle.flag} ${idle.pattern} matches no column`, {
    hint:
      didYouMean([...source, ...target].flatMap(knownNames), idle.pattern) ??
      'write it as column or table.column; crosstally plan lists the columns',
  });
}

/** The patterns that something is let pass by. */
export function looseningPatterns(config: Config): readonly LooseningPattern[] {
  const { trim, foldCase, floatTolerance, timeTolerance, asNull } = config;
  return [
    ...trim.filter(isNarrow).map((pattern) => ({ flag: '--trim', pattern, kinds: ['text'] as const })),
    ...foldCase.filter(isNarrow).map((pattern) => ({ flag: '--fold-case', pattern, kinds: ['text'] as const })),
    ...floatTolerance.flatMap(patternOf('--float-tolerance')).map((one) => ({ ...one, kinds: ['float'] as const })),
    ...timeTolerance.flatMap(patternOf('--time-tolerance')).map((one) => ({ ...one, kinds: ['time'] as const })),
    ...asNull.flatMap((choice) =>
      patternOf('--as-null')(choice).map((one) => ({ ...one, kinds: NULL_KINDS[choice.value] })),
    ),
  ];
}

/** What is said of every column may find none that it has a meaning for. */
function isNarrow(pattern: string): boolean {
  return pattern !== '*';
}

const NULL_KINDS: Readonly<Record<NullValue, LooseningPattern['kinds']>> = { 'zero-dates': ['date'], empty: ['text'] };

function patternOf(flag: string): (choice: ColumnChoice<unknown>) => readonly Pattern[] {
  return ({ columns }) => (columns === null ? [] : [{ flag, pattern: columns }]);
}

function knownNames(table: TableShape): string[] {
  return table.columns.flatMap((column) => [column.name, `${table.name}.${column.name}`]);
}

function matchesColumn(table: TableShape, pattern: string): boolean {
  return table.columns.some((column) => matchesAny([pattern], columnNames(table, column)));
}

import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { isStrict, looseningTexts } from '../model/loosening.ts';
import type { ColumnPair, TablePlan } from '../model/plan.ts';
import { looseningPatterns } from './column-patterns.ts';
import { holds, looseningOf } from './loosen-columns.ts';
import { columnNames, matchesAny } from './names.ts';

interface TableColumn {
  readonly table: TablePlan;
  readonly pair: ColumnPair;
}

/** Every column in which something is let pass, one text for all that has the same in common, and the keys left out. */
export function looseningNotes(tables: readonly TablePlan[], config: Config): string[] {
  const columns = columnsOf(tables);
  const names = new Map<string, string[]>();
  const note = (text: string, column: TableColumn): void =>
    void names.set(text, [...(names.get(text) ?? []), full(column)]);
  for (const column of columns) for (const text of looseningTexts(column.pair.loosening)) note(text, column);
  const keys = columns.filter(
    (column) => isKey(column) && !isStrict(looseningOf(column.table.source, column.pair, config)),
  );
  for (const column of keys) note('compared strictly all the same, being keys', column);
  return [...names].map(([text, listed]) => `${text}: ${listed.join(', ')}`);
}

/**
 * A pattern has to loosen something.
 *
 * @throws CrosstallyError PLAN_INVALID for one that only goes to keys, or to columns of other kinds.
 */
export function checkLoosening(tables: readonly TablePlan[], config: Config): void {
  const columns = columnsOf(tables);
  for (const { flag, pattern, kinds } of looseningPatterns(config)) {
    const hit = columns.filter(({ table, pair }) => matchesAny([pattern], columnNames(table.source, pair.source)));
    const fitting = hit.filter(({ pair }) => kinds.some((kind) => holds(kind, pair)));
    const [first] = hit;
    if (first === undefined || fitting.some((column) => !isKey(column))) continue;
    if (fitting[0] !== undefined) {
      throw new CrosstallyError(
        'PLAN_INVALID',
        `${flag} ${pattern} goes to ${full(fitting[0])}, which is part of the key`,
        {
          hint: 'rows are told apart by their keys, which are compared strictly; name another column',
        },
      );
    }
    throw new CrosstallyError('PLAN_INVALID', `${flag} ${pattern} goes to no column of ${kinds.join(' or ')}`, {
      hint: `it matches ${full(first)}, compared by ${first.pair.rule}; crosstally plan lists the columns`,
    });
  }
}

function columnsOf(tables: readonly TablePlan[]): readonly TableColumn[] {
  return tables.flatMap((table) => table.columns.map((pair) => ({ table, pair })));
}

function isKey({ table, pair }: TableColumn): boolean {
  return table.key.includes(pair.source.name);
}

function full({ table, pair }: TableColumn): string {
  return columnNames(table.source, pair.source).at(-1) ?? '';
}

import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { TableShape } from '../model/table.ts';
import { columnNames, matchesAny } from './names.ts';

/** A pattern that no column of the source matches is a slip of the pen: what was asked for would not happen. */
export function checkColumnPatterns(sources: readonly TableShape[], config: Config): void {
  const idle = patternsOf(config).find(([, pattern]) => !sources.some((table) => matchesColumn(table, pattern)));
  if (idle === undefined) return;
  throw new CrosstallyError('PLAN_INVALID', `${idle[0]} ${idle[1]} matches no column of the source`, {
    hint: 'write it as column or table.column; `crosstally plan` lists the columns',
  });
}

function patternsOf(config: Config): readonly (readonly [flag: string, pattern: string])[] {
  return [['--rule', config.rules] as const].flatMap(([flag, choices]) =>
    choices.flatMap(({ columns }) => (columns === null ? [] : [[flag, columns] as const])),
  );
}

function matchesColumn(table: TableShape, pattern: string): boolean {
  return table.columns.some((column) => matchesAny([pattern], columnNames(table, column)));
}

import type { Config, Where } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Side } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { findByName, isTable, listNames } from './names.ts';

/**
 * Which rows of one side are compared, null for all. A condition for the table takes the place of the one for all
 * tables; what is said for both sides and what is said for this one both have to hold.
 *
 * @param table the source's, whose names conditions go by
 */
export function conditionOf(table: TableShape, side: Side, config: Config): string | null {
  const all = [config.where, config[`${side}Where`]].map((where) => ownCondition(where, table));
  const [first = null, ...rest] = all.filter((condition) => condition !== null);
  // The line ends, so that a comment in a condition cannot swallow the parenthesis.
  return rest.length === 0 ? first : [first, ...rest].map((condition) => `(${condition}\n)`).join(' and ');
}

function ownCondition(where: Where, table: TableShape): string | null {
  if (where === null || typeof where === 'string') return where;
  const names = Object.keys(where);
  const own = findByName(names, (name) => name, tableName(table)) ?? findByName(names, (name) => name, table.name);
  return where[own ?? '*'] ?? null;
}

/** A condition that goes to no table would leave rows in that were meant to be left out. */
export function checkConditions(sources: readonly TableShape[], config: Config): void {
  for (const [flag, where] of conditionsByFlag(config)) {
    if (where === null || typeof where === 'string') continue;
    const idle = Object.keys(where).find((name) => name !== '*' && !sources.some((table) => isTable(table, name)));
    if (idle === undefined) continue;
    throw new CrosstallyError('PLAN_INVALID', `--${flag} has a condition for ${idle}, and no such table is compared`, {
      hint:
        didYouMean([...sources.map((table) => table.name), ...sources.map(tableName)], idle) ??
        `name a table of the source: ${listNames(sources.map(tableName)) || 'there is none'}`,
    });
  }
}

/** What was said, each with the table it is for. */
export function conditionTexts(config: Config): string[] {
  return conditionsByFlag(config).flatMap(([flag, where]) => {
    const name = flag.replace('-', ' ');
    if (where === null) return [];
    if (typeof where === 'string') return [`${name}: ${where}`];
    return Object.entries(where).map(([table, condition]) => `${name} (${table}): ${condition}`);
  });
}

function conditionsByFlag({ where, sourceWhere, targetWhere }: Config): readonly (readonly [string, Where])[] {
  return [
    ['where', where],
    ['source-where', sourceWhere],
    ['target-where', targetWhere],
  ];
}

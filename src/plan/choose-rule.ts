import type { ColumnChoice, Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { ColumnShape } from '../model/column.ts';
import type { TablePlan } from '../model/plan.ts';
import { allowsRule, ruleFor, ruleNamed } from '../model/rule.ts';
import type { Rule } from '../model/rule.ts';
import type { Sides } from '../model/side.ts';
import type { TableShape } from '../model/table.ts';
import { columnNames, matchesAny } from './names.ts';

/**
 * The rule that two columns are compared by: the one the user forces, else the first that covers their types, else
 * null.
 *
 * @throws CrosstallyError PLAN_INVALID when the forced one cannot compare such types.
 */
export function chooseRule(table: TableShape, { source, target }: Sides<ColumnShape>, config: Config): Rule | null {
  const name = lastChoice(config.rules, columnNames(table, source));
  if (name === null) return ownRule({ source, target }, config);
  const rule = ruleNamed(name);
  if (rule !== null && allowsRule(rule, source.type, target.type)) return rule;
  const column = columnNames(table, source).at(-1) ?? '';
  throw new CrosstallyError(
    'PLAN_INVALID',
    `--rule ${name} does not cover ${column}: ${source.type.native} with ${target.type.native}`,
    { hint: rule === null ? 'docs/types.md has the rules' : `${name} compares ${coverage(rule)}` },
  );
}

/** Readings of two stated time zones are the same when they are the same point in time, not when they look alike. */
function ownRule({ source, target }: Sides<ColumnShape>, config: Config): Rule | null {
  const zoneless = source.type.kind === 'timestamp' && target.type.kind === 'timestamp';
  const stated = config.sourceTimeZone !== null && config.targetTimeZone !== null;
  const moved = zoneless && stated && config.sourceTimeZone !== config.targetTimeZone;
  return moved ? ruleNamed('TS-3') : ruleFor(source.type, target.type);
}

/** What is chosen for a column; of several choices that fit the last one counts. */
export function lastChoice<T>(choices: readonly ColumnChoice<T>[], names: readonly string[]): T | null {
  const fitting = choices.filter(({ columns }) => columns === null || matchesAny([columns], names));
  return fitting.at(-1)?.value ?? null;
}

/** Every column that is compared by a rule of the user's choice: one text a rule. */
export function forcedRules(tables: readonly TablePlan[], config: Config): string[] {
  const columns = new Map<string, string[]>();
  for (const table of tables) {
    for (const { source, rule } of table.columns) {
      const names = columnNames(table.source, source);
      if (lastChoice(config.rules, names) === null) continue;
      columns.set(rule, [...(columns.get(rule) ?? []), names.at(-1) ?? '']);
    }
  }
  return [...columns].map(([rule, names]) => `rule: ${names.join(', ')} by ${rule}`);
}

function coverage({ pairs, onRequest = [] }: Rule): string {
  const kinds = [...pairs, ...onRequest].map(([a, b]) => (a === b ? `${a} with ${a}` : `${a} with ${b}`));
  return [...new Set(kinds)].join(', ');
}

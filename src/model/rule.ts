import type { ColumnType, Kind } from './column.ts';
import { RULES } from './type-table.ts';
import type { Rule } from './type-table.ts';

export { RULES } from './type-table.ts';
export type { Rule } from './type-table.ts';

/** The rule for a pair of types, or null: such columns are not compared, never cast silently. */
export function ruleFor(source: ColumnType, target: ColumnType): Rule | null {
  return RULES.find((rule) => covers(rule, source, target) || covers(rule, target, source)) ?? null;
}

/** The rule of that name; null when the type table has none. */
export function ruleNamed(name: string): Rule | null {
  return RULES.find((rule) => rule.name === name) ?? null;
}

/** Whether the user may force the rule on a pair of types. */
export function allowsRule(rule: Rule, source: ColumnType, target: ColumnType): boolean {
  const asked = (first: Kind, second: Kind): boolean =>
    (rule.onRequest ?? []).some(([a, b]) => a === first && b === second);
  return (
    covers(rule, source, target) ||
    covers(rule, target, source) ||
    asked(source.kind, target.kind) ||
    asked(target.kind, source.kind)
  );
}

function covers(rule: Rule, first: ColumnType, second: ColumnType): boolean {
  const paired = rule.pairs.some(([a, b]) => a === first.kind && b === second.kind);
  return paired && (rule.when === undefined || rule.when(first, second));
}

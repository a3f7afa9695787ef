import { nearNames } from '../model/near-names.ts';
import { RULES } from '../model/rule.ts';

/** Why there is no such rule; null when there is. */
export function ruleProblem(name: string): string | null {
  const names = RULES.map((rule) => rule.name);
  if (names.includes(name)) return null;
  const near = nearNames(names, name, 1);
  return `knows no rule '${name}': ${near.length === 0 ? `there are ${names.join(', ')}` : `is ${near.join(' or ')} meant?`}`;
}

import { CrosstallyError } from '../errors.ts';
import { checkOptions, problemText } from './check.ts';
import { OPTIONS, OPTION_NAMES, optionOf } from './options.ts';
import type { Config } from './options.ts';
import { joinedProblems } from './together.ts';

export type {
  Allowance,
  ColumnChoice,
  ColumnMapping,
  KeyChoice,
  NullValue,
  PlannedConstraint,
  SeverityChoice,
  TableMapping,
  Where,
} from './nouns.ts';
export type { Config, Options } from './options.ts';

export const DEFAULTS: Config = Object.freeze(
  Object.fromEntries(
    OPTION_NAMES.filter((name) => OPTIONS[name].group !== 'sides').map((name) => [name, optionOf(name).fallback]),
  ),
) as unknown as Config;

/**
 * Checks what a program asked for, the two sides included, and fills what is left out with the defaults.
 *
 * @throws CrosstallyError `CONFIG_INVALID` that lists every problem.
 */
export function completeConfig(given: object): Config {
  const { source, target, signal, ...rest } = given as Readonly<Record<string, unknown>>;
  const { said, problems } = checkOptions(rest, 'program');
  const all = [
    ...sideProblems({ source, target }),
    ...(signal === undefined || signal instanceof AbortSignal ? [] : ['signal has to be an AbortSignal']),
    ...problems.map(problemText),
    ...joinedProblems(said, (name) => name),
  ];
  if (all.length > 0) {
    throw new CrosstallyError('CONFIG_INVALID', all.join('; '), { hint: 'docs/config.md has every option' });
  }
  return Object.freeze({ ...DEFAULTS, ...said });
}

/** A URL alone does not say who reads it: adapters are entry points of their own, so that no driver is loaded in vain. */
function sideProblems(sides: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(sides).flatMap(([side, value]) => {
    if (typeof value === 'object' && value !== null && 'open' in value && typeof value.open === 'function') return [];
    if (typeof value === 'string') {
      const engine = /^(mysql|mariadb):/i.test(value) ? 'mysql' : 'postgres';
      return [`${side} is a text: write ${side}: ${engine}(url), with ${engine} from 'crosstally/${engine}'`];
    }
    const what = value === undefined || value === null ? 'is missing' : 'is no adapter';
    return [
      `${side} ${what}: write ${side}: postgres(url or pool) or mysql(url or pool), from 'crosstally/postgres' or 'crosstally/mysql'`,
    ];
  });
}

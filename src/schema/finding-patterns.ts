import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import { KIND_RULES } from './object-kinds.ts';

/** What findings are about, besides the objects that have a definition of their own. */
const OTHERS = [
  ...['table', 'column', 'primary key', 'unique', 'foreign key', 'check', 'exclusion', 'sequence', 'partition'],
  ...['history', 'grant', 'role', 'setting', 'procedure', 'not null'],
  ...['missing', 'extra', 'changed', 'invalid', 'behind', 'violated', 'stale', 'hidden'],
];

/**
 * A misspelt kind of finding would be left at its own severity, which may be the difference between two verdicts.
 *
 * @param names of schemas, which patterns may begin with too
 * @throws CrosstallyError `PLAN_INVALID` for what begins nearly as a kind of finding does.
 */
export function checkFindingPatterns(
  { schemaIgnore, schemaSeverity }: Pick<Config, 'schemaIgnore' | 'schemaSeverity'>,
  names: readonly string[],
): void {
  const known = [...Object.keys(KIND_RULES), ...OTHERS];
  const said = [
    ...schemaIgnore.map((glob) => ['--schema-ignore', glob] as const),
    ...schemaSeverity.map(({ glob }) => ['--schema-severity', glob] as const),
  ];
  for (const [flag, glob] of said) {
    const [, first = ''] = /^([\p{L} ]+)(?:[:.]|$)/u.exec(glob) ?? [];
    if (first === '' || [...known, ...names].includes(first.toLowerCase())) continue;
    const meant = didYouMean(known, first);
    if (meant === null) continue;
    throw new CrosstallyError('PLAN_INVALID', `${flag} ${glob}: there is no kind of finding ${first}`, { hint: meant });
  }
}

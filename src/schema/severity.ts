import type { Finding, Severity } from '../model/finding.ts';
import { matchesAny } from '../plan/names.ts';
import type { Draft } from './draft.ts';

/** What the user says of findings, by glob. */
export interface SeverityChoices {
  readonly ignore: readonly string[];
  /** The first glob that matches decides. */
  readonly severities: readonly { readonly glob: string; readonly severity: Severity }[];
}

/** Leaves out what the user ignores, and ranks the rest as he does. */
export function applyChoices(drafts: readonly Draft[], { ignore, severities }: SeverityChoices): Draft[] {
  return drafts.flatMap((one) => {
    const names = findingNames(one);
    if (matchesAny(ignore, names)) return [];
    const choice = severities.find(({ glob }) => matchesAny([glob], names));
    return [choice === undefined ? one : { ...one, severity: choice.severity }];
  });
}

/** What globs match: `public.orders.idx_a`, `index:public.orders.idx_a`, `index`, `column.comment`, `missing:index`. */
export function findingNames({
  kind,
  object,
  table,
  name,
  aspect,
}: Pick<Finding, 'kind' | 'object' | 'table' | 'name' | 'aspect'>): string[] {
  const isTable = object === 'table';
  const whole = table === null || isTable ? (table ?? name) : `${table}.${name}`;
  return [
    object,
    whole,
    `${object}:${whole}`,
    `${kind}:${object}`,
    ...(table === null ? [] : [table]),
    ...(aspect === null ? [] : [`${object}.${aspect}`, `${object}.${aspect}:${whole}`]),
  ];
}

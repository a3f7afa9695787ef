import type { IndexDefinition } from '../model/definition.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected } from './paired.ts';

/** THE place for what one engine has and the other cannot have: never a difference, always a sentence. */
const LIMITS = {
  postgres: {
    'on update': 'PostgreSQL sets no column by itself when a row is updated: a trigger has to',
    invisible: 'PostgreSQL has no invisible columns',
    prefix: 'PostgreSQL indexes whole values: for a prefix, index left(column, n)',
    fulltext: 'PostgreSQL searches texts by other means: a GIN index over to_tsvector',
    spatial: 'PostgreSQL needs PostGIS, or a GiST index, for this',
    event: 'PostgreSQL has no events: pg_cron or a scheduler outside does what they did',
  },
  mysql: {
    predicate:
      'MySQL has no partial indexes: make one over all rows, or over an expression that is NULL for the others',
    include: 'MySQL indexes hold no further columns: add them as key columns if queries need them',
    method: 'MySQL has no such index method',
    'operator class': 'MySQL has no operator classes',
    exclusion: 'MySQL has no exclusion constraints: the application has to do without, or check',
    deferrable: 'MySQL checks constraints at once',
    'materialized view': 'MySQL has no materialized views: a table that an event fills does the same',
    'nulls not distinct': 'MySQL takes several NULLs into a unique key',
  },
} as const;

type Feature = keyof (typeof LIMITS)['postgres'] | keyof (typeof LIMITS)['mysql'];

/** Why the target's engine cannot have something that the source's has; null when it can. */
export function cannotHave(inspected: Pick<Inspected, 'engines'>, feature: Feature): string | null {
  if (isOneEngine(inspected)) return null;
  const { name } = inspected.engines.target;
  const limits: Readonly<Partial<Record<Feature, string>>> = name === 'postgres' ? LIMITS.postgres : LIMITS.mysql;
  const both = inspected.engines.source.name !== 'postgres' && name !== 'postgres';
  return both ? null : (limits[feature] ?? null);
}

/** Why the target's engine cannot have this index; null when it can. */
export function cannotIndex(inspected: Inspected, index: IndexDefinition): string | null {
  const features: readonly (readonly [boolean, Feature])[] = [
    [index.predicate !== null, 'predicate'],
    [index.include.length > 0, 'include'],
    [index.parts.some((part) => part.operatorClass !== null), 'operator class'],
    [!['btree', 'fulltext', 'spatial', 'hash'].includes(index.method), 'method'],
    [index.method === 'fulltext', 'fulltext'],
    [index.method === 'spatial', 'spatial'],
    [index.parts.some((part) => part.prefix !== null), 'prefix'],
  ];
  for (const [has, feature] of features) {
    const limit = has ? cannotHave(inspected, feature) : null;
    if (limit !== null) return limit;
  }
  return null;
}

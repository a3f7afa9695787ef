import type { Dialect, Feature } from '../../src/adapter.ts';

/** What PostgreSQL cannot have that other engines have. */
const LACKS: Readonly<Partial<Record<Feature, string>>> = {
  'on update': 'PostgreSQL sets no column by itself when a row is updated: a trigger has to',
  prefix: 'PostgreSQL indexes whole values: for a prefix, index left(column, n)',
  'fulltext index': 'PostgreSQL searches texts by other means: a GIN index over to_tsvector',
  'spatial index': 'PostgreSQL needs PostGIS, or a GiST index, for this',
  event: 'PostgreSQL has no events: pg_cron or a scheduler outside does what they did',
};

const CAST =
  /::\s*(?:"[^"]+"|[a-z_][\w.]*(?: varying| precision| without time zone| with time zone)*)(?:\(\d+(?:, *\d+)?\))?(?: without time zone| with time zone)?(?:\[\])*/gi;

/** Definitions in PostgreSQL's words; `version` as the server tells it. */
export function dialect(version: string): Dialect {
  return {
    deparser: `postgres ${version.split('.')[0] ?? ''}`,
    namedTypes: true,
    cannotHave: (feature) => LACKS[feature.startsWith('fulltext') ? 'fulltext index' : feature] ?? null,
    plainType: (native) => native.toLowerCase(),
    plainWords: (words) => anyAsIn(words.replace(CAST, '').replaceAll('"', '')),
    // Names of indexes are the schema's, others' are the table's, and a primary key's is a word.
    nameOf: (object, table, name) => (object === 'primary key' ? `${table.name}_pkey` : `${table.name}_${name}`),
  };
}

/** The server writes `a = ANY (ARRAY[…])` for what was `a in (…)`. */
function anyAsIn(words: string): string {
  return words
    .replace(/ ?= ?any ?\(\(array\[([^\]]*)\]\)\)/gi, ' in ($1)')
    .replace(/ ?= ?any ?\(array\[([^\]]*)\]\)/gi, ' in ($1)');
}

import type { Dialect, Feature } from '../../src/adapter.ts';

/** What neither MySQL nor MariaDB can have. */
const LACKS: Readonly<Partial<Record<Feature, string>>> = {
  predicate: 'MySQL has no partial indexes: make one over all rows, or over an expression that is NULL for the others',
  include: 'MySQL indexes hold no further columns: add them as key columns if queries need them',
  'operator class': 'MySQL has no operator classes',
  exclusion: 'MySQL has no exclusion constraints: the application has to do without, or check',
  deferrable: 'MySQL checks constraints at once',
  'materialized view': 'MySQL has no materialized views: a table that an event fills does the same',
  'nulls not distinct': 'MySQL takes several NULLs into a unique key',
};

/** Of MariaDB alone. */
const MARIADB_LACKS: Readonly<Partial<Record<Feature, string>>> = {
  'expression index': 'MariaDB indexes columns alone: index a computed column',
};

const METHODS: readonly string[] = ['btree', 'fulltext', 'spatial', 'hash'].map((method) => `${method} index`);

/** Definitions in the words of MySQL or MariaDB; `version` as the server tells it. */
export function dialect(version: string, mariadb: boolean): Dialect {
  const lacks = mariadb ? { ...LACKS, ...MARIADB_LACKS } : LACKS;
  return {
    deparser: `${mariadb ? 'mariadb' : 'mysql'} ${version.split('.').slice(0, 2).join('.')}`,
    namedTypes: false,
    cannotHave: (feature) => lacks[feature] ?? noSuchMethod(feature),
    plainType,
    plainWords: (words) =>
      plainFunctions(words)
        .replace(/_(?:utf8mb4|utf8mb3|utf8|latin1|binary|ascii)(?= ?\u0000)/gi, '')
        .replaceAll('`', ''),
    nameOf: (_object, _table, name) => name,
  };
}

function noSuchMethod(feature: Feature): string | null {
  const isMethod = feature.endsWith(' index') && feature !== 'expression index' && !feature.startsWith('fulltext');
  return isMethod && !METHODS.includes(feature) ? 'MySQL has no such index method' : null;
}

/** MySQL 8.0.17 dropped the display width that MariaDB and older dumps have; TINYINT(1) means a boolean. */
export function plainType(native: string): string {
  return native
    .toLowerCase()
    .replace(/ collate \w+$/, '')
    .replace(/^((?:tiny|small|medium|big)?int)\(\d+\)/, (all, base: string) => (all === 'tinyint(1)' ? all : base))
    .replace(/^tinyint\(1\)(?! unsigned)/, 'tinyint')
    .replace(/^year\(4\)/, 'year');
}

/** Names of the same functions: one server writes what was said, the other what it calls it. */
function plainFunctions(words: string): string {
  return words
    .replace(/\bucase\(/gi, 'upper(')
    .replace(/\blcase\(/gi, 'lower(')
    .replace(/\bsubstr\(/gi, 'substring(')
    .replace(/\bmid\(/gi, 'substring(')
    .replace(/\bpow\(/gi, 'power(')
    .replace(/\bceil\(/gi, 'ceiling(')
    .replace(/\bchar_length\(|\bcharacter_length\(/gi, 'char_length(')
    .replace(/\bdayofmonth\(/gi, 'day(');
}

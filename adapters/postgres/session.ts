import { quoteText } from './quote.ts';

/** ServerSettings of the server by name; several values for a list of names. */
export type ServerSettings = Readonly<Record<string, string | readonly string[]>>;

/**
 * What every transaction pins, so that no default of server, database or role changes what a value looks like.
 * `set local` ends with the transaction: a pool of the caller's, or one behind pgbouncer, is left as it was.
 */
const PINNED: ServerSettings = {
  client_encoding: 'UTF8',
  // Of the next message on: a whole message is read before the first of its statements is run, so that no literal goes by it.
  standard_conforming_strings: 'on',
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  // 1 and above: the shortest digits that read back the same value.
  extra_float_digits: '3',
  bytea_output: 'hex',
  lc_monetary: 'C',
  xmloption: 'content',
  // Else one server prints a definition with quotes that the other leaves out.
  quote_all_identifiers: 'off',
  // Else NULL in a key that is an array is a text.
  array_nulls: 'on',
  // These three decide what a condition of the user's means, or which rows an index of it finds.
  transform_null_equals: 'off',
  default_text_search_config: 'pg_catalog.simple',
  gin_fuzzy_search_limit: '0',
  search_path: 'pg_catalog',
  // A partition, or a table with a check, may hold rows that its bounds rule out: they are where a scan sees them.
  enable_partition_pruning: 'off',
  constraint_exclusion: 'off',
  application_name: 'crosstally',
  lock_timeout: '5s',
  // Of what reads a key range the driver pins a shorter one: a pass over a table takes as long as the table.
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '10min',
  // A verifier must not spread over the server's cores, nor compile a statement that runs for half a second.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
};

/**
 * What is pinned only where it is needed, by the condition under which `pg_settings` lists it: a server does not know it,
 * or setting it costs more than a short statement does.
 */
const PINNED_WHERE: readonly { readonly name: string; readonly value: string; readonly where: string }[] = [
  // Version 17 and later. A pass over a table takes as long as the table.
  { name: 'transaction_timeout', value: '0', where: 'true' },
  // `at time zone 'EST'` asks it before the time zones. The server reads a file whenever it is set.
  { name: 'timezone_abbreviations', value: 'Default', where: `setting <> 'Default'` },
];

/** Asks a session that is not pinned which of those it needs. */
export const ASK_NEEDED: string = `select name from pg_catalog.pg_settings where ${PINNED_WHERE.map(
  ({ name, where }) => `name = ${quoteText(name)} and ${where}`,
).join(' or ')}`;

/** The settings that a session needs besides, by the answer to that. */
export function needed(names: readonly (string | null)[]): ServerSettings {
  return Object.fromEntries(
    PINNED_WHERE.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]),
  );
}

/** Keeps the planner from reading the whole table for one key range: where an index is known to serve it. */
export const INDEXED: ServerSettings = { enable_seqscan: 'off' };

/** Keeps the planner from the index of a table that is read as a whole: the table is what is stored, whatever an index says. */
export const SCANNED: ServerSettings = {
  enable_seqscan: 'on',
  // Else an order could be had from an index only.
  enable_sort: 'on',
  enable_indexscan: 'off',
  enable_indexonlyscan: 'off',
  enable_bitmapscan: 'off',
};

/**
 * Whatever a role presets. A transaction has one statement, which sees one moment under every level; under SERIALIZABLE the
 * server would keep predicate locks for it, and might refuse it.
 */
export const BEGIN = 'begin transaction isolation level read committed, read only, not deferrable';
const BEGIN_IN_VIEW = 'begin transaction isolation level repeatable read, read only, not deferrable';

/** Opens a read-only, pinned transaction; `more` is pinned besides. `join` makes it part of a view: see snapshot.ts. */
export function beginStatements(more: ServerSettings, join: string | null = null): string {
  const settings = Object.entries({ ...PINNED, ...more });
  const pins = settings.map(([name, value]) => `set local ${name} = ${[value].flat().map(quoteText).join(', ')}`);
  return [join === null ? BEGIN : BEGIN_IN_VIEW, ...(join === null ? [] : [join]), ...pins].join('; ');
}

/** A statement in a transaction of its own, to be sent as one. The statement's is the last result but one. */
export function inTransaction(statement: string, begin: string): string {
  return `${begin}; ${statement}; commit`;
}

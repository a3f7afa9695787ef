import { quoteText } from './quote.ts';

/** Settings of the server by name; several values for a list of names. */
export type Settings = Readonly<Record<string, string | readonly string[]>>;

/**
 * What every transaction pins, so that no default of server, database or role changes what a value looks like.
 * `set local` ends with the transaction: a pool of the caller's, or one behind pgbouncer, is left as it was.
 */
const PINNED: Settings = {
  client_encoding: 'UTF8',
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  // 1 and above: the shortest digits that read back the same value.
  extra_float_digits: '3',
  bytea_output: 'hex',
  lc_monetary: 'C',
  xmloption: 'content',
  search_path: 'pg_catalog',
  application_name: 'crosstally',
  lock_timeout: '5s',
  // Of what reads a key range the driver pins a shorter one: a pass over a table takes as long as the table.
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '10min',
  // A verifier must not spread over the server's cores, nor compile a statement that runs for half a second.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
};

/** Keeps the planner from reading the whole table for one key range: where an index is known to serve it. */
export const INDEXED: Settings = { enable_seqscan: 'off' };

/** Keeps the planner from the index of a table that is read as a whole. */
export const SCANNED: Settings = { enable_indexscan: 'off', enable_indexonlyscan: 'off', enable_bitmapscan: 'off' };

/** Opens a read-only, pinned transaction; `more` is pinned besides. `join` makes it part of a view: see snapshot.ts. */
export function beginStatements(more: Settings, join: string | null = null): string {
  const settings = Object.entries({ ...PINNED, ...more });
  const pins = settings.map(([name, value]) => `set local ${name} = ${[value].flat().map(quoteText).join(', ')}`);
  const isolation = join === null ? '' : 'isolation level repeatable read ';
  return [`begin transaction ${isolation}read only`, ...(join === null ? [] : [join]), ...pins].join('; ');
}

/** A statement in a transaction of its own, to be sent as one. The statement's is the last result but one. */
export function inTransaction(statement: string, begin: string): string {
  return `${begin}; ${statement}; commit`;
}

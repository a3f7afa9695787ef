import { quoteText } from './quote.ts';

/**
 * What every transaction pins, so that no default of server, database or role changes what a value looks like.
 * `set local` ends with the transaction: a pool of the caller's, or one behind pgbouncer, is left as it was.
 */
const PINNED: Readonly<Record<string, string>> = {
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
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '10min',
  // A verifier must not spread over the server's cores, nor compile a statement that runs for half a second.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
};

/**
 * Opens a read-only, pinned transaction.
 *
 * @param byIndex keeps the planner from reading the whole table for one key range: an index is known to serve it.
 */
export function beginStatements(byIndex: boolean): string {
  const settings = Object.entries(byIndex ? { ...PINNED, enable_seqscan: 'off' } : PINNED);
  const pins = settings.map(([name, value]) => `set local ${name} = ${quoteText(value)}`);
  return ['begin transaction read only', ...pins].join('; ');
}

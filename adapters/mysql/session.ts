/**
 * What every session pins, so that no default of server or account changes what a value looks like or which rows come.
 * The comments are executed by MySQL 8 and by MariaDB alone; the other server skips them.
 */
interface Setting {
  readonly name: string;
  readonly value: string;
  readonly only?: '!80000' | '!80013' | '!80030' | 'M!';
  /** A driver that was opened by the caller writes statements in the caller's character set. */
  readonly ownSessionsOnly?: boolean;
}

const SETTINGS: readonly Setting[] = [
  { name: 'time_zone', value: "'+00:00'" },
  // Without NO_BACKSLASH_ESCAPES, ANSI_QUOTES and PAD_CHAR_TO_FULL_LENGTH; a stored 2024-02-30 must do as a bound.
  { name: 'sql_mode', value: "'ALLOW_INVALID_DATES'" },
  { name: 'character_set_client', value: "'utf8mb4'", ownSessionsOnly: true },
  { name: 'collation_connection', value: "'utf8mb4_bin'" },
  { name: 'character_set_results', value: "'utf8mb4'" },
  { name: 'autocommit', value: '1' },
  // Under all but READ UNCOMMITTED a statement sees what is committed at one moment; a consistent view needs this one.
  { name: 'transaction_isolation', value: "'REPEATABLE-READ'", only: '!80000' },
  { name: 'tx_isolation', value: "'REPEATABLE-READ'", only: 'M!' },
  // Else the end of a view begins another transaction, or ends the session.
  { name: 'completion_type', value: '0' },
  // Else a table with a history is read as it was at some time.
  { name: 'system_versioning_asof', value: 'DEFAULT', only: 'M!' },
  // Neither an answer that is kept from before, nor another engine's copy of the rows, which comes later.
  { name: 'query_cache_type', value: '0', only: 'M!' },
  { name: 'use_secondary_engine', value: "'OFF'", only: '!80013' },
  // Else a table seems to have a column less.
  { name: 'show_gipk_in_create_table_and_information_schema', value: '1', only: '!80030' },
  // What a condition of the user's, a generated column or a cast in them comes to.
  { name: 'div_precision_increment', value: '4' },
  { name: 'default_week_format', value: '0' },
  { name: 'lc_time_names', value: "'en_US'" },
  { name: 'old_mode', value: "'UTF8_IS_UTF8MB3'", only: 'M!' },
  // How many bytes of a text decide its place in an order.
  { name: 'max_sort_length', value: '1024' },
  // Else the server refuses a statement for the rows that it thinks that it will read, or puts its answer aside first.
  { name: 'sql_big_selects', value: '1' },
  { name: 'sql_buffer_result', value: '0' },
  // A limit set on the server would cut every result short without an error.
  { name: 'sql_select_limit', value: '18446744073709551615' },
  // Else `id IS NULL` finds the last row inserted.
  { name: 'sql_auto_is_null', value: '0' },
  { name: 'group_concat_max_len', value: '1073741824' },
  { name: 'lock_wait_timeout', value: '5' },
  { name: 'innodb_lock_wait_timeout', value: '5' },
  // The server must not hang up on a reader that waits for the other side.
  { name: 'net_write_timeout', value: '600' },
  { name: 'wait_timeout', value: '28800' },
  // Nor on a transaction that is kept for its view.
  { name: 'idle_transaction_timeout', value: '0', only: 'M!' },
  { name: 'idle_readonly_transaction_timeout', value: '0', only: 'M!' },
  // A pass over a table lasts as long as the table; what reads a key range is limited by `limitStatement`.
  { name: 'max_execution_time', value: '0', only: '!80000' },
  { name: 'max_statement_time', value: '0', only: 'M!' },
  // Row estimates as they are now, not as they were up to a day ago.
  { name: 'information_schema_stats_expiry', value: '0', only: '!80000' },
  { name: 'transaction_read_only', value: '1', only: '!80000' },
  { name: 'tx_read_only', value: '1', only: 'M!' },
];

/** Pins a session that was opened here, for good. */
export const PIN_OWN: string = assign(SETTINGS);

/** Pins a session of the caller's, until `restoreStatement`. */
export const PIN_BORROWED: string = assign(borrowed());

/**
 * How long a statement may take from now on; null for as long as it takes. `restoreStatement` undoes it. Something that
 * both engines know comes first, since the list has to begin with it.
 */
export function limitStatement(seconds: number | null): string {
  const limit = seconds ?? 0;
  return assign([
    { name: 'autocommit', value: '1' },
    { name: 'max_execution_time', value: String(Math.round(limit * 1000)), only: '!80000' },
    { name: 'max_statement_time', value: String(limit), only: 'M!' },
  ]);
}

/** Asks a session for what `restoreStatement` needs: the names of settings that this server knows, each with its value. */
export const READ_BORROWED: string = `SELECT ${list(borrowed(), ({ name }) => `'${name}', @@session.${name}`)}`;

/** Gives a session of the caller's back what it had. */
export function restoreStatement(said: readonly (string | null)[]): string {
  const values = new Map(said.flatMap((name, i) => (i % 2 === 0 ? [[name, said[i + 1] ?? null] as const] : [])));
  const present = borrowed().filter(({ name }) => values.has(name));
  return `SET ${present.map(({ name }) => `SESSION ${name} = ${sqlValue(values.get(name) ?? null)}`).join(', ')}`;
}

function borrowed(): readonly Setting[] {
  return SETTINGS.filter((setting) => setting.ownSessionsOnly !== true);
}

function assign(settings: readonly Setting[]): string {
  return `SET ${list(settings, ({ name, value }) => `SESSION ${name} = ${value}`)}`;
}

function list(settings: readonly Setting[], write: (setting: Setting) => string): string {
  const items = settings.map((setting, i) => {
    const item = `${i === 0 ? '' : ', '}${write(setting)}`;
    return setting.only === undefined ? item : ` /*${setting.only} ${item} */`;
  });
  return items.join('');
}

/** What a variable said of itself, as a value to set it to: digits bare, names quoted. */
function sqlValue(value: string | null): string {
  if (value === null) return 'NULL';
  // What `system_versioning_asof` says of itself, and no text that it takes.
  if (value === 'DEFAULT') return value;
  return /^\d+(\.\d+)?$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

/**
 * What every session pins, so that no default of server or account changes what a value looks like or which rows come.
 * The comments are executed by MySQL 8 and by MariaDB alone; the other server skips them.
 */
interface Setting {
  readonly name: string;
  readonly value: string;
  readonly only?: '!80000' | 'M!';
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

/** Asks a session for what `restoreStatement` needs. */
export const READ_BORROWED: string = `SELECT ${list(borrowed(), ({ name }) => `@@session.${name}`)}`;

/** Gives a session of the caller's back what it had. */
export function restoreStatement(values: readonly (string | null)[], mariadb: boolean): string {
  const present = borrowed().filter(({ only }) => only === undefined || (only === 'M!') === mariadb);
  return assign(present.map((setting, i) => ({ name: setting.name, value: sqlValue(values[i] ?? null) })));
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
  return /^\d+(\.\d+)?$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

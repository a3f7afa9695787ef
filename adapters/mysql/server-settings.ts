import type { Setting } from '../../src/model/definition.ts';
import type { TextRow } from './driver.ts';

/** What each setting does to an application that relies on it. */
const EFFECTS: Readonly<Record<string, string>> = {
  sql_mode: 'the same statements are taken, refused or read otherwise',
  time_zone: 'times are stored and read as those of another zone',
  system_time_zone: 'times are stored and read as those of another zone, where a session takes the system for it',
  lower_case_table_names: 'names in another case mean the same table, or do not',
  character_set_server: 'schemas made later get another character set',
  collation_server: 'texts compare by other rules where nothing else is said',
  collation_connection: 'literals compare by other rules',
  character_set_client: 'statements are read in another character set',
  default_storage_engine: 'tables made later get another engine',
  transaction_isolation: 'transactions see other rows of others',
  tx_isolation: 'transactions see other rows of others',
  innodb_lock_wait_timeout: 'waiting for a lock ends after another time',
  innodb_strict_mode: 'definitions are refused, or are not',
  lock_wait_timeout: 'waiting for a lock ends after another time',
  max_allowed_packet: 'large values are refused, or are not',
  max_connections: 'the server takes another number of connections',
  wait_timeout: 'idle connections are ended after another time',
  interactive_timeout: 'idle connections are ended after another time',
  max_execution_time: 'statements are ended after another time',
  lc_time_names: 'names of days and months are written otherwise',
  default_week_format: 'WEEK() counts otherwise',
  div_precision_increment: 'quotients have other digits',
  group_concat_max_len: 'GROUP_CONCAT is cut after another length',
  explicit_defaults_for_timestamp: 'timestamps get other defaults',
  sql_require_primary_key: 'tables without a key are refused, or are not',
  event_scheduler: 'events run, or do not',
  foreign_key_checks: 'foreign keys are checked, or are not',
  innodb_ft_min_token_size: 'short words are found, or are not',
  ft_min_word_len: 'short words are found, or are not',
  ngram_token_size: 'words are cut otherwise for searches',
  auto_increment_increment: 'numbers are handed out in other steps',
  auto_increment_offset: 'numbers are handed out from another start',
  binlog_format: 'whoever follows the server is told otherwise',
};

export const SETTINGS: string = `SHOW GLOBAL VARIABLES WHERE variable_name IN (${Object.keys(EFFECTS)
  .map((name) => `'${name}'`)
  .join(', ')})`;

/** The server's, and what its schemas give to tables made later. */
export function settingsOf(
  variables: readonly TextRow[],
  schemas: readonly TextRow[],
  selected: readonly string[],
): Setting[] {
  const note = (name: string, value: string): Setting => ({
    ...{ scope: 'server', name, value, severity: 'note' },
    effect: EFFECTS[name] ?? 'another value',
  });
  return [
    ...variables.map(([name = '', value]) => note((name ?? '').toLowerCase(), value ?? '')),
    ...schemas.map(([schema, characterSet, collation]): Setting => ({
      // By its place: the schema may be called otherwise on the other side.
      scope: `schema ${String(selected.indexOf(schema ?? '') + 1)}`,
      name: 'default character set',
      value: `${characterSet ?? ''} ${collation ?? ''}`,
      effect: 'tables and columns added later hold other characters, and compare by other rules',
      severity: 'warning',
    })),
  ];
}

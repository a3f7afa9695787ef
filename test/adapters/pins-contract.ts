import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterOf } from './sql-subject.ts';
import { opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** What an account presets, and what a statement of crosstally's finds all the same. */
type Preset = readonly [name: string, preset: string, found: string];

const POSTGRES: readonly Preset[] = [
  ['standard_conforming_strings', 'off', 'on'],
  ['quote_all_identifiers', 'on', 'off'],
  ['array_nulls', 'off', 'on'],
  ['transform_null_equals', 'on', 'off'],
  ['default_text_search_config', 'pg_catalog.english', 'pg_catalog.simple'],
  ['gin_fuzzy_search_limit', '1', '0'],
  ['timezone_abbreviations', 'Australia', 'Default'],
  ['transaction_timeout', '30s', '0'],
  ['statement_timeout', '30s', '0'],
  ['lock_timeout', '0', '5s'],
  ['idle_in_transaction_session_timeout', '1s', '10min'],
  ['datestyle', 'SQL, DMY', 'ISO, YMD'],
  ['intervalstyle', 'sql_standard', 'postgres'],
  ['timezone', 'Asia/Tokyo', 'UTC'],
  ['extra_float_digits', '-15', '3'],
  ['bytea_output', 'escape', 'hex'],
  ['xmloption', 'document', 'content'],
  ['search_path', 'nowhere', 'pg_catalog'],
  ['enable_partition_pruning', 'on', 'off'],
  ['constraint_exclusion', 'on', 'off'],
  ['max_parallel_workers_per_gather', '8', '0'],
  ['jit', 'on', 'off'],
  ['default_transaction_read_only', 'off', 'off'],
  ['transaction_read_only', 'off', 'on'],
  // It decides which rows are seen: what the account was given stays.
  ['row_security', 'off', 'off'],
];

const BOTH: readonly Preset[] = [
  ['div_precision_increment', '0', '4'],
  ['default_week_format', '3', '0'],
  ['lc_time_names', `''de_DE''`, 'en_US'],
  ['max_sort_length', '64', '1024'],
  ['sql_big_selects', '0', '1'],
  ['sql_buffer_result', '1', '0'],
  ['completion_type', '2', 'NO_CHAIN'],
  ['sql_select_limit', '1', '18446744073709551615'],
  ['group_concat_max_len', '4', '1073741824'],
  ['time_zone', `''+05:00''`, '+00:00'],
  ['sql_mode', `''ANSI_QUOTES''`, 'ALLOW_INVALID_DATES'],
  ['autocommit', '0', '1'],
  ['net_write_timeout', '1', '600'],
];

const PRESETS: Readonly<Record<TestEngine, readonly Preset[]>> = {
  postgres: POSTGRES,
  mysql: [
    ...BOTH,
    ['transaction_isolation', `''READ-UNCOMMITTED''`, 'REPEATABLE-READ'],
    ['transaction_read_only', '0', '1'],
    ['show_gipk_in_create_table_and_information_schema', '0', '1'],
    ['use_secondary_engine', `''FORCED''`, 'OFF'],
    ['max_execution_time', '20000', '0'],
  ],
  mariadb: [
    ...BOTH,
    ['tx_isolation', `''READ-UNCOMMITTED''`, 'REPEATABLE-READ'],
    ['tx_read_only', '0', '1'],
    ['system_versioning_asof', `''2020-01-01''`, 'DEFAULT'],
    ['old_mode', `''ZERO_DATE_TIME_CAST''`, 'UTF8_IS_UTF8MB3'],
    ['max_statement_time', '20', '0.000000'],
    ['idle_transaction_timeout', '1', '0'],
    ['idle_readonly_transaction_timeout', '1', '0'],
  ],
};

/** MariaDB says some switches so. */
const WORDS: Readonly<Record<string, string>> = { 0: 'OFF', 1: 'ON' };

/** Each setting as a statement of crosstally's finds it, whatever the account presets. */
export function pinsContract(engine: TestEngine, get: () => Subject): void {
  it.each(PRESETS[engine])('with %s pinned, which an account presets as %s', async (name, preset, found) => {
    const server = get().server as TestDatabase;
    const user = `preset_${randomBytes(4).toString('hex')}`;
    await server.run('create table if not exists preset (id int primary key, v int)');
    await server.run('delete from preset; insert into preset values (1, 1)');
    if (!(await isKnown(engine, server, name))) return;
    await server.run(account(engine, user, server.name));
    const url = new URL(server.url);
    [url.username, url.password] = [user, 'secret'];
    const said = engine === 'postgres' ? `current_setting('${name}')` : `convert(@@session.${name}, char)`;
    const same = `${said} in ('${found}', '${WORDS[found] ?? found}')`;
    try {
      await server.run(presets(engine, user, [name, preset, found]));
      await opened(
        get(),
        async (database) => {
          const shape = await shapeOf(database, get().schema, 'preset');
          const view = viewOf(shape, { columns: { id: 'integer' }, keyLength: 1, where: same });
          expect(await textsOf(view, database.reader(view).frames(EVERYTHING))).toEqual([['1']]);
        },
        { adapter: adapterOf(engine, url.href) },
      );
    } finally {
      await server.run(
        engine === 'postgres'
          ? `drop owned by ${user}; drop role ${user}`
          : `set global init_connect = ''; drop user ${user}@'%'`,
      );
    }
  });
}

async function isKnown(engine: TestEngine, server: TestDatabase, name: string): Promise<boolean> {
  const asked =
    engine === 'postgres'
      ? `select from pg_settings where name = '${name}'`
      : `show variables where variable_name = '${name}'`;
  return engine === 'postgres' && /^(transaction_read_only|timezone|datestyle|intervalstyle)$/.test(name)
    ? true
    : (await server.query(asked)).length > 0;
}

function account(engine: TestEngine, user: string, database: string): string {
  return engine === 'postgres'
    ? `create role ${user} login password 'secret'; grant connect on database "${database}" to ${user};
       grant usage on schema public to ${user}; grant select on all tables in schema public to ${user}`
    : `create user ${user}@'%' identified by 'secret'; grant select on \`${database}\`.* to ${user}@'%'`;
}

/** `init_connect` runs for accounts without special rights only: no other test notices. */
function presets(engine: TestEngine, user: string, [name, preset]: Preset): string {
  if (engine !== 'postgres') return `set global init_connect = 'set session ${name} = ${preset}'`;
  return name === 'transaction_read_only' ? '' : `alter role ${user} set ${name} = '${preset}'`;
}

/**
 * What a server or a database presets for its sessions changes no finding. The MySQL is this test's own, since its
 * presets would reach every other test; PostgreSQL's belong to a database.
 */
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDatabase } from '../support/databases.ts';
import { startMysql } from '../support/mysql-server.ts';
import { openSchemaSpace, type LoadedSchema, type SchemaSpace } from '../support/schemas.ts';
import type { Server } from '../support/server.ts';
import { findingsOf } from './findings.ts';
import { reportOf } from './run-case.ts';

const TABLE = { name: 'presets', key: ['id'] };

const POSTGRES = {
  table: `create table ${TABLE.name} (
    id int primary key, "order" varchar(9), c char(5), f float8, r real, b bytea, d date, t timestamp(6), z timestamptz,
    h time(6), j jsonb)`,
  rows: [
    `(1, 'a\\n"', 'a', 0.30000000000000004, 1.234567, '\\x00ff5c', '2024-02-01', '2024-02-01 10:00:00.12',
      '2024-02-01 10:00:00+00', '10:00', '{"a": 0.1}')`,
    `(2, 'a\\n"', 'a', 0.3, 1.234567, '\\x00ff', '2024-01-02', '2024-01-02 10:00:00.12', '2024-02-01 10:00:00+00',
      '10:00', '{"a": 0.1}')`,
  ],
  changed: `'2024-02-01', '2024-01-02 10:00:00.12', '2024-02-01 15:00:00+00'`,
  presets: [
    `datestyle = 'SQL, DMY'`,
    `intervalstyle = 'sql_standard'`,
    `extra_float_digits = -15`,
    `bytea_output = 'escape'`,
    `timezone = 'Asia/Tokyo'`,
    `statement_timeout = '1s'`,
    `search_path = 'nowhere'`,
    `client_encoding = 'LATIN1'`,
    `standard_conforming_strings = off`,
    `array_nulls = off`,
    `default_transaction_isolation = 'serializable'`,
    `default_transaction_deferrable = on`,
    `quote_all_identifiers = on`,
    `transform_null_equals = on`,
    `gin_fuzzy_search_limit = 1`,
    `timezone_abbreviations = 'Australia'`,
    `lc_numeric = 'C'`,
    `xmlbinary = 'hex'`,
  ],
};

const MYSQL = {
  table: `create table ${TABLE.name} (
    id int primary key, \`order\` varchar(9), c char(5), f double, r float, b blob, d date, t datetime(6),
    z timestamp null, h time(6), j json)`,
  rows: [
    `(1, 'a\\\\n"', 'a', 0.30000000000000004, 1.234567, X'00ff5c', '2024-02-01', '2024-02-01 10:00:00.12',
      '2024-02-01 10:00:00', '10:00', '{"a": 0.1}')`,
    `(2, 'a\\\\n"', 'a', 0.3, 1.234567, X'00ff', '2024-01-02', '2024-01-02 10:00:00.12', '2024-02-01 10:00:00',
      '10:00', '{"a": 0.1}')`,
  ],
  changed: `'2024-02-01', '2024-01-02 10:00:00.12', '2024-02-01 15:00:00'`,
  presets: [
    `sql_mode = 'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,IGNORE_SPACE'`,
    `time_zone = '+05:00'`,
    `group_concat_max_len = 4`,
    `sql_select_limit = 1`,
    `max_execution_time = 1`,
    `autocommit = 0`,
    `character_set_client = latin1`,
    `character_set_results = latin1`,
    `character_set_connection = latin1`,
    `collation_server = latin1_swedish_ci`,
    `transaction_isolation = 'READ-UNCOMMITTED'`,
    `div_precision_increment = 0`,
    `default_week_format = 3`,
    `lc_time_names = 'de_DE'`,
    `sql_big_selects = 0`,
    `max_sort_length = 4`,
    `sql_buffer_result = 1`,
    `completion_type = 2`,
    `show_gipk_in_create_table_and_information_schema = 0`,
  ],
};

const DIFFERENT = ['d', 'z'];

/** The target has one row changed in a date and an instant, and one row more. */
function sqlOf(engine: typeof POSTGRES, side: 'source' | 'target'): string {
  const [first, second] = engine.rows as [string, string];
  const edited = second.replace(/'2024-01-02', .*,\s*'10:00'/s, `${engine.changed}, '10:00'`);
  const rows = side === 'source' ? [first, second] : [first, edited, first.replace('(1,', '(3,')];
  return `${engine.table}; insert into ${TABLE.name} values ${rows.join(', ')};`;
}

type Engine = 'postgres' | 'mysql';
const schemas = new Map<string, LoadedSchema>();
let space: SchemaSpace;
let server: Server;

beforeAll(async () => {
  [space, server] = await Promise.all([openSchemaSpace('postgres'), startMysql()]);
  for (const side of ['source', 'target'] as const) {
    schemas.set(`postgres ${side}`, await space.load(`presets_${side}`, sqlOf(POSTGRES, side)));
    const name = `presets_${side}`;
    await onMysql(`create database ${name}; use ${name}; set time_zone = '+00:00'; ${sqlOf(MYSQL, side)}`);
    const { pool } = schemas.get(`postgres ${side}`) as LoadedSchema;
    const url = withDatabase(server.url, name);
    schemas.set(`mysql ${side}`, { engine: 'mysql', url, name, pool, rows: {} });
  }
}, 180_000);

afterAll(async () => {
  await space[Symbol.asyncDispose]();
  await server.stop();
});

async function onMysql(sql: string): Promise<void> {
  const connection = await createConnection({ uri: server.url, multipleStatements: true });
  await connection.query(sql).finally(() => connection.end());
}

async function presetAll(): Promise<void> {
  const { url } = schemas.get('postgres source') as LoadedSchema;
  const client = new Client({ connectionString: url });
  await client.connect();
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  for (const preset of POSTGRES.presets) await client.query(`alter database "${database}" set ${preset}`);
  await client.end();
  await onMysql(MYSQL.presets.map((preset) => `set global ${preset};`).join(' '));
}

async function findings(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const source of ['postgres', 'mysql'] as Engine[]) {
    for (const target of ['postgres', 'mysql'] as Engine[]) {
      const pair = {
        source: schemas.get(`${source} source`) as LoadedSchema,
        target: schemas.get(`${target} target`) as LoadedSchema,
      };
      for (const chunkRows of [null, 1]) {
        const report = await reportOf(pair, { chunkRows }, 'url');
        found[`${source}-${target} by ${String(chunkRows)}`] = findingsOf(report, pair);
      }
    }
  }
  return found;
}

it('what server and database preset changes no finding', async () => {
  const before = await findings();
  const expected = {
    verdict: 'mismatch',
    tables: {
      [TABLE.name]: {
        key: TABLE.key,
        counts: { missing: 0, extra: 1, changed: 1 },
        differences: [
          { kind: 'changed', key: { id: '2' }, columns: DIFFERENT },
          { kind: 'extra', key: { id: '3' } },
        ],
      },
    },
  };
  for (const found of Object.values(before)) expect(found).toMatchObject(expected);
  await presetAll();
  expect(await findings()).toEqual(before);
}, 180_000);

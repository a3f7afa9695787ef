import type { Options } from 'yargs';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/load.ts';
import { DEFAULTS } from '../config/config.ts';
import { givenName, OPTION_NAMES } from '../config/schema.ts';
import type { Given, Io } from './command.ts';

const text = (describe: string, group: string, more: Options = {}): Options => {
  return { type: 'string', requiresArg: true, describe, group, ...more };
};

const flag = (describe: string, group: string): Options => ({ type: 'boolean', describe, group });

const what = 'What to compare:';
const how = 'How:';
const loose = 'What may pass, listed in the report:';
const gate = 'Definitions:';
const gentle = 'Going easy on the databases:';
const out = 'Report:';

/** What the two sides are, for the help of both commands. */
export const SIDES_HELP: readonly string[] = [
  'A side is a URL: postgres://user@host:5432/database or mysql://user@host:3306/database (mariadb:// too).',
  'Passwords are taken from PGPASSWORD and MYSQL_PWD when the URL has none.',
  'Lists can be repeated, or have commas: --tables orders --tables "c*,p*"',
];

const GATE: Readonly<Record<string, Options>> = {
  'schema-ignore': text("findings to leave out, by glob: 'public.orders.idx_a', 'index:*', 'column.comment'", gate),
  strict: flag('warnings and notes count as well', gate),
  'check-constraints': flag('find the rows of the target that violate constraints it lacks: reads them', gate),
  'would-hold': text(
    'a constraint planned for the target: unique(accounts.email), not null(…), foreign key(a.x=b.y), check(t: …)',
    gate,
  ),
};

/** What `verify` and `plan` take. Values are checked by src/config, all at once, and not by yargs one by one. */
export const COMPARE_OPTIONS: Readonly<Record<string, Options>> = {
  config: text('YAML file with the same options in camel case, and source and target', what),
  schema: text('schemas, by glob [the default schema of each side]', what),
  tables: text("tables of the source, by glob on 'table' or 'schema.table' [all]", what),
  exclude: text('tables to leave out, by glob', what),
  map: text('table=table: another name in the target; schema.*=schema.* for all', what),
  'map-column': text('[table.]column=column: another name in the target', what),
  columns: text("columns, by glob on 'column' or 'table.column' [all]", what),
  'ignore-columns': text('columns to leave out, by glob', what),
  where: text("condition in SQL for both sides; for one table as 'table: condition'", what),
  'source-where': text('the same for the source alone, in its own SQL', what),
  'target-where': text('the same for the target', what),
  key: text('[table=]column,column: what identifies a row [primary or unique key]', how),
  rule: text('[table.]column=RULE: compare a column by this rule of docs/types.md', how),
  'source-time-zone': text('zone of zone-less times, as Europe/Berlin or =+02:00 [UTC]', how),
  'target-time-zone': text('the same for the target', how),
  trim: text('text columns, by glob: white space at the ends does not count', loose),
  'fold-case': text('text columns, by glob: letter case does not count', loose),
  'float-tolerance': text('[column=]1e-9: how far floats may lie apart, by the larger one', loose),
  'time-tolerance': text('[column=]10ms: how far times may lie apart, in s, ms or us', loose),
  'as-null': text('[column=]zero-dates,empty: dates 0000-00-00, texts without a character', loose),
  strategy: text('rows are hashed by pushdown (the databases), stream (here) or auto', how),
  'chunk-rows': text('rows of a chunk [by the width of the rows]', how),
  concurrency: text(`chunks at once and most connections a side, 1 to 64 [${String(DEFAULTS.concurrency)}]`, how),
  consistency: text('beside writers: recheck what differs, a snapshot of each side, or none [recheck]', how),
  settle: text('the longest that a write may take to arrive on the other side [5s]', how),
  checkpoint: text('a file that keeps what was found, to go on from after a stop or a crash', how),
  resume: flag('go on with the run of the checkpoint', how),
  'max-snapshot-age': text('how long a snapshot may hold back vacuum and purge [1h]', how),
  'statement-timeout': text('seconds for a statement that reads a chunk; then it is asked in pieces [60]', gentle),
  'max-rows-per-second': text('rows read of each side in a second', gentle),
  'max-load': text('ask nothing while a side runs more statements of others than this', gentle),
  'max-lag': text('ask nothing while a replica is more seconds behind than this', gentle),
  'pause-file': text('ask nothing while this file exists', gentle),
  'no-schema': flag('compare rows alone', gate),
  ...GATE,
  'max-differences': text(`differences listed for a table [${String(DEFAULTS.maxDifferences)}]`, out),
  format: text('text or json', out),
  output: text('a file for the report, written whole or not at all [print it]', out),
  quiet: flag('no progress', out),
};

const SCHEMA_NAMES = ['config', 'schema', 'tables', 'exclude', 'map', 'ignore-columns', 'format', 'output'] as const;

/** What `schema` takes: nothing about rows. */
export const SCHEMA_OPTIONS: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(Object.entries(COMPARE_OPTIONS).filter(([name]) => SCHEMA_NAMES.some((one) => one === name))),
  ...GATE,
};

/** Settings from what the command line gave, its config file and the environment. */
export function settingsOf(given: Given, io: Io): Promise<Settings> {
  const flags = OPTION_NAMES.map((name) => [name, valueOf(name, given)] as const);
  const said = flags.filter(([, value]) => value !== undefined);
  const config = given['config'];
  const configFile: unknown = Array.isArray(config) ? config.at(-1) : config;
  // yargs names the command there; the demo, which calls one itself, has no options of the user's.
  const [command] = Array.isArray(given['_']) ? (given['_'] as readonly unknown[]) : [];
  return loadSettings({
    command: typeof command === 'string' ? command : undefined,
    flags: Object.fromEntries(said),
    configFile: typeof configFile === 'string' ? configFile : null,
    environment: io.env,
  });
}

/** An option's value under the name that its flag has. */
function valueOf(name: string, given: Given): unknown {
  if (name === 'compareSchema') return given['no-schema'] === true ? false : undefined;
  return given[givenName(name)];
}

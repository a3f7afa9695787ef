import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import type { PlainType, Subject, TableDefinition } from './subject.ts';

/** Text in a collation that compares code points, so that its index order is the one that all engines share. */
const TYPES: Readonly<Record<TestEngine, Readonly<Record<PlainType, string>>>> = {
  postgres: {
    integer: 'bigint',
    decimal: 'numeric(60,10)',
    text: 'varchar(200) collate "C"',
    bytes: 'bytea',
    date: 'date',
    timestamp: 'timestamp(6)',
    instant: 'timestamptz(6)',
  },
  mysql: mysqlTypes('utf8mb4_0900_bin'),
  mariadb: mysqlTypes('utf8mb4_nopad_bin'),
};

function mysqlTypes(collation: string): Readonly<Record<PlainType, string>> {
  return {
    integer: 'bigint',
    decimal: 'decimal(60,10)',
    text: `varchar(200) character set utf8mb4 collate ${collation}`,
    bytes: 'varbinary(200)',
    date: 'date',
    timestamp: 'datetime(6)',
    instant: 'timestamp(6) null',
  };
}

/** A database of a real server. */
export async function sqlSubject(engine: TestEngine): Promise<Subject> {
  const server = await freshDatabase(engine, 'contract');
  if (engine !== 'postgres') await server.run(`set time_zone = '+00:00'`);
  return {
    engine,
    server,
    schema: engine === 'postgres' ? 'public' : server.name,
    adapter: adapterOf(engine, server.url),
    make: (table) => server.run(createStatements(engine, table)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export function adapterOf(engine: TestEngine, url: string): Subject['adapter'] {
  return engine === 'postgres' ? postgres(url) : mysql(url);
}

export function quoteName(engine: TestEngine, name: string): string {
  const mark = engine === 'postgres' ? '"' : '`';
  return mark + name.replaceAll(mark, mark + mark) + mark;
}

export function createStatements(engine: TestEngine, { name, columns, key, rows }: TableDefinition): string {
  const table = quoteName(engine, name);
  const quoted = key.map((column) => quoteName(engine, column)).join(', ');
  const lines = Object.entries(columns).map(([column, type]) => {
    const full = key.includes(column) ? TYPES[engine][type].replace(' null', '') + ' not null' : TYPES[engine][type];
    return `${quoteName(engine, column)} ${full}`;
  });
  if (key.length > 0) lines.push(`primary key (${quoted})`);
  const types = Object.values(columns);
  const values = rows.map((row) => `(${row.map((value, i) => literal(engine, types[i] ?? 'text', value)).join(', ')})`);
  const insert = values.length === 0 ? '' : `; insert into ${table} values ${values.join(', ')}`;
  return `create table ${table} (${lines.join(', ')})${insert}`;
}

function literal(engine: TestEngine, type: PlainType, value: string | null): string {
  if (value === null) return 'null';
  if (type === 'integer' || type === 'decimal') return value;
  if (engine === 'postgres') return type === 'bytes' ? `'\\x${value}'` : ` E'${escaped(value)}'`;
  if (type === 'bytes') return `X'${value}'`;
  return `_utf8mb4 X'${Buffer.from(type === 'instant' ? value.slice(0, -1) : value).toString('hex')}'`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll("'", "''");
}

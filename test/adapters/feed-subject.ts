/** A feed under test: tables of its own, and all that was told of them up to a moment. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Feed, FeedOptions } from '../../src/adapter.ts';
import type { ColumnType, Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import type { TableView } from '../../src/model/view.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterOf } from './sql-subject.ts';

/** The form in which a rule compares two columns of the same kind. */
const FORMS: Readonly<Partial<Record<Kind, Form>>> = {
  integer: 'integer',
  decimal: 'decimal',
  boolean: 'integer',
  bits: 'bits',
  text: 'text',
  bytes: 'bytes',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  instant: 'instant',
  year: 'integer',
  uuid: 'uuid',
  enum: 'text',
  set: 'text',
};

/** Keys by table, as JSON; and why tables are dirty. */
export interface Told {
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dirty: ReadonlyMap<string, string>;
}

export interface Following extends AsyncDisposable {
  readonly database: Database;
  readonly feed: Feed;
  /** Everything that was told of what had been committed when it was asked. */
  told(): Promise<Told>;
  /** The same without waiting for a mark, for a server whose mark may never come. */
  poll(): Promise<Told>;
}

export interface FollowChoice {
  readonly publication?: string;
  readonly only?: boolean;
  readonly signal?: AbortSignal;
  readonly url?: string;
  /** The key, where it is not the table's first one. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  readonly forms?: Readonly<Record<string, Form>>;
}

/** The table whose rows say how far a feed is; made by whoever makes the tables. */
export const MARKS = 'create table marks (id int primary key);';

let marks = 0;

/** @throws Error with the sentence, where there is no feed. */
export async function follow(server: TestDatabase, choice: FollowChoice = {}): Promise<Following> {
  const { signal = new AbortController().signal, url = server.url } = choice;
  const database = await adapterOf(server.engine, url).open({ connections: 2, signal });
  const schema = server.engine === 'postgres' ? 'public' : server.name;
  const views = (await database.describe([schema]))
    .filter(({ kind }) => kind === 'table')
    .map((shape): TableView => {
      const names = choice.keys?.[shape.name] ?? shape.keys[0]?.columns ?? [];
      const others = shape.columns.map(({ name }) => name).filter((name) => !names.includes(name));
      const typeOf = (name: string): ColumnType => shape.columns.find((one) => one.name === name)?.type as ColumnType;
      const columns = [...names, ...others].map((name) => {
        const form = choice.forms?.[name] ?? FORMS[typeOf(name).kind] ?? 'native';
        return { name, type: typeOf(name), form, timeZone: 'UTC' };
      });
      const table = { schema, name: shape.name, ...(choice.only === true ? { only: true } : {}) };
      return { table, columns, keyLength: names.length, index: null, where: null };
    });
  const options: FeedOptions = { signal, ...(choice.publication === undefined ? {} : choice) };
  const feed = (await database.feed?.(views, options)) ?? 'it has none';
  if (typeof feed === 'string') {
    await database[Symbol.asyncDispose]();
    throw new Error(feed);
  }
  const keys = new Map<string, Set<string>>();
  const dirty = new Map<string, string>();
  const nameOf = (view: number): string => views[view]?.table.name ?? '';
  const poll = async (): Promise<Told> => {
    const changes = await feed.poll();
    for (const { view, key } of changes.keys) {
      const of = keys.get(nameOf(view)) ?? new Set();
      keys.set(nameOf(view), of.add(JSON.stringify(key)));
    }
    for (const { view, reason } of changes.dirty) dirty.set(nameOf(view), reason);
    return { keys, dirty };
  };
  return {
    database,
    feed,
    poll,
    async told() {
      const mark = ++marks;
      await server.run(`insert into marks values (${mark})`);
      const until = performance.now() + 20_000;
      while (keys.get('marks')?.has(`["${mark}"]`) !== true) {
        if (performance.now() > until) throw new Error('the mark was not told within 20 s');
        await poll();
        await pause(10);
      }
      const told = { keys: new Map([...keys].filter(([name]) => name !== 'marks')), dirty: new Map(dirty) };
      keys.clear();
      dirty.clear();
      return told;
    },
    async [Symbol.asyncDispose]() {
      await feed[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Keys of a table as an answer has them, in an order of their own. */
export function keysOf({ keys }: Told, table: string): string[] {
  return [...(keys.get(table) ?? [])].sort();
}

export function asKeys(...keys: readonly (string | readonly string[])[]): string[] {
  return keys.map((key) => JSON.stringify(typeof key === 'string' ? [key] : key)).sort();
}

/** What feeds and their sessions have on a server: nothing, once they are over. */
export async function leftovers(server: TestDatabase): Promise<number> {
  const asked: Readonly<Record<TestEngine, string>> = {
    postgres: `select (select count(*) from pg_replication_slots where database = current_database())
                    + (select count(*) from pg_publication) as n`,
    mysql: `select count(*) as n from information_schema.processlist where command like 'Binlog Dump%'`,
    mariadb: `select count(*) as n from information_schema.processlist where command like 'Binlog Dump%'`,
  };
  const [row] = await server.query<{ n: string }>(asked[server.engine]);
  return Number(row?.n);
}

/** Waits for it, since a server sees a little later that a session is gone. */
export async function nothingLeft(server: TestDatabase, seconds = 10): Promise<boolean> {
  for (const until = performance.now() + seconds * 1000; performance.now() < until; await pause(50)) {
    if ((await leftovers(server)) === 0) return true;
  }
  return false;
}

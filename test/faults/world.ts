/** Two databases with differences that every test of this folder has to find, whatever happens meanwhile. */
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import type { Report, VerifyOptions } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';

export const ROWS = 12_000;

const TABLES = `create table orders (id int primary key, note varchar(100) not null, amount decimal(10, 2));
  create table codes (code varchar(40) primary key, n int);
  create table quick (id int primary key);`;

const FILL: Readonly<Record<TestEngine, string>> = {
  postgres: `insert into orders select i, 'note ' || repeat('x', i % 60), i / 7.0 from generate_series(1, ${ROWS}) i;
    insert into codes select 'Code ' || i, i from generate_series(1, ${ROWS}) i;
    insert into quick select generate_series(1, 10)`,
  mariadb: `insert into orders select seq, concat('note ', repeat('x', seq % 60)), seq / 7.0 from seq_1_to_${ROWS};
    insert into codes select concat('Code ', seq), seq from seq_1_to_${ROWS};
    insert into quick select seq from seq_1_to_10`,
  mysql: `set cte_max_recursion_depth = ${ROWS}; create table seq (i int primary key);
    insert into seq with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ROWS}) select i from n;
    insert into orders select i, concat('note ', repeat('x', i % 60)), i / 7.0 from seq;
    insert into codes select concat('Code ', i), i from seq; insert into quick select i from seq where i < 11;
    drop table seq`,
};

export const DRIFT = `delete from orders where id in (3, 5000, 11999); update orders set note = 'other' where id in (17, 9000);
  insert into orders values (20000, 'more', 1); delete from codes where n in (4, 10000); update codes set n = -1 where n = 77;`;

/** A source and a target with a few differences. */
export interface World extends AsyncDisposable {
  readonly source: TestDatabase;
  readonly target: TestDatabase;
}

export async function makeWorld(source: TestEngine, target: TestEngine): Promise<World> {
  const made = {
    source: await freshDatabase(source, 'fault_source'),
    target: await freshDatabase(target, 'fault_target'),
  };
  await Promise.all([fill(made.source, ''), fill(made.target, DRIFT)]);
  return {
    ...made,
    async [Symbol.asyncDispose]() {
      await Promise.all([made.source.drop(), made.target.drop()]);
    },
  };
}

/** Also on a server of a test's own. */
export async function fill(database: Pick<TestDatabase, 'engine' | 'run'>, drift: string): Promise<void> {
  await database.run(`${TABLES} ${FILL[database.engine]}`);
  if (drift !== '') await database.run(drift);
  if (database.engine === 'postgres') await database.run('analyze');
}

export function adapterFor(engine: TestEngine, url: string): Adapter {
  return engine === 'postgres' ? postgres(url) : mysql(url);
}

/** Compares a world, through other URLs where they are given. */
export function compare(
  world: Pick<World, 'source' | 'target'>,
  urls: { readonly source?: string; readonly target?: string } = {},
  options: Partial<VerifyOptions> = {},
): Promise<Report> {
  const side = (name: 'source' | 'target'): Adapter => adapterFor(world[name].engine, urls[name] ?? world[name].url);
  return verify({
    source: side('source'),
    target: side('target'),
    chunkRows: 1000,
    concurrency: 2,
    compareSchema: false,
    ...options,
  }).report();
}

/** What a report says of the rows, without what may differ from run to run. */
export function findings(report: Report) {
  return report.tables.map((table) => ({
    table: table.source?.split('.').at(-1),
    verdict: table.verdict,
    rows: table.rows,
    differences: table.differences,
  }));
}

/** How often something was asked again. */
export function retries(report: Report): number {
  return (report.retries ?? []).reduce((sum, { times }) => sum + times, 0);
}

/** A table that is altered while it is compared is incomplete, and the reason says so; the others go on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import { foldReport } from '../../src/report/fold.ts';
import type { Event } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterFor } from './world.ts';
import type { World } from './world.ts';

const DIGITS = 'select 0 d union select 1 union select 2 union select 3 union select 4 union select 5';
const TABLES = `create table orders (id int primary key, note varchar(50) not null); create table quick (id int primary key);
  insert into orders select 1 + a.d + 6 * b.d + 36 * c.d, 'note' from (${DIGITS}) a, (${DIGITS}) b, (${DIGITS}) c;
  insert into quick values (1)`;

async function smallWorld(...engines: readonly [TestEngine, TestEngine]): Promise<Pick<World, 'source' | 'target'>> {
  const [source, target] = await Promise.all(engines.map((engine) => freshDatabase(engine, 'ddl')));
  if (source === undefined || target === undefined) throw new Error('two engines make two databases');
  await Promise.all([source.run(TABLES), target.run(TABLES)]);
  return { source, target };
}

/** Compares, and calls `alter` once the first rows of the table `orders` are behind. */
async function altered(world: Pick<World, 'source' | 'target'>, alter: () => Promise<unknown>): Promise<Report> {
  async function* events(): AsyncGenerator<Event> {
    let done = false;
    const sides = {
      source: adapterFor(world.source.engine, world.source.url),
      target: adapterFor(world.target.engine, world.target.url),
    };
    // One chunk at a time, and a consumer that makes the rest of the table wait.
    const run = verify({ ...sides, chunkRows: 10, concurrency: 1, compareSchema: false });
    for await (const event of run.events()) {
      if (!done && event.type === 'compared' && event.table.endsWith('.orders')) {
        done = true;
        await alter();
      }
      yield event;
    }
  }
  return foldReport(events(), { maxDifferences: 10, toolVersion: '0' });
}

const SWAP = `create table other as select * from orders; alter table other add primary key (id);
  alter table orders rename to old; alter table other rename to orders`;

describe.each([
  ['postgres', 'mariadb'],
  ['mysql', 'postgres'],
] as const)('%s to %s: a table that', (sourceEngine, targetEngine) => {
  let world: Pick<World, 'source' | 'target'>;
  beforeEach(async () => {
    world = await smallWorld(sourceEngine, targetEngine);
    // The token of MySQL changes once a second.
    if (sourceEngine === 'mysql') await new Promise((resolve) => setTimeout(resolve, 1100));
  });
  afterEach(() => Promise.all([world.source.drop(), world.target.drop()]));

  const onBoth = (sql: string) => () => Promise.all([world.source.run(sql), world.target.run(sql)]);
  it.each([
    ['loses a column', () => world.source.run('alter table orders drop column note'), 'source'],
    ['gets a column on both sides', () => onBoth('alter table orders add column more int')(), 'source'],
    ['is truncated', () => world.source.run('truncate table orders'), 'source'],
    // MySQL and MariaDB tell it an account with PROCESS; to another one the rows are missing or extra, which they are.
    ['is truncated, the target', () => world.target.run('truncate table orders'), 'target'],
    ['is dropped', () => world.target.run('drop table orders'), 'target'],
    [
      'gets another type',
      () => world.target.run(RETYPE[world.target.engine === 'postgres' ? 'postgres' : 'mysql']),
      'target',
    ],
    ['is another one by now', () => world.source.run(SWAP), 'source'],
  ])('%s', async (_, alter, side) => {
    const report = await altered(world, alter);
    const orders = report.tables.find((table) => table.source?.endsWith('.orders') === true);
    expect(orders?.verdict).toBe('incomplete');
    expect(orders?.reason).toMatch(new RegExp(`TABLE_CHANGED: .*orders of the ${side} (was altered|is gone)`));
    expect(report.tables.find((table) => table.source?.endsWith('.quick') === true)?.verdict).toBe('match');
    expect(report.verdict).toBe('incomplete');
  });
});

const RETYPE = {
  postgres: 'alter table orders alter column note type text',
  mysql: 'alter table orders modify note text',
};

/** A value of 64 MB, the same or with another last byte: larger than any default of a server's packet or a driver's buffer. */
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const BYTES = 64 * 1024 * 1024;

async function holding(database: TestDatabase, last: string): Promise<void> {
  const [type, value] =
    database.engine === 'postgres'
      ? ['bytea', `convert_to(repeat('x', ${String(BYTES - 1)}) || '${last}', 'UTF8')`]
      : ['longblob', `concat(repeat('x', ${String(BYTES - 1)}), '${last}')`];
  await database.run(`drop table if exists huge; create table huge (id int primary key, body ${type})`);
  await database.run(`insert into huge values (1, ${value})`);
}

describe('a value of 64 MB', () => {
  it.each(['postgres', 'mariadb', 'mysql'] as const)('is told from one with another last byte: %s', async (engine) => {
    await using source = await freshDatabase(engine);
    await using target = await freshDatabase(engine);
    const side = engine === 'postgres' ? postgres : mysql;
    const compare = async () => {
      const run = verify({ source: side(source.url), target: side(target.url), consistency: 'none' });
      const { verdict, tables } = await run.report();
      return [verdict, tables[0]?.differences.map(({ kind, columns }) => ({ kind, columns }))];
    };
    await holding(source, 'a');
    await holding(target, 'b');
    expect(await compare()).toEqual(['mismatch', [{ kind: 'changed', columns: ['body'] }]]);
    await holding(target, 'a');
    expect(await compare()).toEqual(['match', []]);
  });
});

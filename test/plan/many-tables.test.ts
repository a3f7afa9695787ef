import { expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { plan } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';

const TABLES = 5000;
/** Every table and index made is a lock until the end of the statement, and the server has some twelve thousand. */
const AT_ONCE = 1000;

it('plans five thousand tables', { timeout: 120_000 }, async () => {
  await using database = await freshDatabase('postgres');
  for (let first = 1; first <= TABLES; first += AT_ONCE) {
    await database.run(`do $$ begin for n in ${first}..${first + AT_ONCE - 1} loop
      execute format('create table t%s (id int primary key, v int)', n); end loop; end $$`);
  }
  const { plan: made, statements } = await plan({ source: postgres(database.url), target: postgres(database.url) });
  expect(made.tables).toHaveLength(TABLES);
  expect(made.unpaired).toEqual([]);
  expect(made.tables.every(({ source, target }) => source.name === target.name)).toBe(true);
  expect(made.tables.every(({ walk, columns }) => walk === 'key order' && columns.length === 2)).toBe(true);
  expect(statements.size).toBe(TABLES);
});

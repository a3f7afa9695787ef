/** Tables whose name reaches rows on another server: this one does not tell what is written to them. */
import { expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import { shapeOf, viewOf } from './subject.ts';

const TABLES = `
  create extension file_fdw;
  create server program foreign data wrapper file_fdw;
  create table here (id int not null);
  create table parts (id int not null) partition by range (id);
  create table low partition of parts for values from (minvalue) to (10) partition by range (id);
  create foreign table lowest partition of low for values from (minvalue) to (5) server program options (program 'seq 1 3')`;

it('are no proof that nothing was written, nor part of a consistent view', async () => {
  await using database = await freshDatabase('postgres', 'elsewhere');
  await database.run(TABLES);
  const side = await postgres(database.url).open({ connections: 2, signal: new AbortController().signal });
  try {
    const activity = async (table: string) => {
      side.reader(viewOf(await shapeOf(side, 'public', table), { columns: { id: 'integer' } }));
      return side.activity?.();
    };
    expect((await activity('here'))?.position).toEqual(expect.any(String));
    expect(await activity('parts')).toMatchObject({ position: null, restedSeconds: null });
  } finally {
    await side[Symbol.asyncDispose]();
  }
  const [source, target] = [postgres(database.url), postgres(database.url)];
  const verdictOf = async (consistency: 'recheck' | 'snapshot', ...tables: string[]) =>
    (await verify({ source, target, tables, consistency, settle: 0 }).report()).verdict;
  expect(await verdictOf('recheck', 'parts')).toBe('match');
  expect(await verdictOf('snapshot', 'here')).toBe('match');
  expect(await verdictOf('snapshot', 'parts')).toBe('incomplete');
});

import { describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';

const TABLE = 'create table "Orders" (id int primary key); insert into "Orders" values (1)';

describe('tables that a loader put into a schema of its own', () => {
  it('are pointed at, since the report calls all of them missing', async () => {
    await using source = await freshDatabase('postgres', 'astray_source');
    await using target = await freshDatabase('postgres', 'astray_target');
    await source.run(TABLE);
    await target.run(`create schema shop; set search_path = shop; ${TABLE.toLowerCase()}; create schema empty`);

    const astray = await verify({ source: postgres(source.url), target: postgres(target.url) }).report();
    expect(astray.verdict).toBe('mismatch');
    expect(astray.warnings).toEqual([expect.stringMatching(/schema public, but schema shop has .*\?schema=shop/)]);

    const url = new URL(target.url);
    url.searchParams.set('schema', 'shop');
    const found = await verify({ source: postgres(source.url), target: postgres(url.href) }).report();
    expect(found).toMatchObject({ verdict: 'match', warnings: [] });
  });

  it('are not looked for where the schema was chosen, or some of them are there', async () => {
    await using source = await freshDatabase('postgres', 'astray_source');
    await using target = await freshDatabase('postgres', 'astray_target');
    await source.run(`${TABLE}; create table more (id int primary key)`);
    await target.run(`create schema shop; create table shop."Orders" (id int); create table more (id int primary key)`);
    const sides = { source: postgres(source.url), target: postgres(target.url) };
    expect((await verify(sides).report()).warnings).toEqual([]);
    const chosen = await verify({ ...sides, schemas: ['public'], tables: ['Orders'] }).report();
    expect(chosen.warnings).toEqual([]);
  });
});

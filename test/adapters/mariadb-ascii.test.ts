/** MariaDB lets bytes beyond ASCII into `ascii`, where they are no characters: they equal nothing but themselves. */
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { verify } from '../../src/index.ts';
import type { TableReport } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

async function comparedBy(
  strategy: 'stream' | 'pushdown',
  source: TestDatabase,
  target: TestDatabase,
): Promise<TableReport | undefined> {
  const sides = { source: mysql(source.url), target: mysql(target.url) };
  const { tables } = await verify({ ...sides, strategy, compareSchema: false, settle: 0 }).report();
  return tables[0];
}

describe.each(['stream', 'pushdown'] as const)('bytes beyond ASCII in ascii, %s,', (strategy) => {
  it('are not the character that they are in UTF-8', async () => {
    await using source = await freshDatabase('mariadb');
    await using target = await freshDatabase('mariadb');
    await source.run(`create table t (id int primary key, v varchar(9) character set ascii);
      insert into t values (1, _binary 0xC3A9), (2, 'plain'), (3, _binary 0xE9)`);
    await target.run(`create table t (id int primary key, v varchar(9) character set utf8mb4);
      insert into t values (1, _utf8mb4 0xC3A9), (2, 'plain'), (3, '?')`);
    const table = await comparedBy(strategy, source, target);
    expect(table?.differences).toMatchObject([
      { kind: 'changed', key: { id: '1' } },
      { kind: 'changed', key: { id: '3' } },
    ]);
  });

  it('are themselves on both sides, in a key too', async () => {
    await using source = await freshDatabase('mariadb');
    await using target = await freshDatabase('mariadb');
    const both = `create table t (k varchar(9) character set ascii collate ascii_nopad_bin primary key, v int);
      insert into t values (_binary 0x61C3, 1), ('b', 1), (_binary 0x80, 1), ('a', 1)`;
    await Promise.all([source.run(both), target.run(both)]);
    expect(await comparedBy(strategy, source, target)).toMatchObject({ verdict: 'match', rows: { source: 4 } });
    await target.run("update t set v = 2 where k = cast(0x80 as char character set binary) or v = 1 and hex(k) = '80'");
    expect(await comparedBy(strategy, source, target)).toMatchObject({ verdict: 'mismatch', rows: { changed: 1 } });
  });
});

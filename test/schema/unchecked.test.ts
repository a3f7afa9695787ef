import { expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';

it('--check-constraints says of an exclusion constraint that its rows were not looked at', async () => {
  await using source = await freshDatabase('postgres', 'unchecked');
  await using target = await freshDatabase('postgres', 'unchecked');
  await target.run('create table stay (id int primary key, during int4range)');
  await source.run(`create table stay (id int primary key, during int4range,
    constraint apart exclude using gist (during with &&))`);
  const sides = { source: postgres(source.url), target: postgres(target.url) };
  const message = async (checkConstraints: boolean): Promise<string> => {
    const { schema = [] } = await compareSchemas({ ...sides, checkConstraints });
    return schema.map((finding) => finding.message).join('\n');
  };
  expect(await message(true)).toMatch(/its rows were not looked at: only the server itself can tell/);
  expect(await message(false)).not.toMatch(/not looked at/);
});

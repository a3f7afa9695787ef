/** No server is asked for a cryptographic hash: MySQL 9.6 has no MD5 any more, a PostgreSQL in FIPS mode refuses it. */
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { plan } from '../../src/index.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { engines } from '../support/servers.ts';

const adapterOf = ({ engine, url }: TestDatabase) => (engine === 'postgres' ? postgres(url) : mysql(url));

it.each(engines.flatMap((from) => engines.map((to) => ({ from, to }))))('from $from to $to', async ({ from, to }) => {
  await using source = await freshDatabase(from);
  await using target = await freshDatabase(to);
  for (const side of [source, target])
    await side.run(`create table ordered (id int primary key, v varchar(9), d decimal(9,2), t timestamp null);
      create table folded (id varchar(9) primary key, v varchar(9)); create table bag (v varchar(9))`);
  const { statements } = await plan({ source: adapterOf(source), target: adapterOf(target) });
  const sql = [...statements.values()].flatMap((sides) => [...sides.source, ...sides.target]).join('\n');
  expect(sql.match(/\bselect\b/gi)?.length).toBeGreaterThan(5);
  expect(sql).not.toMatch(/md5|crc32|checksum/i);
  // A short cut is named where it is taken: where both sides have it.
  const own = from === 'postgres' && to === 'postgres';
  expect(sql.includes('hash_record_extended')).toBe(own);
  expect(/sha2?\d*\(/i.test(sql)).toBe(!own);
});

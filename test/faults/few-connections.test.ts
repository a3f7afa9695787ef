/** An account that may hold fewer connections than the run would like: it goes on with those, and says so. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/databases.ts';
import { engines } from '../support/servers.ts';
import { compare, findings, makeWorld, retries } from './world.ts';

/** Two at a time. */
async function limited(database: TestDatabase): Promise<{ url: string; drop: () => Promise<void> }> {
  const user = `few_${randomBytes(4).toString('hex')}`;
  const isPostgres = database.engine === 'postgres';
  await database.run(
    isPostgres
      ? `create role ${user} login password 'secret' connection limit 2; grant usage on schema public to ${user};
         grant select on all tables in schema public to ${user}`
      : `create user ${user}@'%' identified by 'secret' with max_user_connections 2;
         grant select on \`${database.name}\`.* to ${user}@'%'`,
  );
  const url = Object.assign(new URL(database.url), { username: user, password: 'secret' }).href;
  const drop = isPostgres ? `drop owned by ${user}; drop role ${user}` : `drop user ${user}@'%'`;
  return { url, drop: () => database.run(drop) };
}

describe.each(engines)('on %s', (engine) => {
  it.each(['recheck', 'snapshot'] as const)('finds the same with two connections for six (%s)', async (consistency) => {
    await using world = await makeWorld(engine, engine);
    const few = await limited(world.source);
    try {
      const begun = performance.now();
      const report = await compare(world, { source: few.url }, { concurrency: 6, consistency });
      expect(findings(report)).toEqual(findings(await compare(world)));
      expect((performance.now() - begun) / 1000).toBeLessThan(30);
      expect(report.verdict).toBe('mismatch');
      expect(report.notices?.join('\n')).toMatch(/gives fewer than 6 connections/);
      expect(retries(report)).toBeLessThanOrEqual(5);
    } finally {
      await few.drop();
    }
  });
});

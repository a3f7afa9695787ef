import { expect, it } from 'vitest';
import { connectTo } from '../support/databases.ts';
import type { Session, TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { follow } from './feed-subject.ts';

/** Numbers that come the same again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * below) % below;
  };
}

/** Writers at the same time, whatever they write: each key is told, or its table is dirty. */
export function feedProperty(engine: TestEngine, made: (sql: string) => Promise<TestDatabase>, integer: string): void {
  it.each([1, 2, 3])('tells every key that several writers write at random, seed %i', async (seed) => {
    await using server = await made(`
      create table one (id ${integer} primary key, v int);
      create table two (a varchar(20), b int, v int, primary key (a, b));`);
    await using following = await follow(server);
    const written = { one: new Set<string>(), two: new Set<string>() };
    const writers = await Promise.all([0, 1, 2].map(async (which) => ({ which, session: await connectTo(server) })));
    try {
      await Promise.all(
        writers.map(async ({ which, session }) => {
          const below = random(seed * 10 + which);
          // Each writer has rows of its own, so that none waits for another.
          const id = (): string => String(below(40) * 3 + which);
          for (let i = 0; i < 60; i++) {
            const mine: { one: string[]; two: string[] } = { one: [], two: [] };
            const statements: string[] = [];
            for (let n = below(4); n >= 0; n--) {
              const [a, b] = [id(), id()];
              const kind = below(6);
              if (kind === 0) statements.push(`delete from one where id = ${a}`);
              if (kind === 1) statements.push(`update one set v = v + 1 where id = ${a}`);
              if (kind === 2)
                statements.push(`delete from one where id = ${b}; update one set id = ${b} where id = ${a}`);
              if (kind === 3) statements.push(upsert(engine, a, i));
              if (kind === 4)
                statements.push(`delete from two where a = 'k''${a}'; insert into two values ('k''${a}', ${a}, 1)`);
              if (kind === 5) statements.push(`update two set b = b + 1 where a = 'k''${a}' and b = ${a}`);
            }
            const kept = below(5) > 0;
            const look = async (table: 'one' | 'two', columns: string) =>
              (await session.query<Record<string, unknown>>(`select ${columns}, v from ${table}`)).map((row) =>
                Object.values(row).map(String),
              );
            await session.run('begin');
            const before = { one: await look('one', 'id'), two: await look('two', 'a, b') };
            // Gaps between keys are locked too: who cannot go on begins another transaction.
            if (!(await runAll(session, statements))) continue;
            const after = { one: await look('one', 'id'), two: await look('two', 'a, b') };
            for (const table of ['one', 'two'] as const)
              mine[table].push(...differing(before[table], after[table], which));
            await session.run(kept ? 'commit' : 'rollback');
            if (kept)
              for (const table of ['one', 'two'] as const) for (const key of mine[table]) written[table].add(key);
          }
        }),
      );
    } finally {
      await Promise.all(writers.map(({ session }) => session.end()));
    }
    const told = await following.told();
    expect(written.one.size + written.two.size).toBeGreaterThan(20);
    for (const table of ['one', 'two'] as const) {
      const missed = [...written[table]].filter((key) => told.keys.get(table)?.has(key) !== true);
      expect(told.dirty.has(table) ? [] : missed).toEqual([]);
    }
  });
}

async function runAll(session: Session, statements: readonly string[]): Promise<boolean> {
  try {
    for (const sql of statements) await session.run(sql);
    return true;
  } catch (error) {
    if (!/deadlock/i.test(String(error))) throw error;
    await session.run('rollback');
    return false;
  }
}

/** The keys of rows that are not alike before and after, of those that only this writer writes. */
function differing(before: string[][], after: string[][], which: number): string[] {
  const texts = (rows: string[][]): Set<string> => new Set(rows.map((row) => JSON.stringify(row)));
  const [one, other] = [texts(before), texts(after)];
  const rows = [...[...one].filter((row) => !other.has(row)), ...[...other].filter((row) => !one.has(row))];
  const keys = rows.map((row) => (JSON.parse(row) as string[]).slice(0, -1));
  return keys.filter((key) => Number(key[0]?.replace("k'", '')) % 3 === which).map((key) => JSON.stringify(key));
}

function upsert(engine: TestEngine, id: string, v: number): string {
  const clash =
    engine === 'postgres' ? 'on conflict (id) do update set v = excluded.v' : 'on duplicate key update v = values(v)';
  return `insert into one values (${id}, ${String(v)}) ${clash}`;
}

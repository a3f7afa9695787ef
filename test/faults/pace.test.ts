import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { Event } from '../../src/index.ts';
import type { Activity, Adapter } from '../../src/adapter.ts';
import { numbers, sideOf } from '../support/in-memory.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-pace-'));
});
afterAll(() => rm(folder, { recursive: true }));

const QUIET: Activity = { position: null, lagSeconds: null, load: 0, restedSeconds: null };

/** A side in memory that tells what its server is doing. */
function busy(activity: () => Activity): Adapter {
  const side = sideOf(numbers(1, 300));
  return { ...side, open: async (options) => ({ ...(await side.open(options)), activity: async () => activity() }) };
}

async function events(options: Parameters<typeof verify>[0], on: (event: Event) => unknown): Promise<Event[]> {
  const all: Event[] = [];
  for await (const event of verify(options).events()) {
    all.push(event);
    await on(event);
  }
  return all;
}
const reasons = (all: readonly Event[]) => all.flatMap((event) => (event.type === 'held' ? [event.reason] : []));
const ends = (all: readonly Event[]) =>
  all.flatMap((event) => (event.type === 'table-finished' ? [event.outcome.verdict] : []));

describe('a side is asked nothing', () => {
  it('while the pause file exists', async () => {
    const pauseFile = join(folder, 'pause');
    await writeFile(pauseFile, '');
    const sides = { source: sideOf(numbers(1, 300)), target: sideOf(numbers(1, 300)) };
    const all = await events({ ...sides, pauseFile }, async (event) => {
      if (event.type === 'held') await rm(pauseFile, { force: true });
    });
    expect(reasons(all)).toContain(`the pause file ${pauseFile} exists`);
    expect(reasons(all).at(-1)).toBeNull();
    expect(ends(all)).toEqual(['match']);
  });

  it.each([
    ['too much to do', { load: 9 }, { maxLoad: 8 }, /runs 9 other statements/],
    ['a lag', { lagSeconds: 31 }, { maxLag: 30 }, /is 31 s behind/],
    ['lost its source', { lagSeconds: Infinity }, { maxLag: 30 }, /no longer follows/],
  ])('while its server has %s', async (_, troubles, limit, reason) => {
    let activity: Activity = { ...QUIET, ...troubles };
    let opened = false;
    const source = busy(() => activity);
    const all = await events({ source, target: sideOf(numbers(1, 300)), ...limit }, (event) => {
      if (event.type === 'compared') opened = true;
      if (event.type !== 'held' || event.reason === null) return;
      expect(opened).toBe(false);
      activity = QUIET;
    });
    expect(reasons(all)[0]).toMatch(reason);
    expect(ends(all)).toEqual(['match']);
  });
});

it('no more rows a second are read than were allowed', async () => {
  const sides = { source: sideOf(numbers(1, 300)), target: sideOf(numbers(1, 300)) };
  const started = performance.now();
  await events({ ...sides, maxRowsPerSecond: 600, chunkRows: 50 }, () => undefined);
  // Every row once, and the last ones are not waited for.
  expect(performance.now() - started).toBeGreaterThan(400);
});

it('a load that a role is not told of cannot be promised', async () => {
  const source = busy(() => ({ ...QUIET, load: null }));
  const run = verify({ source, target: source, maxLoad: 3 }).report();
  await expect(run).rejects.toMatchObject({
    code: 'PLAN_INVALID',
    hint: expect.stringContaining('pg_read_all_stats') as string,
  });
});

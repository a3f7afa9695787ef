/** Rows that are written while they are compared: what is in flight is no difference, what is lost stays one. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Activity, Adapter, TableReader } from '../../../src/adapter.ts';
import { verify } from '../../../src/index.ts';
import type { Config, TableReport } from '../../../src/index.ts';
import type { TableShape } from '../../../src/model/table.ts';
import { sideOf } from '../../support/in-memory.ts';
import { column } from '../../support/shapes.ts';

type Rows = (readonly [string, string])[];

const KEYED: Partial<TableShape> = { columns: [column('id', 'integer'), column('v', 'text')] };
const KEYLESS: Partial<TableShape> = { columns: [column('id', 'text'), column('v', 'text')], keys: [] };
const SETTLE = 200;

interface Asked {
  byKey: number;
  ranges: number;
  activity: number;
}

/** Rows that the test may change while they are compared. Something else is written all the time unless it says so. */
function live(rows: Rows, activity: Partial<Activity> = {}, shape = KEYED): { adapter: Adapter; asked: Asked } {
  const asked: Asked = { byKey: 0, ranges: 0, activity: 0 };
  const side = sideOf(rows, shape);
  const counted = (reader: TableReader): TableReader => ({
    ...reader,
    rows: (keys) => ((asked.byKey += 1), reader.rows(keys)),
    frames: (range) => ((asked.ranges += 1), reader.frames(range)),
  });
  const adapter: Adapter = {
    label: side.label,
    open: async (options) => {
      const database = await side.open(options);
      return {
        ...database,
        activity: async () => ({
          ...{ lagSeconds: null, load: null, restedSeconds: null },
          position: String(asked.activity++),
          ...activity,
        }),
        reader: (view) => counted(database.reader(view)),
      };
    },
  };
  return { adapter, asked };
}

async function compare(source: Adapter, target: Adapter, options: Partial<Config> = {}): Promise<TableReport> {
  const { tables } = await verify({ source, target, settle: SETTLE, ...options }).report();
  if (tables[0] === undefined) throw new Error('no table');
  return tables[0];
}

const some = (count: number): Rows => Array.from({ length: count }, (_, i) => [String(i + 1), 'a'] as const);
const CLEAN = { missing: 0, extra: 0, changed: 0, unconfirmed: 0 };

describe.each([
  ['with a key', KEYED],
  ['without a key', KEYLESS],
])('in a table %s, beside writers', (_name, shape) => {
  it.each<[string, (rows: Rows) => void]>([
    ['inserted', (rows) => rows.push(['99', 'new'])],
    ['deleted', (rows) => rows.splice(4, 1)],
    ['updated', (rows) => (rows[4] = ['5', 'b'])],
    ['re-keyed', (rows) => (rows[4] = ['77', 'a'])],
  ])('a row that was %s here and there a moment later is no difference', async (_change, change) => {
    const [source, target] = [some(10), some(10)];
    change(source);
    void pause(SETTLE / 3).then(() => {
      change(target);
    });
    const table = await compare(live(source, {}, shape).adapter, live(target, {}, shape).adapter);
    expect(table).toMatchObject({ verdict: 'match', rows: { ...CLEAN, source: source.length, target: source.length } });
  });

  it('a row that differs for longer is a difference, and the only one', async () => {
    const [source, target] = [some(10), some(10)];
    source.push(['99', 'new']);
    target.splice(2, 1);
    void pause(SETTLE / 3).then(() => target.push(['99', 'new']));
    const table = await compare(live(source, {}, shape).adapter, live(target, {}, shape).adapter);
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { ...CLEAN, source: 11, target: 10, missing: 1 } });
  });
});

describe('a row that is never the same at two looks', () => {
  it('is unconfirmed, and nothing else is', async () => {
    const [source, target] = [some(10), some(10)];
    target.splice(8, 1);
    source[4] = ['5', 'b'];
    let version = 0;
    const writer = setInterval(() => (source[4] = ['5', String(version++)]), 2);
    try {
      const table = await compare(live(source).adapter, live(target).adapter);
      expect(table).toMatchObject({ verdict: 'mismatch', rows: { ...CLEAN, missing: 1, unconfirmed: 1 } });
      expect(table.reason).toContain('1 row ');
      expect(table.differences).toEqual([{ kind: 'missing', key: { id: '9' } }]);
    } finally {
      clearInterval(writer);
    }
  });

  it('does not keep what lies behind it from being compared', async () => {
    const rows = some(1000);
    const [source, target] = [live([...rows]), live(rows.with(0, ['1', 'b']))];
    const run = verify({ source: source.adapter, target: target.adapter, settle: 2000, chunkRows: 10 });
    const events = run.events();
    const ended = events.next().then(async () => {
      for await (const event of events) if (event.type === 'finished') break;
    });
    await expect.poll(() => source.asked.ranges, { timeout: 1900, interval: 10 }).toBeGreaterThan(100);
    await ended;
  });
});

describe('a row that one side alone has, under another key at each look', () => {
  it.each(['source', 'target'])('is no match where the %s has it', async (side) => {
    const [more, less] = [some(11), some(10)];
    let key = 11;
    const writer = setInterval(() => (more[10] = [String(++key), 'a']), 2);
    try {
      const [one, other] = [live(more).adapter, live(less).adapter];
      const table = await compare(...(side === 'source' ? ([one, other] as const) : ([other, one] as const)));
      expect(table.verdict).toBe('incomplete');
      expect(table.reason).toContain('did not have as many');
    } finally {
      clearInterval(writer);
    }
  });

  it('is none where both sides have it, one of them later', async () => {
    const [source, target] = [some(11), some(11)];
    let key = 11;
    const writer = setInterval(() => {
      const row = [String(++key), 'a'] as const;
      source[10] = row;
      void pause(5).then(() => (target[10] = row));
    }, 20);
    try {
      const table = await compare(live(source).adapter, live(target).adapter);
      expect(table).toMatchObject({ verdict: 'match', rows: CLEAN });
    } finally {
      clearInterval(writer);
    }
  });
});

describe('a replica that is behind', () => {
  it.each([30, Infinity])('by %s seconds leaves what differs unconfirmed, and says why', async (lagSeconds) => {
    const table = await compare(
      live(some(3)).adapter,
      live(some(2), { lagSeconds, position: 'replaying nothing' }).adapter,
      { settle: 20 },
    );
    expect(table).toMatchObject({ verdict: 'incomplete', rows: { ...CLEAN, unconfirmed: 1 } });
    expect(table.reason).toMatch(lagSeconds === 30 ? /the target is a replica 30 s behind/ : /the target .*no longer/);
  });

  it('is waited for', async () => {
    const target = some(2);
    const behind = { lagSeconds: 0.5 };
    void pause(400).then(() => target.push(['3', 'a']));
    expect(await compare(live(some(3)).adapter, live(target, behind).adapter)).toMatchObject({ verdict: 'match' });
  });
});

describe('where both sides stand still', () => {
  const still = { position: 'still' };

  it('nobody waits and nobody looks again', async () => {
    const [source, target] = [
      live(some(10), { ...still, restedSeconds: 60 }),
      live(some(9), { ...still, restedSeconds: 60 }),
    ];
    const began = performance.now();
    const table = await compare(source.adapter, target.adapter, { settle: 60_000 });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { missing: 1 } });
    expect([source.asked.byKey, target.asked.byKey]).toEqual([0, 0]);
  });

  it('it takes a moment to know that', async () => {
    const began = performance.now();
    const table = await compare(live(some(10), still).adapter, live(some(9), still).adapter, { settle: 1000 });
    expect(performance.now() - began).toBeGreaterThan(150);
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { missing: 1 } });
  });

  it('one that has just been written to is looked at again', async () => {
    const [source, target] = [some(10), some(9)];
    let position = 'before';
    const sides = [live(source, still), live(target)] as const;
    const late: Adapter = {
      ...sides[1].adapter,
      open: async (options) => {
        const database = await sides[1].adapter.open(options);
        return { ...database, activity: async () => ({ position, lagSeconds: null, load: null, restedSeconds: null }) };
      },
    };
    void pause(60).then(() => {
      target.push(['10', 'a']);
      position = 'after';
    });
    expect(await compare(sides[0].adapter, late, { settle: 1000 })).toMatchObject({ verdict: 'match' });
  });
});

describe('many differences at once', () => {
  it('are looked at by range, not one by one', async () => {
    const [source, target] = [live(some(5000)), live(some(100))];
    const table = await compare(source.adapter, target.adapter, { settle: 50 });
    expect(table.rows).toMatchObject({ ...CLEAN, source: 5000, target: 100, missing: 4900 });
    expect(source.asked.byKey).toBe(0);
    expect(source.asked.ranges).toBeLessThan(40);
  });
});

describe('without recheck', () => {
  it('what is found is told at once', async () => {
    const source = live(some(10));
    const table = await compare(source.adapter, live(some(9)).adapter, { consistency: 'none', settle: 60_000 });
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { missing: 1 } });
    expect(source.asked).toMatchObject({ byKey: 0, activity: 0 });
  });
});

it('a run that is left does not wait for looks to come', async () => {
  const began = performance.now();
  const rows = some(50);
  const run = verify({ source: live(rows).adapter, target: live(rows.slice(1)).adapter, settle: 60_000, chunkRows: 5 });
  for await (const event of run.events()) if (event.type === 'table-started') break;
  const stopped = new AbortController();
  const other = verify({
    ...{ source: live(rows).adapter, target: live(rows.slice(1)).adapter, settle: 60_000 },
    signal: stopped.signal,
  }).report();
  await pause(200);
  stopped.abort();
  expect(await other).toMatchObject({ verdict: 'incomplete' });
  expect(performance.now() - began).toBeLessThan(10_000);
});

/** What every question passes on its way to a side: no question of an adapter goes round it. */
import { describe, expect, it } from 'vitest';
import type { Database, IndexCheck, Pushdown, TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { askedDatabase } from '../../src/run/asked.ts';
import type { Pace } from '../../src/run/pace.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { hasherOf } from '../support/hashing-side.ts';
import { sideOf } from '../support/in-memory.ts';
import { column, primaryKey } from '../support/shapes.ts';

const view = {
  table: { schema: 'public', name: 't' },
  columns: [{ ...column('id', 'integer'), form: 'integer' as const, timeZone: 'UTC' }],
  keyLength: 1,
  index: primaryKey('id').name,
  where: null,
};

/** A side that has every capability there is, and counts turns and rows. */
async function asked(paced = true, fails: (() => void) | null = null) {
  const database = await sideOf([['1'], ['2']]).open({ connections: 1, signal: new AbortController().signal });
  const failing = <T>(answer: T): T => {
    fails?.();
    return answer;
  };
  const whole = (reader: TableReader): TableReader => {
    const index: IndexCheck = {
      always: false,
      remedy: '',
      hiddenRows: async () => ({ rows: 0, example: null }),
    };
    return withMembers(reader, {
      lastKey: async () => failing(await reader.lastKey()),
      sampleKeys: async () => failing([['1']]),
      definition: async () => failing('1'),
      pushdowns: [hasherOf(reader)],
      raw: { identity: '', statement: () => '', async *read() {} },
      index: withMembers(index, { hiddenRows: async () => failing(await index.hiddenRows()) }),
    });
  };
  const counts = { turns: 0, timed: 0, rows: 0, tries: 0 };
  const pace: Pace = {
    turn: async () => void counts.turns++,
    timed: async (answer) => (counts.timed++, answer),
    read: async (rows) => void (counts.rows += rows),
  };
  const retry = async <T>(question: () => Promise<T>): Promise<T> => {
    counts.tries++;
    return question().catch(() => question());
  };
  const side: Database = withMembers(database, { reader: (of) => whole(database.reader(of)) });
  const reader = askedDatabase(side, { pace: paced ? pace : null, retry }).reader(view);
  const pushdown = reader.pushdowns[0] as Pushdown;
  return { reader, pushdown, counts };
}

async function toTheEnd(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows) continue;
}

const QUESTIONS: readonly [string, (side: Awaited<ReturnType<typeof asked>>) => Promise<unknown>][] = [
  ['where a chunk would end', ({ reader }) => reader.cutAfter(EVERYTHING, 1)],
  ['where chunks would end', ({ reader }) => reader.cuts(EVERYTHING, 1)],
  ['the last key', ({ reader }) => reader.lastKey()],
  ['a sample of keys', ({ reader }) => reader.sampleKeys?.() ?? expect.fail()],
  ['the definition', ({ reader }) => reader.definition?.() ?? expect.fail()],
  ['a key that repeats', ({ reader }) => reader.repeatedKey?.() ?? expect.fail()],
  ['what an index hides', ({ reader }) => reader.index?.hiddenRows() ?? expect.fail()],
  ['a count by a scan', ({ reader }) => reader.countRows?.() ?? expect.fail()],
  ['whether it hashes as the other side does', ({ pushdown }) => pushdown.calibrate()],
  ['digests', ({ pushdown }) => pushdown.digest([EVERYTHING])],
  ['hashes of rows', ({ pushdown }) => toTheEnd(pushdown.rowHashes(EVERYTHING))],
  ['rows of a range', ({ reader }) => toTheEnd(reader.frames(EVERYTHING))],
  ['rows by their keys', ({ reader }) => toTheEnd(reader.rows([['1']]))],
  ['raw bytes', ({ reader }) => toTheEnd(reader.raw?.read(EVERYTHING) ?? expect.fail())],
];

describe('a side that is gone easy on', () => {
  it.each(QUESTIONS)('is asked in its turn for %s', async (_what, ask) => {
    const side = await asked();
    await ask(side);
    expect(side.counts.turns).toBe(1);
    expect(side.counts.timed).toBeGreaterThan(0);
  });

  it('counts the rows that it is read', async () => {
    const side = await asked();
    await toTheEnd(side.reader.frames(EVERYTHING));
    await side.pushdown.digest([EVERYTHING]);
    expect(side.counts.rows).toBe(4);
  });

  it('is not surveyed: one statement for a whole table cannot be held up', async () => {
    expect((await asked()).pushdown.survey).toBeUndefined();
    expect((await asked(false)).pushdown.survey).toBeDefined();
  });
});

describe('a question that failed for a while', () => {
  const once = (): (() => void) => {
    let failed = false;
    return () => {
      if (failed) return;
      failed = true;
      throw new CrosstallyError('ADAPTER_CONNECTION_LOST', 'gone');
    };
  };

  it.each([
    ['the last key', async () => (await asked(true, once())).reader.lastKey()],
    ['a sample of keys', async () => (await asked(true, once())).reader.sampleKeys?.()],
    ['the definition', async () => (await asked(true, once())).reader.definition?.()],
    ['what an index hides', async () => (await asked(true, once())).reader.index?.hiddenRows()],
  ])('is asked again: %s', async (_what, ask) => {
    expect(await ask()).toBeTruthy();
  });
});

describe('an object with other members', () => {
  class Counter {
    #count = 0;
    readonly step: number | undefined = 2;
    next(): number {
      return (this.#count += this.step ?? 1);
    }
    double(): number {
      return this.next() * 2;
    }
  }

  it('keeps what a class has on its prototype and in its private fields', () => {
    const changed = withMembers(new Counter(), { double: () => 0 });
    expect([changed.next(), changed.next(), changed.double()]).toEqual([2, 4, 0]);
  });

  it('lacks what was taken away', () => {
    expect(withMembers(new Counter(), { step: undefined }).step).toBeUndefined();
  });
});

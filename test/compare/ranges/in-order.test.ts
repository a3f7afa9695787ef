import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { concatAhead, mapInOrder } from '../../../src/compare/ranges/in-order.ts';

async function* numbers(count: number, pulled: number[] = [], closed: string[] = []): AsyncGenerator<number> {
  try {
    for (let i = 0; i < count; i++) {
      pulled.push(i);
      yield i;
      await pause(0);
    }
  } finally {
    closed.push('items');
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe('mapInOrder', () => {
  it('hands results out in the order of the items, whatever finishes first', async () => {
    const work = async (item: number): Promise<number> => {
      await pause(item % 2 === 0 ? 10 : 0);
      return item * 10;
    };
    expect(await collect(mapInOrder(numbers(7), 3, work))).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  it('works on as many items at once as it was allowed, and no more', async () => {
    let [running, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await pause(5);
      running--;
    };
    await collect(mapInOrder(numbers(12), 4, work));
    expect(most).toBe(4);
  });

  it('works on fewer items at once when results are heavy, and on one at least', async () => {
    const most = async (weight: number): Promise<number> => {
      let [running, highest] = [0, 0];
      const work = async (item: number): Promise<void> => {
        running++;
        // What results weigh is known from the first one on.
        if (item >= 4) highest = Math.max(highest, running);
        await pause(5);
        running--;
      };
      await collect(mapInOrder(numbers(12), { items: 4, weight: 100, weigh: () => weight }, work));
      return highest;
    };
    expect([await most(1), await most(1000)]).toEqual([4, 1]);
  });

  it('pulls no further than its reader takes', async () => {
    const pulled: number[] = [];
    const results = mapInOrder(numbers(100, pulled), 3, (item) => Promise.resolve(item));
    await results.next();
    await results.next();
    expect(pulled.length).toBeLessThanOrEqual(5);
    await results.return(undefined);
  });

  it('throws a failure when its turn comes, after the results before it, and closes the items', async () => {
    const closed: string[] = [];
    const work = async (item: number): Promise<number> => {
      if (item === 2) throw new Error('third failed');
      await pause(10);
      return item;
    };
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const value of mapInOrder(numbers(10, [], closed), 5, work)) seen.push(value);
    };
    await expect(run()).rejects.toThrow('third failed');
    expect(seen).toEqual([0, 1]);
    expect(closed).toEqual(['items']);
  });

  it('waits for what is under way when it is left early', async () => {
    let finished = 0;
    const work = async (): Promise<void> => {
      await pause(20);
      finished++;
    };
    const results = mapInOrder(numbers(10), 3, work);
    await results.next();
    await results.return(undefined);
    expect(finished).toBeGreaterThanOrEqual(3);
  });
});

describe('concatAhead', () => {
  async function* words(name: string, count: number, log: string[] = []): AsyncGenerator<string> {
    try {
      for (let i = 0; i < count; i++) {
        log.push(`${name}${i}`);
        yield `${name}${i}`;
        await pause(1);
      }
    } finally {
      log.push(`${name} closed`);
    }
  }

  it('yields all of the first, then all of the second', async () => {
    const starts = ['a', 'b', 'c'].map((name) => () => words(name, 3));
    expect(await collect(concatAhead(starts, 2, 10))).toEqual('a0 a1 a2 b0 b1 b2 c0 c1 c2'.split(' '));
  });

  it('runs the next ones ahead, as far as their buffers reach', async () => {
    const log: string[] = [];
    const values = concatAhead([() => words('a', 3, log), () => words('b', 9, log)], 2, 2);
    await values.next();
    await pause(40);
    expect(log).toContain('b1');
    expect(log).not.toContain('b4');
    await values.return(undefined);
    expect(log).toContain('b closed');
  });

  it('starts no more generators at once than it was allowed', async () => {
    const log: string[] = [];
    const values = concatAhead([() => words('a', 1, log), () => words('b', 1, log), () => words('c', 1, log)], 2, 5);
    await values.next();
    await pause(20);
    expect(log).not.toContain('c0');
    await values.return(undefined);
  });

  it('throws the failure of a generator in its turn and closes the others', async () => {
    const log: string[] = [];
    async function* failing(): AsyncGenerator<string> {
      yield 'x0';
      await pause(0);
      throw new Error('x failed');
    }
    const run = collect(concatAhead([() => failing(), () => words('b', 50, log)], 2, 5));
    await expect(run).rejects.toThrow('x failed');
    expect(log).toContain('b closed');
  });
});

/** A side is kept busy for no more than its share of the time, by what passes here and nothing else. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paceFor } from '../../src/run/pace.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { sideOf } from '../support/in-memory.ts';

const { signal } = new AbortController();
const UNLIMITED = { maxRowsPerSecond: null, maxLoad: null, maxLag: null, pauseFile: null };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const after = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function paced() {
  const database = await sideOf([['1']]).open({ connections: 1, signal });
  // What is urgent keeps it busy all the time.
  const busy = withMembers(database, { usage: () => ({ busySeconds: performance.now() }) as never });
  const pace = paceFor(busy, { ...UNLIMITED, share: 0.1 }, signal, () => undefined);
  return pace ?? expect.fail('nothing is limited');
}

it('half a second is saved up, and what is used beyond it is waited for', async () => {
  const pace = await paced();
  let turns = 0;
  const ask = pace.turn().then(async () => {
    await pace.timed(after(0.8));
    await pace.turn();
    turns++;
  });
  await vi.advanceTimersByTimeAsync(800 + 2_100);
  expect(turns).toBe(0);
  await vi.advanceTimersByTimeAsync(300);
  expect(turns).toBe(1);
  await ask;
});

it('an answer that fails was waited for too', async () => {
  const pace = await paced();
  const failing = after(0.8).then(() => Promise.reject(new Error('no')));
  const failed = expect(pace.timed(failing)).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(800);
  await failed;
  let isTurn = false;
  void pace.turn().then(() => (isTurn = true));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(isTurn).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isTurn).toBe(true);
});

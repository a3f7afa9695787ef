import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { pause } from '../../src/run/pause.ts';
import { stopWith } from '../../src/run/stop.ts';
import { verify } from '../../src/index.ts';
import { sideOf } from '../support/in-memory.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('a signal that lives for days', () => {
  it('is followed, and let go of', () => {
    const outer = new AbortController();
    {
      using stop = stopWith(outer.signal);
      expect(stop.signal.aborted).toBe(false);
      expect(listeners(outer.signal)).toBe(1);
      outer.abort('enough');
      expect(stop.signal.reason).toBe('enough');
    }
    expect(listeners(outer.signal)).toBe(0);
    using late = stopWith(outer.signal);
    expect(late.signal.aborted).toBe(true);
  });

  it('has no more listeners after a hundred runs and waits than before', async () => {
    const { signal } = new AbortController();
    for (let run = 0; run < 100; run++) {
      const { verdict } = await verify({ source: sideOf([['1']]), target: sideOf([['1']]), signal }).report();
      expect(verdict).toBe('match');
      await pause(0, signal);
    }
    expect(listeners(signal)).toBe(0);
  });
});

describe('a wait', () => {
  it('ends at once when any of its signals says so', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = pause(60, one.signal, undefined, other.signal);
    other.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(pause(60, other.signal)).rejects.toMatchObject({ code: 'ABORTED' });
    expect([one, other].map(({ signal }) => listeners(signal))).toEqual([0, 0]);
  });
});

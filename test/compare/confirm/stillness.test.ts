import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Database } from '../../../src/adapter.ts';
import { watchStillness } from '../../../src/compare/confirm/stillness.ts';

/** A side that is far away: what it tells is as it was when the question arrived, and then comes back. */
function farSide(): { readonly database: Database; readonly write: () => void } {
  let [writes, writtenAt] = [0, performance.now() - 3_600_000];
  const activity = async () => {
    await pause(40);
    const told = { position: String(writes), restedSeconds: (performance.now() - writtenAt) / 1000 };
    return { ...told, lagSeconds: null, load: null };
  };
  return {
    database: { activity } as unknown as Database,
    write: () => {
      writes++;
      writtenAt = performance.now();
    },
  };
}

it('a write just after a moment is not taken for one before it, however long the answer was under way', async () => {
  const [source, target] = [farSide(), farSide()];
  const { signal } = new AbortController();
  const stillness = watchStillness({ source: source.database, target: target.database }, 0, signal);
  await pause(100);
  const moment = performance.now();
  expect(await stillness.hasHeldSince(moment)).toBe(true);
  source.write();
  expect(await stillness.hasHeldSince(moment)).toBe(false);
  const next = performance.now();
  source.write();
  expect(await stillness.hasHeldSince(next)).toBe(false);
  expect(await stillness.heldSince(performance.now())).toBe(true);
});

/** A comparison with a fingerprint that is stopped and gone on with finds what one that runs through finds. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { verify } from '../../src/index.ts';
import type { Config, Report } from '../../src/index.ts';
import { instant, items, manyItems, temporaryFolder } from './tables.ts';
import type { Item } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const NEWER = instant(Date.now());

/** Stops after each event in turn, and goes on. */
async function stoppedEverywhere(options: Parameters<typeof verify>[0]): Promise<void> {
  const whole = await verify(options).report();
  const checkpoint = folder.path('run.checkpoint');
  for (let stops = 1; ; stops++) {
    await rm(checkpoint, { force: true });
    let [told, ended] = [0, true];
    for await (const _event of verify({ ...options, checkpoint }).events()) {
      if (++told < stops) continue;
      ended = false;
      break;
    }
    if (ended) return;
    const resumed = await verify({ ...options, checkpoint, resume: true }).report();
    expect(found(resumed)).toEqual(found(whole));
  }
}

function found({ verdict, tables }: Report): unknown {
  return [verdict, tables.map(({ reason, rows, differences, newer }) => ({ reason, rows, differences, newer }))];
}

/** Blocks of digests have ten thousand rows. */
const [MANY, FEW] = [manyItems(20_500), manyItems(40)];

it.each<[string, Partial<Config>, readonly Item[], readonly Item[]]>([
  [
    'ranges that differ',
    { detail: 'chunks' },
    MANY,
    MANY.map(([id, ...row]) => [id, id === '77' ? 'new' : row[0], row[1]]),
  ],
  ['newer rows', {}, FEW, FEW.map(([id, name, written]) => (id === '7' ? [id, 'new', NEWER] : [id, name, written]))],
])('%s are not forgotten', async (_name, taking, before, after) => {
  const output = folder.path('before.fp');
  await takeFingerprint({ ...taking, source: items(before), output });
  const how = { changedBy: 'written', consistency: 'none', concurrency: 1, chunkRows: 10 } as const;
  await stoppedEverywhere({ ...how, source: fingerprint(output), target: items(after) });
});

import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../../src/adapter.ts';
import { streamDigests } from '../../../src/compare/digests/digest.ts';
import type { DigestPair, Strategy } from '../../../src/compare/digests/digest.ts';
import { loadHashing } from '../../../src/compare/digests/hash.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import { EVERYTHING } from '../../../src/model/key.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { numbers, sideOf } from '../../support/in-memory.ts';
import { table } from '../../support/shapes.ts';

const plan = planTable({ source: table('t'), target: table('t') }, DEFAULTS);

interface Side {
  readonly rows: readonly string[][];
  readonly identity: string;
  /** What the engine would send. */
  readonly sends: readonly string[];
}

/** A strategy that is asked for one range at a time, and counts how often raw bytes were read. */
interface Watched extends Pick<Strategy, 'missed'> {
  digest(this: void): Promise<DigestPair | undefined>;
  raws(this: void): number;
}

async function strategy(source: Partial<Side>, target: Partial<Side>): Promise<Watched> {
  let raws = 0;
  const open = async ({ rows = numbers(1, 4), identity, sends = ['ab', 'c'] }: Partial<Side>): Promise<TableReader> => {
    const database = await sideOf(rows).open({ connections: 1, signal: new AbortController().signal });
    const reader = database.reader(plan.views.source);
    if (identity === undefined) return reader;
    const read = async function* () {
      raws += 1;
      for (const [i, piece] of sends.entries())
        yield { bytes: Buffer.from(piece), rows: i === sends.length - 1 ? rows.length : 0 };
    };
    return { ...reader, raw: { identity, read, statement: () => '' } };
  };
  const readers = { source: await open(source), target: await open(target) };
  const made = streamDigests(readers, await loadHashing());
  return { ...made, digest: async () => (await made.digest([EVERYTHING]))[0], raws: () => raws };
}

const digestOf = async (source: Partial<Side>, target: Partial<Side>) => {
  const { digest, raws } = await strategy(source, target);
  return { ...(await digest()), raws: raws() };
};

describe('a digest', () => {
  it('proves equal rows equal, in whatever order they come', async () => {
    const rows = { source: 4, target: 4 };
    expect(await digestOf({}, { rows: numbers(1, 4).toReversed() })).toEqual({ equal: true, rows, raws: 0 });
  });

  it.each([
    ['a row less', numbers(1, 3), 3],
    ['another row', [...numbers(1, 3), ['5']], 4],
    ['a row twice in place of another', [...numbers(1, 3), ['3']], 4],
    ['no rows', [], 0],
  ])('tells %s', async (_name, rows, count) => {
    expect(await digestOf({}, { rows })).toEqual({ equal: false, rows: { source: 4, target: count }, raws: 0 });
  });

  it('takes the raw bytes of both sides where they mean the same, however they are cut into pieces', async () => {
    const [source, target] = [{ identity: 'pg' }, { identity: 'pg', sends: ['a', '', 'bc'] }];
    expect(await digestOf(source, target)).toEqual({ equal: true, rows: { source: 4, target: 4 }, raws: 2 });
    expect(await digestOf(source, { ...target, sends: ['abd'] })).toMatchObject({ equal: false, raws: 2 });
    expect(await digestOf(source, { ...target, rows: numbers(1, 3) })).toMatchObject({ equal: false, raws: 2 });
  });

  it('takes none where one side has none, or where they mean something else', async () => {
    expect(await digestOf({ identity: 'pg' }, {})).toMatchObject({ equal: true, raws: 0 });
    expect(await digestOf({}, { identity: 'pg' })).toMatchObject({ equal: true, raws: 0 });
    expect(await digestOf({ identity: 'pg' }, { identity: 'other' })).toMatchObject({ equal: true, raws: 0 });
  });

  it('gives raw bytes up when they were unequal for equal rows three times', async () => {
    const raw = await strategy({ identity: 'pg' }, { identity: 'pg', sends: ['x'] });
    for (const times of [1, 2, 3]) {
      expect((await raw.digest())?.equal).toBe(false);
      expect(raw.raws()).toBe(2 * times);
      raw.missed();
    }
    expect(await raw.digest()).toEqual({ equal: true, rows: { source: 4, target: 4 } });
    expect(raw.raws()).toBe(6);
  });

  it.each([[NaN], [1.5], [Infinity]])('of %d rows is an error', async (count) => {
    const read = async function* () {
      yield { bytes: new Uint8Array(), rows: count };
    };
    const database = await sideOf([]).open({ connections: 1, signal: new AbortController().signal });
    const reader: TableReader = {
      ...database.reader(plan.views.source),
      raw: { identity: 'pg', read, statement: () => '' },
    };
    const made = streamDigests({ source: reader, target: reader }, await loadHashing());
    await expect(made.digest([EVERYTHING])).rejects.toThrow('a side did not say how many rows');
  });
});

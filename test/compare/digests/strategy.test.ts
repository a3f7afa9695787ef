/** Where rows are hashed: what is asked for, what can be had, and what a trial tells. */
import { describe, expect, it } from 'vitest';
import type { Adapter, ChunkDigest, Pushdown } from '../../../src/adapter.ts';
import type { Comparison, TablePair } from '../../../src/compare/table-pair.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import { CrosstallyError } from '../../../src/errors.ts';
import { EVERYTHING } from '../../../src/model/key.ts';
import type { TablePlan } from '../../../src/model/plan.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { hashingSide } from '../../support/hashing-side.ts';
import { numbers, sideOf } from '../../support/in-memory.ts';
import { pairOf } from '../../support/pairs.ts';
import { table } from '../../support/shapes.ts';
import { inVirtualTime } from '../../support/virtual-time.ts';

const plan: TablePlan = planTable({ source: table('t'), target: table('t') }, DEFAULTS);
const ROWS = numbers(1, 1000);

/** A side that hashes, as told; without a survey unless told otherwise. */
function hashes(change: (pushdown: Pushdown) => Pushdown = withoutSurvey): Adapter {
  return hashingSide(sideOf(ROWS), { sample: [], estimatedRows: 1000, rowBytes: null }, change);
}

function withoutSurvey({ survey: _, ...pushdown }: Pushdown): Pushdown {
  return pushdown;
}

const answering = (digest: Pushdown['digest']) => hashes((pushdown) => ({ ...withoutSurvey(pushdown), digest }));
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function pairWith(source: Adapter, strategy: Comparison['strategy'], of = plan): Promise<TablePair> {
  return pairOf({ source, target: hashes() }, of, { strategy });
}

const digestOne = async ({ chooser }: TablePair): Promise<string> => {
  const strategy = await chooser.next();
  await strategy.digest([EVERYTHING]);
  return strategy.name;
};

describe('the strategy', () => {
  it.each(['stream', 'pushdown'] as const)('is %s where that is asked for', async (wanted) => {
    const pair = await pairWith(hashes(), wanted);
    expect(pair.chooser.choice()).toEqual({ name: wanted, reason: 'asked for' });
    expect(await digestOne(pair)).toBe(wanted);
    expect((await pair.chooser.next()).rowHashes() === null).toBe(wanted === 'stream');
  });

  it('is to stream where a side does not hash', async () => {
    const pair = await pairWith(sideOf(ROWS), 'pushdown');
    expect(pair.chooser.choice()).toEqual({
      name: 'stream',
      reason: 'the databases have no hash of these columns in common',
    });
    expect(pair.chooser.survey()).toBeNull();
  });

  it('is to stream where the sides hash in ways that have nothing in common', async () => {
    const other = hashes((pushdown) => ({ ...pushdown, identity: 'another' }));
    expect((await pairWith(other, 'pushdown')).chooser.choice().name).toBe('stream');
  });

  it('is to stream where the sides hash the same values differently', async () => {
    const other = hashes((pushdown) => ({ ...pushdown, calibrate: async () => '2' }));
    expect((await pairWith(other, 'pushdown')).chooser.choice()).toEqual({
      name: 'stream',
      reason: 'the sides hash the same values differently',
    });
  });

  it('is to stream a small table', async () => {
    const small = { estimatedRows: 10 };
    const of = planTable({ source: table('t', small), target: table('t', small) }, DEFAULTS);
    expect((await pairWith(hashes(), 'auto', of)).chooser.choice()).toEqual({
      name: 'stream',
      reason: 'the table is small',
    });
  });

  it('needs no trial where the databases hash cheaply, or a database is far away', async () => {
    const cheap = await pairOf({ source: hashes((p) => p), target: hashes((p) => p) }, plan, { strategy: 'auto' });
    expect(cheap.chooser.choice()).toMatchObject({ reason: 'hashing costs the databases less than sending' });
    expect([await digestOne(cheap), await digestOne(cheap)]).toEqual(['pushdown', 'pushdown']);
    expect(cheap.chooser.survey()).not.toBeNull();
    await inVirtualTime(async () => {
      const calibrate = (milliseconds: number) =>
        hashes((p) => ({ ...withoutSurvey(p), calibrate: () => wait(milliseconds).then(() => '1') }));
      const far = await pairWith(calibrate(41), 'auto');
      expect(far.chooser.choice()).toEqual({ name: 'pushdown', reason: 'a database is far away' });
      const near = await pairWith(calibrate(40), 'auto');
      expect(near.chooser.choice()).toEqual({ name: 'pushdown', reason: 'the table is one chunk' });
    });
  });
});

describe('a trial', () => {
  const slow = (milliseconds: number) =>
    answering(async () => (await wait(milliseconds), [{ rows: 1000, hash: 0n }] as ChunkDigest[]));
  /** A side whose rows take a while too. */
  const reading = (side: Adapter, milliseconds: number): Adapter => ({
    label: side.label,
    open: async (options) => {
      const database = await side.open(options);
      return {
        ...database,
        reader: (view) => {
          const reader = database.reader(view);
          return {
            ...reader,
            async *frames(range) {
              await wait(milliseconds);
              yield* reader.frames(range);
            },
          };
        },
      };
    },
  });

  it.each([
    ['as fast', 100, 100, 'pushdown'],
    ['a little faster', 140, 100, 'pushdown'],
    ['clearly faster', 160, 100, 'stream'],
    ['slower', 50, 100, 'pushdown'],
  ])('digests one chunk each way; to stream that is %s', async (_what, hashing, sending, kept) => {
    await inVirtualTime(async () => {
      const pair = await pairWith(reading(slow(hashing), sending), 'auto');
      expect([await digestOne(pair), await digestOne(pair), await digestOne(pair)]).toEqual([
        'pushdown',
        'stream',
        kept,
      ]);
      expect(pair.chooser.choice().name).toBe(kept);
      expect(pair.chooser.choice().reason).toMatch(/^tried both: [\d,]+ rows\/s pushed down, [\d,]+ streamed$/);
    });
  });
});

describe('digests that are pushed down', () => {
  const refusal = new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'no such function');

  it('are streamed for good when a database refuses the statement', async () => {
    const pair = await pairWith(
      answering(() => Promise.reject(refusal)),
      'auto',
    );
    expect(await digestOne(pair)).toBe('pushdown');
    expect(pair.chooser.choice()).toEqual({
      name: 'stream',
      reason: 'the databases do not hash this table: no such function',
    });
    await digestOne(pair);
    expect(await digestOne(pair)).toBe('stream');
  });

  it('fail where the statement failed for another reason', async () => {
    for (const error of [
      new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'too long', { remedy: 'smaller' }),
      new CrosstallyError('ADAPTER_CONNECT_FAILED', 'gone'),
      new Error('a mistake'),
    ]) {
      const pair = await pairWith(
        answering(() => Promise.reject(error)),
        'auto',
      );
      await expect(digestOne(pair)).rejects.toBe(error);
      expect(pair.chooser.choice().name).toBe('pushdown');
    }
  });

  it('that differ three times over equal rows are not asked for again', async () => {
    const pair = await pairOf({ source: hashes((p) => p), target: hashes((p) => p) }, plan, { strategy: 'auto' });
    const strategy = await pair.chooser.next();
    strategy.missed();
    strategy.missed();
    expect([pair.chooser.choice().name, strategy.rowHashes() === null]).toEqual(['pushdown', false]);
    strategy.missed();
    expect([pair.chooser.choice(), strategy.rowHashes()]).toEqual([
      { name: 'stream', reason: 'digests of the databases differed over equal rows' },
      null,
    ]);
    expect((await pair.chooser.next()).name).toBe('stream');
  });
});

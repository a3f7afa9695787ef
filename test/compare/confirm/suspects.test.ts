/** What becomes of suspects from look to look: each transition that the file's header draws. */
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/compare/confirm/look.ts';
import { AT_ONCE, Suspects } from '../../../src/compare/confirm/suspects.ts';
import type { Keys } from '../../../src/compare/confirm/suspects.ts';
import type { Difference } from '../../../src/model/difference.ts';

const SETTLE = 100;
const missing: Difference = { kind: 'missing', key: ['1'] };
const extra: Difference = { kind: 'extra', key: ['1'] };
const changed: Difference = { kind: 'changed', key: ['1'] };

interface Seen {
  readonly differences?: readonly Difference[];
  /** Rows of the key `1` on the source and the target. */
  readonly present?: readonly [source: number, target: number];
  readonly sourceRow?: string;
  readonly scanned?: boolean;
  readonly restIsEqual?: boolean;
  readonly suspects?: readonly string[];
}

/** A look that takes ten milliseconds. */
function look(began: number, seen: Seen): Look {
  const { differences = [], present: [source, target] = [0, 0], sourceRow = '', ...rest } = seen;
  const { scanned = false, restIsEqual = false, suspects = ['1', '2'] } = rest;
  const map = (rows: number) => new Map(rows > 0 ? [['1', rows]] : []);
  return {
    ...{ began, ended: began + 10, scanned, restIsEqual },
    suspects: new Set(suspects),
    differences: new Map(
      [...new Set(differences.map(({ key }) => String(key[0])))].map((id) => [
        id,
        differences.filter(({ key }) => key[0] === id),
      ]),
    ),
    present: { source: map(source), target: map(target) },
    sourceRows: () => sourceRow,
  };
}

const IS_MISSING: Seen = { differences: [missing], present: [1, 0], sourceRow: 'a' };
const IS_CHANGED: Seen = { differences: [changed], present: [1, 1], sourceRow: 'a' };

const WAITED = { settled: SETTLE, looks: 1 };

function suspectsOfOne(difference: Difference, keys: Keys = 'one'): Suspects {
  return new Suspects([difference], keys);
}

describe('a suspect', () => {
  it('that differs for as long as a write may take is confirmed, and not before', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, IS_MISSING), WAITED);
    // It is known to be as it is from the end of the first look.
    suspects.see(look(109, IS_MISSING), WAITED);
    expect([...suspects.pending]).toEqual(['1']);
    suspects.see(look(110, IS_MISSING), WAITED);
    expect([...suspects.pending]).toEqual([]);
    expect(suspects.outcome()).toMatchObject({ confirmed: [missing], unconfirmed: 0, rows: { source: 0, target: 0 } });
  });

  it('that comes and goes is not what a few looks in a row find it to be', () => {
    const suspects = suspectsOfOne(missing);
    const wanted = { settled: SETTLE, looks: 4 };
    const is = [
      IS_MISSING,
      IS_MISSING,
      { differences: [extra], present: [0, 1] } as Seen,
      IS_MISSING,
      IS_MISSING,
      IS_MISSING,
    ];
    for (const [n, seen] of is.entries()) suspects.see(look(n * 200, seen), wanted);
    expect([...suspects.pending]).toEqual(['1']);
    suspects.see(look(1200, IS_MISSING), wanted);
    expect(suspects.outcome().confirmed).toEqual([missing]);
  });

  it('is confirmed at once where both sides stand still', () => {
    const suspects = suspectsOfOne(changed);
    suspects.see(look(0, IS_CHANGED), AT_ONCE);
    expect(suspects.outcome()).toMatchObject({ confirmed: [changed], unconfirmed: 0 });
  });

  it('that both sides have alike is cleared, and counted on both', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, { present: [1, 1] }), WAITED);
    expect(suspects.outcome()).toMatchObject({ confirmed: [], unconfirmed: 0, rows: { source: 0, target: 1 } });
    expect(suspects.pending.size).toBe(0);
  });

  it('that a look has not looked for stays as it was', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, { scanned: true, suspects: ['2'] }), AT_ONCE);
    expect([...suspects.pending]).toEqual(['1']);
  });

  it('is told as it was seen last', () => {
    const suspects = suspectsOfOne(changed);
    suspects.see(look(0, IS_MISSING), AT_ONCE);
    expect(suspects.outcome()).toMatchObject({ confirmed: [missing], rows: { source: 0, target: -1 } });
  });

  it('that nobody waits for is unconfirmed, and counts on both sides', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, IS_MISSING), WAITED);
    suspects.giveUp();
    expect(suspects.pending.size).toBe(0);
    expect(suspects.outcome()).toMatchObject({ confirmed: [], unconfirmed: 1, rows: { source: 0, target: 1 } });
  });
});

describe('a row that is written to', () => {
  it('and is on one side only is confirmed all the same', () => {
    for (const [difference, present] of [
      [missing, [1, 0]],
      [extra, [0, 1]],
    ] as const) {
      const suspects = suspectsOfOne(difference);
      for (const [n, began] of [0, 60, 120].entries()) {
        suspects.see(look(began, { differences: [difference], present, sourceRow: String(n) }), WAITED);
      }
      expect(suspects.outcome().confirmed).toEqual([difference]);
    }
  });

  it('and is on both sides is as it is from its last write on', () => {
    const suspects = suspectsOfOne(changed);
    suspects.see(look(0, IS_CHANGED), WAITED);
    suspects.see(look(60, { ...IS_CHANGED, sourceRow: 'b' }), WAITED);
    suspects.see(look(120, { ...IS_CHANGED, sourceRow: 'b' }), WAITED);
    expect(suspects.outcome().confirmed).toEqual([]);
    suspects.see(look(170, { ...IS_CHANGED, sourceRow: 'b' }), WAITED);
    expect(suspects.outcome().confirmed).toEqual([changed]);
  });

  it('and comes to the other side is another suspect from then on', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, IS_MISSING), WAITED);
    suspects.see(look(120, IS_CHANGED), WAITED);
    expect(suspects.outcome().confirmed).toEqual([]);
  });
});

describe('a row with a key that is on neither side any more', () => {
  it('is not cleared by a look-up, but by a scan', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, {}), WAITED);
    // It may come back as long as a write may take.
    expect([[...suspects.pending], [...suspects.gone]]).toEqual([['1'], []]);
    suspects.see(look(20, { scanned: true }), WAITED);
    expect(suspects.pending.size).toBe(1);
    suspects.see(look(120, {}), WAITED);
    expect([[...suspects.pending], [...suspects.gone]]).toEqual([['1'], ['1']]);
    suspects.see(look(140, { scanned: true }), WAITED);
    expect([suspects.pending.size, suspects.gone.size]).toEqual([0, 0]);
    expect(suspects.outcome().vanished).toBe(1);
    expect(suspects.outcome()).toMatchObject({ confirmed: [], unconfirmed: 0, rows: { source: -1, target: 0 } });
  });

  it('and comes back on the one side alone is what it was', () => {
    const suspects = suspectsOfOne(missing);
    const wanted = { settled: SETTLE, looks: 3 };
    const away: Seen = { scanned: true };
    const is = [IS_MISSING, away, IS_MISSING, away];
    for (const [n, seen] of is.entries()) suspects.see(look(n * 60, seen), wanted);
    expect([...suspects.pending]).toEqual(['1']);
    suspects.see(look(240, IS_MISSING), wanted);
    expect(suspects.outcome()).toMatchObject({ confirmed: [missing], vanished: 0 });
  });

  it('is a suspect again when a scan finds it', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, {}), WAITED);
    suspects.see(look(20, { ...IS_MISSING, scanned: true }), WAITED);
    expect([[...suspects.pending], suspects.gone.size]).toEqual([['1'], 0]);
    suspects.giveUp();
    expect(suspects.outcome().unconfirmed).toBe(1);
  });

  it('is unconfirmed when nobody has scanned for it', () => {
    const suspects = suspectsOfOne(missing);
    suspects.see(look(0, {}), WAITED);
    suspects.giveUp();
    expect([suspects.outcome().unconfirmed, suspects.gone.size]).toEqual([1, 0]);
  });
});

describe('a row without a key that is on neither side any more', () => {
  it('is cleared by a pass that accounts for all rows', () => {
    const suspects = suspectsOfOne(missing, 'none');
    suspects.see(look(0, { scanned: true, restIsEqual: true }), WAITED);
    expect(suspects.outcome()).toMatchObject({ confirmed: [], unconfirmed: 0 });
    expect(suspects.pending.size).toBe(0);
  });

  it.each([
    ['other rows differ', { scanned: true, restIsEqual: false }],
    [
      'a row differs that was no suspect',
      { scanned: true, restIsEqual: true, differences: [{ kind: 'extra', key: ['9'] } as const] },
    ],
  ])('is none that is cleared while %s', (_what, seen) => {
    const suspects = suspectsOfOne(missing, 'none');
    suspects.see(look(0, seen), WAITED);
    expect([[...suspects.pending], suspects.gone.size]).toEqual([['1'], 0]);
    suspects.giveUp();
    expect(suspects.outcome().unconfirmed).toBe(1);
  });

  it('is cleared while other suspects still differ', () => {
    const other: Difference = { kind: 'extra', key: ['2'], count: 3 };
    const suspects = new Suspects([{ ...missing, count: 2 }, other], 'none');
    suspects.see(look(0, { scanned: true, restIsEqual: true, differences: [other] }), WAITED);
    expect([...suspects.pending]).toEqual(['2']);
    expect([...suspects.all]).toEqual(['1', '2']);
    suspects.giveUp();
    expect(suspects.outcome().unconfirmed).toBe(3);
  });
});

describe('rows that share a key', () => {
  it('count with those that were equal from the first', () => {
    const suspects = new Suspects([missing], 'several');
    // Three rows of the source, two of the target: two were equal and were counted before.
    suspects.see(look(0, { differences: [missing], present: [3, 2], sourceRow: 'a' }), WAITED);
    // A look-up by an index that takes the key for unique may find one row of several.
    suspects.see(look(200, { present: [3, 3] }), WAITED);
    expect([suspects.pending.size, suspects.gone.size]).toEqual([1, 1]);
    suspects.see(look(200, { present: [3, 3], scanned: true }), WAITED);
    expect(suspects.outcome()).toMatchObject({ confirmed: [], unconfirmed: 0, rows: { source: 0, target: 1 } });
  });
});

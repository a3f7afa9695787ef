import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/report.ts';
import { exitCode } from '../../src/report/exit-code.ts';
import { overallVerdict, tableVerdict } from '../../src/report/verdict.ts';
import { ORDER_COLUMNS, rows, table } from './made-up.ts';

const VERDICTS: readonly Verdict[] = ['match', 'mismatch', 'incomplete'];

/** Every set of up to three tables, with every set of things not compared, of a run that ended or did not. */
function everything() {
  const sequences = (length: number): Verdict[][] =>
    length === 0 ? [[]] : sequences(length - 1).flatMap((less) => VERDICTS.map((verdict) => [...less, verdict]));
  const tables = [0, 1, 2, 3].flatMap(sequences);
  const left = [[], [false], [true], [false, true], [true, false], [false, false]];
  return tables.flatMap((verdicts) =>
    left.flatMap((affects) => [true, false].map((finished) => ({ verdicts, affects, finished }))),
  );
}

describe('the overall verdict', () => {
  const answers = everything().map((combination) => ({
    ...combination,
    verdict: overallVerdict({
      tables: combination.verdicts.map((verdict) => ({ verdict })),
      notCompared: combination.affects.map((affectsVerdict) => ({ affectsVerdict })),
      finished: combination.finished,
    }),
  }));

  it('looks at every combination', () => {
    expect(answers).toHaveLength((1 + 3 + 9 + 27) * 6 * 2);
  });

  it('is match only with a proof of coverage', () => {
    for (const { verdicts, affects, finished, verdict } of answers) {
      const proved = finished && verdicts.length > 0 && verdicts.every((one) => one === 'match');
      expect(verdict === 'match', JSON.stringify({ verdicts, affects, finished })).toBe(
        proved && !affects.includes(true),
      );
    }
  });

  it('is mismatch exactly when the run ended and a table differs', () => {
    for (const { verdicts, affects, finished, verdict } of answers) {
      expect(verdict === 'mismatch', JSON.stringify({ verdicts, affects, finished })).toBe(
        finished && verdicts.includes('mismatch'),
      );
    }
  });

  it('is mismatch when the definitions block, and never match when they could not be read', () => {
    for (const { verdicts, affects, finished, verdict } of answers) {
      const findings = {
        tables: verdicts.map((one) => ({ verdict: one })),
        notCompared: affects.map((affectsVerdict) => ({ affectsVerdict })),
        finished,
      };
      const blocked = overallVerdict({ ...findings, definitions: { blocked: true, failed: false } });
      expect(blocked).toBe(finished ? 'mismatch' : 'incomplete');
      const failed = overallVerdict({ ...findings, definitions: { blocked: false, failed: true } });
      expect(failed).toBe(verdict === 'match' ? 'incomplete' : verdict);
      expect(overallVerdict({ ...findings, definitions: { blocked: false, failed: false } })).toBe(verdict);
    }
  });

  it('is one of three words, each with its exit code', () => {
    expect(VERDICTS.map((verdict) => exitCode({ verdict }))).toEqual([0, 1, 2]);
    for (const { verdict } of answers) expect(VERDICTS).toContain(verdict);
  });
});

describe("a table's verdict", () => {
  const orders = table('orders', ['id'], ORDER_COLUMNS);
  const matched = {
    verdict: 'match',
    reason: null,
    strategy: 'stream',
    strategyReason: 'asked for',
    cutShort: null,
    seconds: 1,
  } as const;

  it('is taken over when nothing speaks against it', () => {
    expect(tableVerdict(orders, { ...matched, rows: rows(10, 10) }, 0)).toEqual({ verdict: 'match', reason: null });
    const failed = { ...matched, verdict: 'incomplete', reason: 'connection lost' } as const;
    expect(tableVerdict(orders, { ...failed, rows: rows(5, 5) }, 0).reason).toBe('connection lost');
  });

  it.each([
    ['its counts', orders, rows(10, 9, { missing: 1 }), 0, 'mismatch'],
    ['changed rows', orders, rows(10, 10, { changed: 1 }), 0, 'mismatch'],
    ['extra rows', orders, rows(9, 10, { extra: 1 }), 0, 'mismatch'],
    ['differences told', orders, rows(10, 10), 1, 'mismatch'],
    ['a column that did not arrive', { ...orders, lostColumns: ['note'] }, rows(10, 10), 0, 'mismatch'],
    ['rows that would not hold still', orders, rows(10, 10, { unconfirmed: 1 }), 0, 'incomplete'],
    ['row counts that differ', orders, rows(10, 9), 0, 'incomplete'],
    ['no compared column', { ...orders, columns: [] }, rows(10, 10), 0, 'incomplete'],
    [
      'a column without a rule',
      { ...orders, notCompared: [{ kind: 'column', name: 'orders.x', reason: 'no rule', affectsVerdict: true }] },
      rows(10, 10),
      0,
      'incomplete',
    ],
    [
      'a column left out by the user',
      { ...orders, notCompared: [{ kind: 'column', name: 'orders.x', reason: 'excluded', affectsVerdict: false }] },
      rows(10, 10),
      0,
      'match',
    ],
  ] as const)('is no match against %s', (_, plan, counts, seen, verdict) => {
    expect(tableVerdict(plan, { ...matched, rows: counts }, seen).verdict).toBe(verdict);
  });
});

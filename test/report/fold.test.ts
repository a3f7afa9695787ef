import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { TableReport } from '../../src/model/report.ts';
import { addEvent, emptyDraft, foldReport, reportOf } from '../../src/report/fold.ts';
import { changed, equal, extra, missing, ORDER_COLUMNS, range, rows, shape, table, told } from './made-up.ts';
import { FINISHED, SIDES, STARTED } from './made-up.ts';

const orders = table('orders', ['id'], ORDER_COLUMNS);
const items = table('items', ['order_id', 'line'], { order_id: 'INT-1', line: 'INT-1' });
const options = { maxDifferences: 3, toolVersion: '0.1.0' };

function only(report: { readonly tables: readonly TableReport[] }): TableReport {
  const [first] = report.tables;
  if (first === undefined) throw new Error('no table');
  return first;
}

describe('what was told while a table was compared', () => {
  const plan = table('orders', ['id'], { id: 'INT-1' });

  it('is held against how it ended: rows that were not told of are no match', () => {
    const report = told([{ table: plan, compared: { source: 9, target: 10 }, outcome: { rows: rows(10, 10) } }]);
    expect(report.tables[0]).toMatchObject({ verdict: 'incomplete' });
    expect(report.tables[0]?.reason).toContain('9 rows of the source and 10 of the target were told of');
  });

  it('is broken where a key that no two rows share is both missing and extra', () => {
    const outcome = { verdict: 'mismatch' as const, rows: rows(2, 2, { missing: 1, extra: 1 }) };
    const differences = [missing('7'), extra('7')];
    expect(told([{ table: plan, outcome, differences }])).toMatchObject({ verdict: 'incomplete' });
    const repeating = { ...plan, keyRepeats: true };
    expect(told([{ table: repeating, outcome, differences }])).toMatchObject({ verdict: 'mismatch' });
  });
});

describe('the fold', () => {
  it('turns keys into objects, in key order', () => {
    const differences = [missing('1', null), extra('10', '2')];
    const report = told([{ table: items, outcome: { rows: rows(1, 1, { missing: 1, extra: 1 }) }, differences }]);
    expect(only(report).differences.map(({ key }) => Object.entries(key))).toEqual([
      [
        ['order_id', '1'],
        ['line', null],
      ],
      [
        ['order_id', '10'],
        ['line', '2'],
      ],
    ]);
  });

  it('puts the hash of a row without a key under "row"', () => {
    const log = table('log', [], { what: 'TXT-1' });
    const differences = [{ kind: 'missing', key: ['00ff00ff00ff00ff'], count: 2 } as const];
    const report = told([{ table: log, outcome: { rows: rows(2, 0, { missing: 2 }) }, differences }]);
    expect(only(report).differences).toEqual([{ kind: 'missing', key: { row: '00ff00ff00ff00ff' }, count: 2 }]);
  });

  it('lists as many differences as asked for, keeps the counts and says that it cut', () => {
    const differences = range(1, 10).map((key) => missing(key));
    const told10 = { table: orders, outcome: { rows: rows(10, 0, { missing: 10 }) }, differences };
    const listed = (maxDifferences: number) => {
      const { differences, differencesTruncated, rows } = only(told([told10], { maxDifferences }));
      return [differences.length, differencesTruncated, rows.missing];
    };
    expect([0, 3, 9, 10, 11].map(listed)).toEqual([
      [0, true, 10],
      [3, true, 10],
      [9, true, 10],
      [10, false, 10],
      [10, false, 10],
    ]);
  });

  it('counts by kind, and a run once, so that a long one leaves room for the others', () => {
    const differences = [
      ...range(1, 5000).map((key) => missing(key)),
      ...range(1, 5).map((key) => changed(String(7000 + Number(key) * 2), 'total')),
      ...range(1, 5).map((key) => missing(String(8000 + Number(key) * 2))),
    ];
    const outcome = { rows: rows(9000, 3995, { missing: 5005, changed: 5 }) };
    const { differences: listed } = only(told([{ table: orders, outcome, differences }], { maxDifferences: 3 }));
    expect(listed.filter(({ kind }) => kind === 'changed').map(({ key }) => key['id'])).toEqual([
      '7002',
      '7004',
      '7006',
    ]);
    // Of the run its first rows; behind it as many as there is room for.
    expect(listed.filter(({ kind }) => kind === 'missing').map(({ key }) => key['id'])).toEqual([
      '1',
      '2',
      '3',
      '8002',
      '8004',
    ]);
  });

  it('lists no run without its first row', () => {
    const alone = range(1, 5).map((key) => missing(String(Number(key) * 2)));
    const differences = [...alone, ...range(100, 200).map((key) => missing(key))];
    const outcome = { rows: rows(106, 0, { missing: 106 }) };
    const report = only(told([{ table: orders, outcome, differences }], { maxDifferences: 3 }));
    expect(report.differences.map(({ key }) => key['id'])).toEqual(['2', '4', '6']);
    expect(report.runs).toMatchObject([{ rows: 101 }]);
  });

  it('says that it cut when the counts are larger than what was told', () => {
    const report = told([
      { table: orders, outcome: { rows: rows(5, 0, { missing: 5 }) }, differences: [missing('1')] },
    ]);
    expect(only(report).differencesTruncated).toBe(true);
  });

  it('joins neighbours beyond what is listed, each kind and set of columns on its own', () => {
    const differences = range(1, 100).flatMap((key) => [
      missing(String(1000 + Number(key))),
      changed(String(5000 + Number(key)), Number(key) <= 50 ? 'total' : 'status'),
    ]);
    const outcome = { rows: rows(200, 100, { missing: 100, changed: 100 }) };
    const report = told([{ table: orders, outcome, differences }], { maxDifferences: 3 });
    expect(only(report).runs).toEqual([
      { kind: 'missing', first: { id: '1001' }, last: { id: '1100' }, rows: 100 },
      { kind: 'changed', first: { id: '5001' }, last: { id: '5050' }, rows: 50, columns: ['total'] },
      { kind: 'changed', first: { id: '5051' }, last: { id: '5100' }, rows: 50, columns: ['status'] },
    ]);
  });

  it('joins nothing across a gap, another first column or a key that is not exact', () => {
    const differences = [
      missing('1', '9007199254740992'),
      missing('1', '9007199254740994'),
      missing('2', '9007199254740995'),
      missing('2', null),
      missing('3', '-1'),
      missing('3', '0'),
      ...range(1, 9).map((line) => missing('3', line)),
    ];
    const report = told([{ table: items, outcome: { rows: rows(15, 0, { missing: 15 }) }, differences }]);
    const run = { first: { order_id: '3', line: '-1' }, last: { order_id: '3', line: '9' }, rows: 11 };
    expect(only(report).runs).toEqual([{ kind: 'missing', ...run }]);
  });

  it('joins keys that a JavaScript number cannot tell apart', () => {
    const differences = Array.from({ length: 20 }, (_, i) => missing(String(2n ** 53n - 5n + BigInt(i))));
    const report = told([{ table: orders, outcome: { rows: rows(20, 0, { missing: 20 }) }, differences }]);
    expect(only(report).runs).toMatchObject([{ first: { id: '9007199254740987' }, rows: 20 }]);
  });

  it('joins no rows of which each has another first column', () => {
    const differences = range(1, 20).map((key) => missing(key, key));
    const report = told([{ table: items, outcome: { rows: rows(20, 0, { missing: 20 }) }, differences }]);
    expect(only(report).runs).toBeUndefined();
  });

  it('joins no texts that look like numbers', () => {
    const codes = table('codes', ['code'], { code: 'TXT-1' });
    const report = told([
      {
        table: codes,
        outcome: { rows: rows(20, 0, { missing: 20 }) },
        differences: range(1, 20).map((key) => missing(key)),
      },
    ]);
    expect(only(report).runs).toBeUndefined();
  });

  it('keeps a bounded number of runs, and among them the longest', () => {
    const tens = (from: number, through: number) =>
      range(from, through).flatMap((key) => range(Number(key) * 20, Number(key) * 20 + 9).map((one) => missing(one)));
    const short = tens(1, 2500);
    const long = range(100_000, 100_999).map((key) => missing(key));
    const more = tens(10_000, 12_500);
    const differences = [...short, ...long, ...more];
    const count = differences.length;
    const report = told([{ table: orders, outcome: { rows: rows(count, 0, { missing: count }) }, differences }]);
    const runs = only(report).runs ?? [];
    expect(runs.length).toBeLessThanOrEqual(2001);
    expect(runs.filter((run) => run.rows === 1000)).toHaveLength(1);
    const firsts = runs.map((run) => Number(run.first['id']));
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
  });

  it('reports a table of one side only as a mismatch', () => {
    const report = told([equal('orders', 1)], {
      unpaired: [
        { source: shape('public', 'invoices', { estimatedRows: 1200 }), target: null },
        { source: null, target: shape('shop', 'tmp') },
      ],
    });
    expect(report.verdict).toBe('mismatch');
    expect(
      report.tables.slice(1).map(({ source, target, verdict, reason }) => [source, target, verdict, reason]),
    ).toEqual([
      [
        'public.invoices',
        null,
        'mismatch',
        "the target has no such table (about 1,200 rows by the server's statistics)",
      ],
      [null, 'shop.tmp', 'mismatch', 'the source has no such table'],
    ]);
  });

  it('gathers what is not compared from the plan and from its tables', () => {
    const view = { kind: 'view', name: 'public.v', reason: 'holds no rows', affectsVerdict: false } as const;
    const shaped = { kind: 'column', name: 'public.orders.shape', reason: 'no rule', affectsVerdict: true } as const;
    const report = told([{ table: { ...orders, notCompared: [shaped] }, outcome: { rows: rows(1, 1) } }], {
      notCompared: [view],
    });
    expect(report.notCompared).toEqual([view, shaped]);
    expect(report.verdict).toBe('incomplete');
  });

  it('reports a run that was stopped as incomplete, with the differences so far', () => {
    const report = told(
      [
        {
          table: orders,
          outcome: { verdict: 'mismatch', rows: rows(1, 0, { missing: 1 }) },
          differences: [missing('1')],
        },
        { table: items, compared: { source: 7, target: 6 }, differences: [missing('1', '1')] },
        { table: table('later', ['id'], ORDER_COLUMNS) },
      ],
      { stopped: 'stopped by SIGINT' },
    );
    expect(report.verdict).toBe('incomplete');
    expect(report.warnings).toEqual(['stopped by SIGINT']);
    expect(report.tables.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['mismatch', undefined],
      ['incomplete', 'not compared to its end: stopped by SIGINT'],
      ['incomplete', 'not begun: stopped by SIGINT'],
    ]);
    expect(report.tables[1]?.rows).toEqual(rows(7, 6, { missing: 1 }));
  });

  it('takes a table that was ended by the stop for one in the middle', () => {
    const outcome = { verdict: 'mismatch', reason: 'ABORTED: stopped', rows: rows(5, 4, { missing: 1 }) } as const;
    const one = { table: orders, outcome, compared: { source: 5, target: 4 }, differences: [missing('1')] };
    expect(only(told([one], { stopped: 'stopped by SIGINT' }))).toMatchObject({
      verdict: 'incomplete',
      reason: 'not compared to its end: stopped by SIGINT',
      rows: { source: 5, target: 4, missing: 1 },
    });
  });

  it('counts the copies of a row without a key', () => {
    const log = table('log', [], { what: 'TXT-1' });
    const differences = [{ kind: 'missing', key: ['00'], count: 3 } as const];
    const report = told([{ table: log, compared: { source: 3, target: 0 }, differences }], { stopped: 'stopped' });
    expect(only(report).rows.missing).toBe(3);
  });

  it('believes no run that passed over a table', () => {
    expect(told([equal('orders', 1), { table: items }]).verdict).toBe('incomplete');
  });
});

describe('a stream of events', () => {
  const planned: Event = {
    type: 'planned',
    at: STARTED,
    sides: SIDES,
    plan: {
      schemas: { source: ['public'], target: ['shop'] },
      tables: [orders],
      unpaired: [],
      notCompared: [],
      warnings: [],
      loosened: [],
    },
  };
  const outcome = {
    verdict: 'match',
    reason: null,
    strategy: 'stream',
    strategyReason: 'asked for',
    cutShort: null,
    seconds: 1,
    rows: rows(1, 1),
  } as const;
  const read: Event = { type: 'compared', table: orders.id, rows: { source: 1, target: 1 } };
  const ended: Event = { type: 'table-finished', table: orders.id, outcome };

  async function* stream(...events: Event[]): AsyncGenerator<Event> {
    yield* events;
  }

  it('is folded to a report', async () => {
    const report = await foldReport(stream(planned, read, ended, { type: 'finished', at: FINISHED }), options);
    expect(report).toMatchObject({ verdict: 'match', startedAt: '2026-11-22T20:00:00.000Z', toolVersion: '0.1.0' });
  });

  it('is incomplete without its last event, though every table matched', async () => {
    expect((await foldReport(stream(planned, ended), options)).verdict).toBe('incomplete');
  });

  it('is an error when nothing was planned', async () => {
    await expect(foldReport(stream(), options)).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('can be asked for a report at any moment', () => {
    const draft = emptyDraft(options);
    addEvent(draft, planned);
    expect(reportOf(draft).verdict).toBe('incomplete');
    addEvent(draft, read);
    addEvent(draft, ended);
    addEvent(draft, { type: 'finished', at: FINISHED });
    expect(reportOf(draft).verdict).toBe('match');
  });
});

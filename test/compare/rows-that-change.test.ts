/** Rows that are written to while they are looked at: never a match while a row is lost, never a finding that is none. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { Config, TableReport } from '../../src/index.ts';
import type { Sides } from '../../src/model/side.ts';
import { application, insert, rekey, remove, set, together } from '../support/application.ts';
import type { Application } from '../support/application.ts';
import { changingSide } from '../support/changing-side.ts';
import type { ChangingOptions, ChangingRow, ChangingSide } from '../support/changing-side.ts';
import { inVirtualTime } from '../support/virtual-time.ts';
import { KEYLESS_WAYS, keyedWays } from './ways.ts';
import type { Way } from './ways.ts';

const [V, W] = [1, 2];
const KEYED = keyedWays(20, [['40'], ['90'], ['150']]);

const ROWS = 200;
const rows: readonly ChangingRow[] = Array.from({ length: ROWS }, (_, i) => [String(i + 1), 'v', 'w']);
const without = (id: string): readonly ChangingRow[] => rows.filter(([key]) => key !== id);
const drifted = (id: string): readonly ChangingRow[] =>
  rows.map((row) => (row[0] === id ? row.with(W, 'drifted') : row));

const SETTLE = 1_000;
/** Begins with something when the first look has found what is there, which takes it some milliseconds. */
function onceSeen(app: Application, { source }: Sides<ChangingSide>, begin: () => void): void {
  let begun = false;
  app.every(5, () => {
    if (begun || source.asked() === 0) return;
    begun = true;
    app.after(60, begin);
  });
}

/** Milliseconds that a side takes to answer. */
const ANSWER = 7;

interface Scene extends Sides<readonly ChangingRow[]> {
  /** What is written while the tables are compared. */
  readonly writes: (app: Application, sides: Sides<ChangingSide>) => void;
  readonly lag?: number;
  readonly options?: Partial<Config>;
  readonly tells?: boolean;
}

interface Seen {
  readonly beside: TableReport;
  /** When nothing is written any more. */
  readonly atRest: TableReport;
}

function play({ shape, options, hashes }: Way, scene: Scene): Promise<Seen> {
  return inVirtualTime(async () => {
    const changing: ChangingOptions = {
      shape,
      batchRows: 50,
      hashes,
      tells: scene.tells ?? true,
      onRead: () => pause(ANSWER),
    };
    const sides = { source: changingSide(scene.source, changing), target: changingSide(scene.target, changing) };
    const app = application(sides, { first: 'source', lag: () => scene.lag ?? 200 });
    scene.writes(app, sides);
    const compare = (): Promise<TableReport> => compared(sides, { ...options, ...scene.options });
    const beside = await compare();
    await app.stop();
    return { beside, atRest: await compare() };
  });
}

async function compared(sides: Sides<ChangingSide>, options: Partial<Config>): Promise<TableReport> {
  const [source, target] = [sides.source.adapter, sides.target.adapter];
  const { tables } = await verify({ source, target, settle: SETTLE, ...options }).report();
  if (tables[0] === undefined) throw new Error('no table');
  return tables[0];
}

const found = ({ differences }: TableReport): string[] =>
  differences.map(({ kind, key }) => `${kind} ${String(key['id'])}`);

/** No finding: what is in flight is left out or, where rows do not hold still, left open. */
function expectNoFinding({ beside, atRest }: Seen): void {
  expect(beside.differences).toEqual([]);
  expect(beside.verdict === 'match' || beside.rows.unconfirmed > 0).toBe(true);
  expect(atRest).toMatchObject({ verdict: 'match', differences: [] });
}

/** Every 20 and every 250 milliseconds, from the first moment and from another one. */
const RHYTHMS = [20, 50, 130, 250];

describe.each(Object.entries(KEYED))('by %s', (_name, way) => {
  describe.each(RHYTHMS)('a row that is written to every %s ms', (rhythm) => {
    const hot = (app: Application): void => {
      app.every(rhythm, (n) => {
        app.write(set('77', V, String(n)));
      });
    };

    it.each([
      ['', {}],
      [', where nobody tells of writes', { tells: false }],
    ])('and is lost is missing%s', async (_where, changes) => {
      const { beside, atRest } = await play(way, { source: rows, target: without('77'), writes: hot, ...changes });
      expect([beside.verdict, found(beside)]).toEqual(['mismatch', ['missing 77']]);
      expect([atRest.verdict, found(atRest)]).toEqual(['mismatch', ['missing 77']]);
    });

    it('and is in the target only is extra', async () => {
      const { beside, atRest } = await play(way, { source: without('77'), target: rows, writes: hot });
      expect([beside.verdict, found(beside)]).toEqual(['mismatch', ['extra 77']]);
      expect([atRest.verdict, found(atRest)]).toEqual(['mismatch', ['extra 77']]);
    });

    it('and drifted is changed or unconfirmed', async () => {
      const { beside, atRest } = await play(way, { source: rows, target: drifted('77'), writes: hot });
      expect(beside.verdict === 'mismatch' || beside.rows.unconfirmed === 1).toBe(true);
      expect([[], ['changed 77']]).toContainEqual(found(beside));
      expect([atRest.verdict, found(atRest)]).toEqual(['mismatch', ['changed 77']]);
    });

    it('and is lost is no match without another look', async () => {
      const options = { consistency: 'none' } as const;
      const { beside } = await play(way, { source: rows, target: without('77'), writes: hot, options });
      expect([beside.verdict, found(beside)]).toEqual(['mismatch', ['missing 77']]);
    });

    it('on both sides is no finding', async () => {
      expectNoFinding(await play(way, { source: rows, target: rows, writes: hot }));
    });
  });

  describe.each(RHYTHMS)('on both sides, every %s ms and with a lag,', (rhythm) => {
    it('a row that takes a key at the other end, and its own again, is no finding', async () => {
      const writes = (app: Application): void => {
        app.every(rhythm, (n) => {
          app.write(n % 2 === 0 ? rekey('3', '990') : rekey('990', '3'));
        });
      };
      expectNoFinding(await play(way, { source: rows, target: rows, writes }));
    });

    it('a row that is deleted and inserted again is no finding', async () => {
      const writes = (app: Application): void => {
        app.every(rhythm, (n) => {
          app.write(n % 2 === 0 ? remove('120') : insert('120', 'v', 'w'));
        });
      };
      expectNoFinding(await play(way, { source: rows, target: rows, writes }));
    });

    it('two rows that swap a value are no finding', async () => {
      const writes = (app: Application): void => {
        app.every(rhythm, (n) => {
          app.write(together(set('8', V, `a${String(n % 2)}`), set('180', V, `a${String((n + 1) % 2)}`)));
        });
      };
      expectNoFinding(await play(way, { source: rows, target: rows, writes }));
    });

    it('rows that are inserted behind the last key are no finding, and one that is lost is found', async () => {
      const writes = (app: Application): void => {
        app.every(rhythm, (n) => {
          app.write(insert(String(1000 + n), 'v', 'w'));
        });
      };
      expectNoFinding(await play(way, { source: rows, target: rows, writes }));
      const { beside } = await play(way, { source: rows, target: without('200'), writes });
      expect([beside.verdict, found(beside)]).toEqual(['mismatch', ['missing 200']]);
    });
  });

  it('a row that is deleted on both sides and inserted again in the source is missing', async () => {
    const writes = (app: Application, { source, target }: Sides<ChangingSide>): void => {
      source.write(together(remove('50'), insert('50', 'v', 'w')));
      target.write(remove('50'));
      app.every(50, (n) => {
        app.write(set('60', V, String(n % 2)));
      });
    };
    const { beside, atRest } = await play(way, { source: rows, target: rows, writes });
    expect(found(beside)).toEqual(['missing 50']);
    expect(found(atRest)).toEqual(['missing 50']);
  });

  it.each([
    ['is mostly there', 30, 70],
    ['is mostly away', 70, 30],
  ])('a row that comes and goes in the source only and %s is no match', async (_how, away, there) => {
    const writes = (app: Application, sides: Sides<ChangingSide>): void => {
      const go = (): void => {
        sides.source.write(remove('7'));
        app.after(away, () => {
          sides.source.write(insert('7', 'v', 'w'));
        });
      };
      onceSeen(app, sides, () => {
        app.every(away + there, go);
      });
    };
    const { beside } = await play(way, { source: rows, target: without('7'), writes });
    expect(beside.verdict).not.toBe('match');
    expect(found(beside).filter((one) => one !== 'missing 7')).toEqual([]);
  });

  it('a row that drifted and is deleted and inserted again on both sides is no match', async () => {
    const writes = (app: Application, sides: Sides<ChangingSide>): void => {
      const { source, target } = sides;
      const go = (n: number): void => {
        for (const side of [source, target]) side.write(remove('7'));
        app.after(100, () => {
          source.write(insert('7', String(n), 'w'));
          target.write(insert('7', 'v', 'drifted'));
        });
      };
      onceSeen(app, sides, () => {
        app.every(400, go);
      });
    };
    const { beside } = await play(way, { source: rows, target: drifted('7'), writes });
    expect(beside.verdict).not.toBe('match');
  });

  it('rows that are inserted behind the last key of the source only are missing', async () => {
    const writes = (_app: Application, { source }: Sides<ChangingSide>): void => {
      for (const id of ['301', '302', '303']) source.write(insert(id, 'v', 'w'));
    };
    const { beside, atRest } = await play(way, { source: rows, target: rows, writes });
    expect(found(beside)).toEqual(['missing 301', 'missing 302', 'missing 303']);
    expect(found(atRest)).toEqual(['missing 301', 'missing 302', 'missing 303']);
  });
});

describe.each(Object.entries(KEYLESS_WAYS))('by %s', (_name, way) => {
  describe.each(RHYTHMS)('a row that is written to every %s ms', (rhythm) => {
    const hot = (app: Application): void => {
      app.every(rhythm, (n) => {
        app.write(set('77', V, String(n)));
      });
    };

    it.each([
      ['is lost', { source: rows, target: without('77') }],
      ['is in the target only', { source: without('77'), target: rows }],
      ['drifted', { source: rows, target: drifted('77') }],
    ])('and %s is never a match', async (_what, sides) => {
      for (const changes of [{}, { tells: false }, { options: { consistency: 'none' } }, { lag: 0 }] as const) {
        const { beside, atRest } = await play(way, { ...sides, writes: hot, ...changes });
        expect(beside.verdict).not.toBe('match');
        expect(atRest.verdict).toBe('mismatch');
      }
    });
  });

  it.each(RHYTHMS)('rows that both sides append every %s ms are no finding', async (rhythm) => {
    const writes = (app: Application): void => {
      app.every(rhythm, (n) => {
        app.write(insert(String(1000 + n), 'v', 'w'));
      });
    };
    expectNoFinding(await play(way, { source: rows, target: rows, writes }));
    const { beside, atRest } = await play(way, { source: rows, target: without('200'), writes });
    expect(beside.verdict).not.toBe('match');
    expect(atRest).toMatchObject({ verdict: 'mismatch', rows: { missing: 1, extra: 0 } });
  });

  it.each(RHYTHMS)('a row that is updated on both sides every %s ms is no finding', async (rhythm) => {
    const writes = (app: Application): void => {
      app.every(rhythm, (n) => {
        app.write(set('77', V, String(n)));
      });
    };
    expectNoFinding(await play(way, { source: rows, target: rows, writes }));
  });
});

/** One write at each place where a write can come. */
describe.each(Object.entries({ ...KEYED, ...KEYLESS_WAYS }))('by %s, a lost row', (name, way) => {
  const numbered = Array.from({ length: 14 }, (_, i) => i + 1);

  it.each<readonly [string, (n: number) => boolean]>([
    ['each time that the source is asked', () => true],
    ...numbered.map((at) => [`once, before question ${String(at)} to the source`, (n: number) => n === at] as const),
  ])('is found when it is written to %s', async (_when, isTime) => {
    const report = await inVirtualTime(async () => {
      const shared = { shape: way.shape, hashes: way.hashes };
      const source = changingSide(rows, {
        ...shared,
        onRead: ({ n, batch }, side) => {
          if (batch === 0 && isTime(n)) side.write(set('77', V, `written before ${String(n)}`));
        },
      });
      return compared({ source, target: changingSide(without('77'), shared) }, way.options);
    });
    expect(report.verdict).not.toBe('match');
    if (name !== 'row hash') expect([report.verdict, found(report)]).toEqual(['mismatch', ['missing 77']]);
  });
});

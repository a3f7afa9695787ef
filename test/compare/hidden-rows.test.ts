/** Two looks that contradict each other: what a scan counted, a closer look by the index does not overrule. */
import { describe, expect, it } from 'vitest';
import type { Activity, Adapter, HiddenRows, TableReader } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import type { Config, TableReport } from '../../src/index.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { hasherOf, hashingSide } from '../support/hashing-side.ts';
import { numbers, sideOf } from '../support/in-memory.ts';

/** What a scan sees, and what the index leads to. */
const HEAP = numbers(1, 2000);
const INDEXED = numbers(1, 2000, (n) => n !== 77 && n !== 1500);
const STATISTICS = { sample: numbers(1, 2000, (n) => n % 100 === 0), estimatedRows: 2000, rowBytes: 100 };

interface Side {
  readonly hidden?: HiddenRows;
  readonly always?: boolean;
  readonly surveyed?: boolean;
  readonly activity?: Partial<Activity>;
}

/** A side of which the survey scans some rows, and everything else goes by an index that leads to others. */
async function side(
  scanned: string[][],
  indexed: string[][],
  { hidden, always = false, surveyed = true, activity }: Side = {},
) {
  const heap = await sideOf(scanned).open({ connections: 1, signal: new AbortController().signal });
  const byIndex = hashingSide(
    sideOf(indexed),
    surveyed ? STATISTICS : { ...STATISTICS, sample: [] },
    (pushdown) => pushdown,
  );
  const index = {
    ...{ always, remedy: 'REINDEX it' },
    hiddenRows: async () => hidden ?? { rows: 0, example: null },
  };
  const surveying = (reader: TableReader, scan: TableReader): TableReader =>
    withMembers(reader, {
      pushdowns: reader.pushdowns.map((pushdown) => withMembers(pushdown, { survey: hasherOf(scan).survey })),
      countRows: async () => scanned.length,
      ...(hidden === undefined ? {} : { index }),
    });
  const adapter: Adapter = {
    label: 'memory',
    open: async (options) => {
      const database = await byIndex.open(options);
      return withMembers(database, {
        reader: (view) => surveying(database.reader(view), heap.reader(view)),
        ...(activity === undefined ? {} : { activity: async () => ({ ...UNKNOWN, ...activity }) }),
      });
    },
  };
  return adapter;
}

const UNKNOWN: Activity = { position: null, lagSeconds: null, load: null, restedSeconds: null };

async function compare(source: Adapter, target: Adapter, options: Partial<Config> = {}): Promise<TableReport> {
  const { tables } = await verify({ source, target, settle: 100, strategy: 'pushdown', ...options }).report();
  return tables[0] ?? expect.fail('no table');
}

describe('an index that leads to less than a scan sees', () => {
  const found = { rows: 2, example: ['77'] };

  it('is no match though the other side has just what it leads to, and the reason says what to do', async () => {
    const table = await compare(await side(HEAP, INDEXED, { hidden: found }), await side(INDEXED, INDEXED));
    expect(table).toMatchObject({ verdict: 'incomplete', rows: { source: 2000, target: 1998, missing: 0 } });
    expect(table.reason).toContain('a scan of public.t of the source sees 2 rows that its index does not lead to');
    expect(table.reason).toContain('such as id = 77');
    expect(table.reason).toContain('REINDEX it');
  });

  it('is told also beside writers, and where nobody looks again', async () => {
    let position = 0;
    const writing = {
      get position() {
        return String(position++);
      },
    };
    for (const options of [{}, { consistency: 'none' as const }]) {
      const source = await side(HEAP, INDEXED, { hidden: found, activity: writing });
      const table = await compare(source, await side(INDEXED, INDEXED), options);
      expect(table.verdict).toBe('incomplete');
      expect(table.reason).toContain('its index does not lead to');
    }
  });

  it('is asked for where an engine knows that this happens, whatever is found', async () => {
    const quiet = await side(INDEXED, INDEXED, { hidden: found, always: true });
    expect(await compare(await side(INDEXED, INDEXED), quiet)).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringContaining('of the target') as string,
    });
  });

  it('hides no difference', async () => {
    const target = await side(INDEXED.slice(1), INDEXED.slice(1));
    expect(await compare(await side(HEAP, INDEXED, { hidden: found }), target)).toMatchObject({
      verdict: 'mismatch',
      rows: { missing: 1 },
      reason: expect.stringContaining('its index does not lead to') as string,
    });
  });
});

describe('a table of which the key ranges are read by the index alone', () => {
  it('is held against a scan in the end', async () => {
    const found = { rows: 2, example: ['77'] };
    // Without a sample of keys there is no survey.
    const source = await side(HEAP, INDEXED, { hidden: found, surveyed: false });
    const table = await compare(source, await side(INDEXED, INDEXED, { surveyed: false }));
    expect(table).toMatchObject({ verdict: 'incomplete', rows: { source: 1998, target: 1998 } });
    expect(table.reason).toContain('its index does not lead to');
  });

  it('matches where the scan counts as many rows', async () => {
    const hidden = { rows: 0, example: null };
    const sides = [0, 1].map(() => side(INDEXED, INDEXED, { hidden, surveyed: false }));
    const [source, target] = await Promise.all(sides);
    expect(await compare(source ?? expect.fail(), target ?? expect.fail())).toMatchObject({ verdict: 'match' });
  });
});

describe('two counts that differ though the index hides nothing', () => {
  it('are in doubt where nothing was written', async () => {
    const table = await compare(await side(HEAP, INDEXED), await side(INDEXED, INDEXED));
    expect(table.verdict).toBe('incomplete');
    expect(table.reason).toMatch(/rows of the source were counted, then .* while nothing was written/);
  });

  it('are in doubt where something was, as long as they stay apart', async () => {
    let position = 0;
    const activity = {
      get position() {
        return String(position++);
      },
    };
    const source = await side(HEAP, INDEXED, { hidden: { rows: 0, example: null }, activity });
    const table = await compare(source, await side(INDEXED, INDEXED));
    expect(table.verdict).toBe('incomplete');
    expect(table.reason).toContain('did not have as many as what was found explains');
  });
});

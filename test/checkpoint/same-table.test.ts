/** What an earlier run found counts only while the table is the same one, the file whole, and the end beyond doubt. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Activity, Adapter, Options, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import { numbers } from '../support/in-memory.ts';
import { table } from '../support/shapes.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-same-table-'));
  file = join(folder, 'run.checkpoint');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Looks {
  readonly rows?: number;
  readonly keeps?: (n: number) => boolean;
  readonly definitions?: Readonly<Record<string, string>>;
  readonly activity?: Activity;
}

/** Tables `a` and `b` of one column. */
function side({ rows = 60, keeps = () => true, definitions = {}, activity }: Looks = {}): Adapter {
  const tables = ['a', 'b'].map((name) => ({
    ...table(name),
    rows: numbers(1, rows, name === 'a' ? keeps : undefined),
  }));
  const base = memory({ tables });
  return {
    ...base,
    open: async (opening) => {
      const database = await base.open(opening);
      const describe = async (schemas: readonly string[]) =>
        (await database.describe(schemas)).map((shape) => ({
          ...shape,
          definition: definitions[shape.name] ?? 'first',
        }));
      return { ...database, describe, ...(activity === undefined ? {} : { activity: async () => activity }) };
    },
  };
}

interface Sides {
  readonly source: Adapter;
  readonly target: Adapter;
}

const run = (sides: Sides, more: Options = {}): Promise<Report> =>
  verify({
    ...sides,
    checkpoint: file,
    resume: true,
    chunkRows: 10,
    concurrency: 1,
    compareSchema: false,
    ...more,
  }).report();
const rowsOf = ({ tables }: Report) =>
  tables.map(({ verdict, rows }) => [verdict, rows.source, rows.target, rows.missing]);

describe('a table that is no longer the same one', () => {
  const short = (n: number): boolean => n !== 7;

  it('is compared anew, and the report says so; the others are not', async () => {
    expect((await run({ source: side(), target: side() })).verdict).toBe('match');
    const replaced = side({ keeps: short, definitions: { a: 'second' } });
    const report = await run({ source: side(), target: replaced });
    expect(rowsOf(report)).toEqual([
      ['mismatch', 60, 59, 1],
      ['match', 60, 60, 0],
    ]);
    expect(report.warnings).toContain(
      'altered, truncated or replaced since the checkpoint, and compared anew: public.a of the target',
    );
    // From now on this is the table: nothing is compared again.
    const again = await run({ source: side(), target: replaced });
    expect(again.warnings.join()).toContain('no row was compared again');
    expect(rowsOf(again)).toEqual(rowsOf(report));
  });

  it('counts nothing of a part that was done before it was replaced', async () => {
    const events = verify({ source: side(), target: side(), checkpoint: file, chunkRows: 10, concurrency: 1 }).events();
    let compared = 0;
    for await (const event of events) if (event.type === 'compared' && ++compared === 3) break;
    const report = await run({ source: side(), target: side({ keeps: short, definitions: { a: 'second' } }) });
    expect(rowsOf(report)[0]).toEqual(['mismatch', 60, 59, 1]);
  });

  it('may have other columns, while another plan is refused as ever', async () => {
    await run({ source: side(), target: side() });
    const sides = { source: side({ definitions: { b: 'second' } }), target: side() };
    await expect(run(sides, { where: { a: 'id < 3' } })).rejects.toThrow(/public.a: the choice of rows/);
    expect((await run(sides)).warnings.join()).toContain('compared anew: public.b of the source');
  });

  it.each(['postgres', 'mysql', 'mariadb'] as const)(
    'is told by %s after TRUNCATE and another load',
    async (engine) => {
      await using from = await freshDatabase(engine, 'same_from');
      await using to = await freshDatabase(engine, 'same_to');
      for (const database of [from, to]) {
        await database.run('create table t (id int primary key); insert into t values (1), (2), (3)');
      }
      const adapterOf = engine === 'postgres' ? postgres : mysql;
      const sides = { source: adapterOf(from.url), target: adapterOf(to.url) };
      expect((await run(sides)).verdict).toBe('match');
      await to.run('truncate table t; insert into t values (1), (3)');
      const report = await run(sides);
      expect(report).toMatchObject({ verdict: 'mismatch', tables: [{ rows: { missing: 1 } }] });
      expect(report.warnings.join()).toMatch(/compared anew: \S+\.t of the target/);
    },
  );
});

describe('a table that ended in doubt', () => {
  const behind: Activity = { lagSeconds: Infinity, load: 0, position: 'nothing', restedSeconds: 60 };

  it('is looked at again from the first doubt on, as often as it does', async () => {
    const lagging = side({ keeps: (n) => n !== 45, activity: behind });
    const first = await run({ source: side(), target: lagging }, { settle: '20ms' });
    expect(first.tables[0]).toMatchObject({ verdict: 'incomplete', rows: { unconfirmed: 1 } });
    const still = await run({ source: side(), target: lagging }, { settle: '20ms' });
    expect(still.tables[0]).toMatchObject({ verdict: 'incomplete', rows: { unconfirmed: 1 } });
    expect(still.warnings).toContain('had ended in doubt, and looked at again: public.a');
    const arrived = await run({ source: side(), target: side() }, { settle: '20ms' });
    expect(rowsOf(arrived)).toEqual([
      ['match', 60, 60, 0],
      ['match', 60, 60, 0],
    ]);
    const done = await run({ source: side(), target: side() });
    expect(done.warnings.join()).toContain('no row was compared again');
  });

  it('is not read from its beginning', async () => {
    await run({ source: side(), target: side({ keeps: (n) => n !== 45, activity: behind }) }, { settle: '20ms' });
    const events = verify({ source: side(), target: side(), checkpoint: file, resume: true, chunkRows: 10 }).events();
    const added = (await readFile(file, 'utf8')).split('\n').length;
    for await (const event of events) if (event.type === 'finished') break;
    const lines = (await readFile(file, 'utf8')).split('\n').slice(added - 1);
    const ranges = lines.filter((line) => line.includes('"t":0,"range"'));
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.join()).not.toMatch(/"range":\[null/);
  });
});

describe('a journal that changes while it is read', () => {
  it.each([
    ['is written over', (content: Buffer) => content.fill(0x20, content.indexOf('"d":'), content.indexOf('"d":') + 3)],
    ['has another key', (content: Buffer) => content.write('8', content.indexOf('["7"]') + 2)],
    ['is cut off', (content: Buffer) => content.subarray(0, content.indexOf('"d":'))],
  ])('ends the run where it %s: nothing is skipped', async (_name, damage) => {
    await run({ source: side(), target: side({ keeps: (n) => n !== 7 }) });
    const report = verify({
      ...{ source: side(), target: side({ keeps: (n) => n !== 7 }) },
      ...{ checkpoint: file, resume: true, compareSchema: false },
    });
    let error: unknown = null;
    try {
      for await (const event of report.events()) {
        if (event.type !== 'planned') continue;
        const content = await readFile(file);
        const damaged = damage(content);
        await writeFile(file, typeof damaged === 'number' ? content : damaged);
      }
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      code: 'CHECKPOINT_FAILED',
      message: expect.stringContaining('was changed') as string,
    });
  });
});

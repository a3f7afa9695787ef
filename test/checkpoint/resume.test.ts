/** Runs that are stopped, and gone on with: over tables in memory, no server needed. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import type { MemoryTable } from '../../adapters/memory/index.ts';
import { verify } from '../../src/index.ts';
import type { Adapter, Config, Event, Report } from '../../src/index.ts';
import { numbers } from '../support/in-memory.ts';
import { column, primaryKey, table } from '../support/shapes.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-checkpoint-'));
  file = join(folder, 'run.checkpoint');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TABLES = ['a', 'b', 'hashed', 'last'] as const;

function tableOf(name: string, keeps: (n: number) => boolean, value: (n: number) => string): MemoryTable {
  const rows = numbers(1, 60, keeps).map(([id = '']) => [id, value(Number(id))]);
  const columns = [column('id', 'integer'), column('v', 'text')];
  const keys = name === 'hashed' ? [{ ...primaryKey('id'), ordered: false }] : [primaryKey('id')];
  return { ...table(name, { columns, keys }), rows };
}

const source = (): Adapter => memory({ tables: TABLES.map((name) => tableOf(name, () => true, String)) });
const target = (): Adapter =>
  memory({
    tables: TABLES.map((name) =>
      tableOf(
        name,
        (n) => n % 17 !== 0 || name === 'b',
        (n) => (n % 23 === 0 ? 'other' : String(n)),
      ),
    ),
  });
const options = (more: Partial<Config> = {}) => ({
  source: source(),
  target: target(),
  chunkRows: 5,
  concurrency: 2,
  checkpoint: file,
  ...more,
});

/** What a report finds, without what may differ from run to run. */
function findings({ verdict, tables }: Report): unknown {
  return [verdict, tables.map(({ seconds: _seconds, strategyReason: _reason, ...table }) => table)];
}

/** Runs until `enough` events were told, then stops in order or walks away. */
async function runUntil(enough: number, more: Partial<Config> = {}): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of verify(options(more)).events()) {
    events.push(event);
    if (events.length === enough) break;
  }
  return events;
}

const undisturbed = () => verify(options({ checkpoint: null })).report();
const resumed = (more: Partial<Config> = {}) => verify(options({ resume: true, ...more })).report();

describe('a run with a checkpoint', () => {
  it('finds what one without finds, and says nothing of it', async () => {
    const report = await verify(options()).report();
    expect(findings(report)).toEqual(findings(await undisturbed()));
    expect(report).not.toHaveProperty('resumed');
    expect(report.warnings).toEqual((await undisturbed()).warnings);
  });

  it('stopped anywhere and gone on with, finds the same, each difference once', async () => {
    const expected = findings(await undisturbed());
    const all = await runUntil(Infinity);
    await rm(file);
    for (let enough = 1; enough <= all.length; enough += 4) {
      await runUntil(enough);
      const report = await resumed();
      expect(findings(report)).toEqual(expected);
      await rm(file);
    }
  });

  it('cut by a crash at any place, goes on from what is left of it', async () => {
    const expected = findings(await undisturbed());
    await runUntil(Infinity);
    const whole = await readFile(file);
    for (let length = 0; length <= whole.length; length += 197) {
      await writeFile(file, whole.subarray(0, length));
      const report = await resumed({ compareSchema: false });
      expect(findings(report)).toEqual(expected);
      // What the run before was in the middle of must not count beside what this one found of it.
      expect(findings(await resumed())).toEqual(expected);
      const cut = report.warnings.filter((text) => text.includes('were cut off'));
      expect(cut.length).toBeLessThanOrEqual(1);
    }
  });

  it('gone on with many times, finds the same', async () => {
    for (let part = 1; part <= 8; part++) await runUntil(part * 12, { resume: true });
    const report = await resumed();
    expect(findings(report)).toEqual(findings(await undisturbed()));
    expect(report.resumed?.length).toBeGreaterThan(1);
  });

  it('does not compare again what was compared', async () => {
    await runUntil(Infinity);
    let asked = 0;
    const counting = { ...source() };
    const open = counting.open.bind(counting);
    const adapter: Adapter = {
      ...counting,
      open: async (opening) => {
        const database = await open(opening);
        return { ...database, reader: (view) => ({ ...database.reader(view), frames: () => (asked++, nothing()) }) };
      },
    };
    const report = await verify({ ...options({ resume: true }), source: adapter }).report();
    expect(asked).toBe(0);
    expect(findings(report)).toEqual(findings(await undisturbed()));
  });

  it('says that it was gone on with, and since when', async () => {
    const before = Date.now();
    await runUntil(30);
    const report = await resumed();
    expect(report.resumed).toHaveLength(1);
    expect(Date.parse(report.startedAt)).toBeGreaterThanOrEqual(before);
    expect(report.startedAt).toBe(report.resumed?.[0]?.startedAt);
    expect(report.warnings[0]).toMatch(
      /^resumed: what was compared from 20.* UTC to 20.* UTC comes from the checkpoint/,
    );
  });

  it('of a run that was done gives its report again, and leaves the file alone', async () => {
    const first = await verify(options()).report();
    const content = await readFile(file);
    const again = await resumed();
    expect({ ...again, resumed: null, warnings: null }).toEqual({ ...first, resumed: null, warnings: null });
    expect(again.warnings[0]).toContain('no row was compared again');
    expect(await readFile(file)).toEqual(content);
  });

  it('accepts another speed', async () => {
    await runUntil(30);
    const report = await resumed({ chunkRows: 7, concurrency: 4, strategy: 'stream' });
    expect(findings(report)).toEqual(findings(await undisturbed()));
  });

  it('begins where there is nothing yet to go on with', async () => {
    const report = await resumed();
    expect(report).not.toHaveProperty('resumed');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('has no value of a row in it but keys', async () => {
    await verify(options({ where: null })).report();
    expect(await readFile(file, 'utf8')).not.toContain('other');
  });
});

async function* nothing(): AsyncGenerator<never> {
  // no rows
}

describe('a checkpoint is refused', () => {
  it.each<[string, Partial<Config>, RegExp]>([
    ['when it is there and nobody said --resume', { resume: false }, /is there already/],
    ['for other tables', { exclude: ['b'] }, /the table public.b is no longer in it/],
    ['for other columns', { ignoreColumns: ['a.v'] }, /public.a: .*the column v was text.*, is not there/],
    ['for another key', { key: [{ table: 'a', columns: ['id', 'v'] }] }, /public.a: the key was id, is id, v/],
    [
      'for another choice of rows',
      { where: { a: "v <> 'secret'" } },
      /public.a: the choice of rows was all rows, is a c/,
    ],
    ['for something let pass', { trim: ['a.v'] }, /the column v was .*, is .*trim/],
    ['for another consistency', { consistency: 'none' }, /--consistency was recheck, is none/],
    ['for another number of differences', { maxDifferences: 3 }, /--max-differences was 1000, is 3/],
  ])('%s', async (_name, more, message) => {
    await runUntil(30);
    const content = await readFile(file);
    await expect(resumed(more)).rejects.toMatchObject({
      code: 'CHECKPOINT_INVALID',
      message: expect.stringMatching(message) as string,
    });
    expect(await readFile(file)).toEqual(content);
  });

  it('for another side', async () => {
    await runUntil(30);
    const other: Adapter = {
      ...source(),
      open: async (opening) => ({ ...(await source().open(opening)), label: 'elsewhere' }),
    };
    const run = verify({ ...options({ resume: true }), source: other });
    await expect(run.report()).rejects.toThrow(/the source was memory memory, is memory elsewhere/);
  });

  it('without showing the condition, which may hold values', async () => {
    await runUntil(30, { where: { a: 'v <> 4711004711' } });
    expect(await readFile(file, 'utf8')).not.toContain('4711004711');
  });

  it.each([
    ['another format', 'crosstally checkpoint, format 2\nabc', /has format 2, and this version reads format 1/],
    ['something else', 'id,name\n1,Anna\n', /is something else/],
  ])('when it is %s', async (_name, content, message) => {
    await writeFile(file, content);
    await expect(resumed()).rejects.toThrow(message);
    expect(await readFile(file, 'utf8')).toBe(content);
  });

  it('when it is damaged in the middle', async () => {
    await runUntil(Infinity);
    const content = await readFile(file);
    content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
    await writeFile(file, content);
    await expect(resumed()).rejects.toThrow(/is damaged in the middle, at byte \d+/);
    expect(await readFile(file)).toEqual(content);
  });

  it('while somebody else writes to it, and no longer when he is gone', async () => {
    const run = verify(options()).events();
    await run.next();
    await expect(resumed()).rejects.toThrow(/is in use by process \d+/);
    await run.return(undefined);
    expect((await resumed()).tables).toHaveLength(TABLES.length);
  });

  it('not for a lock that a killed process left', async () => {
    await runUntil(30);
    // No process has this number: it is above the largest.
    await writeFile(
      `${file}.lock`,
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), began: '1' }),
    );
    await resumed();
    await expect(stat(`${file}.lock`)).rejects.toThrow();
  });

  it('where it cannot be written', async () => {
    await expect(verify(options({ checkpoint: join(folder, 'no', 'file') })).report()).rejects.toMatchObject({
      code: 'CHECKPOINT_FAILED',
      message: expect.stringContaining('its folder does not exist') as string,
      hint: 'name another file for --checkpoint: nothing was saved yet',
    });
    await expect(verify(options({ checkpoint: folder, resume: true })).report()).rejects.toThrow(/is no file/);
  });
});

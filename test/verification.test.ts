/** One comparison and its members: rows are read once, and whatever is asked is of that reading. */
import { describe, expect, it } from 'vitest';
import { plan, verify } from '../src/index.ts';
import type { Adapter, Report, TableDifference, Verification } from '../src/index.ts';
import { changingSide } from './support/changing-side.ts';
import { numbers, sideOf } from './support/in-memory.ts';

const OPTIONS = { chunkRows: 10, consistency: 'none' } as const;

/** 1 to 100, of which the target lacks 7 and 95. */
function begun(signal?: AbortSignal): { run: Verification; asked: () => number } {
  const source = changingSide(numbers(1, 100));
  const target = sideOf(numbers(1, 100, (n) => n !== 7 && n !== 95));
  const run = verify({ ...OPTIONS, source: source.adapter, target, ...(signal === undefined ? {} : { signal }) });
  return { run, asked: source.asked };
}

async function keys(differences: AsyncIterable<TableDifference>): Promise<string[]> {
  const all: string[] = [];
  for await (const { key } of differences) all.push(String(key[0]));
  return all;
}

describe('a comparison', () => {
  it('is made once for its differences and its report', async () => {
    const { run, asked } = begun();
    expect(asked()).toBe(0);
    expect(await keys(run.differences())).toEqual(['7', '95']);
    const questions = asked();
    const report = await run.report();
    expect(report).toMatchObject({ verdict: 'mismatch', tables: [{ rows: { missing: 2 } }] });
    expect(await run.report()).toBe(report);
    expect(asked()).toBe(questions);
  });

  it('has the report of its events too', async () => {
    const { run } = begun();
    for await (const _event of run.events()) continue;
    expect((await run.report()).verdict).toBe('mismatch');
  });

  it('tells once what each connection meets', async () => {
    const side = sideOf(numbers(1, 10));
    const source: Adapter = {
      ...side,
      open: (how) => {
        for (let i = 0; i < 3; i++) how.tell?.('gives fewer than 4 connections');
        return side.open(how);
      },
    };
    const told: string[] = [];
    for await (const event of verify({ ...OPTIONS, source, target: sideOf(numbers(1, 10)) }).events()) {
      if (event.type === 'noticed') told.push(event.notice);
    }
    expect(told).toEqual(['gives fewer than 4 connections']);
  });

  it('says the same to whoever asks for the report twice at once', async () => {
    const { run } = begun();
    const [one, other] = await Promise.all([run.report(), run.report()]);
    expect(one).toBe(other);
  });

  it.each(['differences', 'events'] as const)('refuses %s after another question', async (member) => {
    const { run } = begun();
    await run.report();
    await expect(run[member]().next()).rejects.toMatchObject({ code: 'RUN_BEGUN' });
  });

  it('refuses the report in the middle of a loop, which would wait for itself', async () => {
    const { run } = begun();
    for await (const _difference of run.differences()) {
      await expect(run.report()).rejects.toMatchObject({ code: 'RUN_BEGUN' });
    }
    expect((await run.report()).verdict).toBe('mismatch');
  });

  it('whose loop was left early is incomplete, with what was found until then', async () => {
    const { run } = begun();
    for await (const { key } of run.differences()) {
      expect(key).toEqual(['7']);
      break;
    }
    const report = await run.report();
    expect(report).toMatchObject({ verdict: 'incomplete', tables: [{ rows: { missing: 1 } }] });
  });

  it('that fails says so to whoever asks', async () => {
    const broken: Adapter = { label: 'broken', open: () => Promise.reject(new Error('no such thing')) };
    const run = verify({ source: broken, target: sideOf([]) });
    await expect(keys(run.differences())).rejects.toThrow('no such thing');
    await expect(run.report()).rejects.toThrow('no such thing');
  });
});

describe("an AbortSignal's reason", () => {
  const reason = new Error('the window is over');

  it('is the cause of the error when nothing was compared', async () => {
    const sides = { source: sideOf([]), target: sideOf([]), signal: AbortSignal.abort(reason) };
    const error = { code: 'ABORTED', message: expect.stringContaining(reason.message) as string, cause: reason };
    await expect(verify(sides).report()).rejects.toMatchObject(error);
    await expect(plan(sides)).rejects.toMatchObject(error);
  });

  it('is in the report of what was compared until then', async () => {
    const stop = new AbortController();
    const { run } = begun(stop.signal);
    for await (const _difference of run.differences()) stop.abort(reason);
    const report: Report = await run.report();
    expect(report.verdict).toBe('incomplete');
    expect(report.warnings).toContain('stopped: the window is over');
    expect(report.tables[0]?.reason).toContain('the window is over');
  });

  it('that comes when all is done changes nothing', async () => {
    const stop = new AbortController();
    const { run } = begun(stop.signal);
    for await (const event of run.events()) if (event.type === 'finished') stop.abort(reason);
    expect((await run.report()).verdict).toBe('mismatch');
  });
});

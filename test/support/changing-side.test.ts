import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Database, TableReader } from '../../src/adapter.ts';
import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { application, insert, remove, set } from './application.ts';
import { changingSide } from './changing-side.ts';
import type { ChangingOptions, ChangingSide } from './changing-side.ts';
import { inVirtualTime } from './virtual-time.ts';

const FIRST = [['1'], ['2'], ['3']];

async function readerOf(side: ChangingSide): Promise<readonly [TableReader, Database]> {
  const database = await side.adapter.open({ connections: 1, signal: new AbortController().signal });
  const [shape] = await database.describe(['public']);
  if (shape === undefined) throw new Error('no table');
  const columns = shape.columns.map(({ name, type }) => ({ name, type, form: 'integer' as const, timeZone: 'UTC' }));
  return [database.reader({ table: shape, columns, keyLength: 1, index: 'primary', where: null }), database];
}

async function read(batches: AsyncIterable<Frames>): Promise<string[][]> {
  const seen: string[][] = [];
  for await (const { bytes, starts, ends, count } of batches) {
    const ids = Array.from({ length: count }, (_, i) => frameColumns(bytes, starts[i] ?? 0, ends[i] ?? 0)[0]);
    seen.push(ids.map((id) => formText('integer', id ?? new Uint8Array())));
  }
  return seen;
}

describe('a changing side', () => {
  it('is written to before its n-th question', async () => {
    const side = changingSide(FIRST, {
      onRead: ({ n }, written) => {
        if (n === 2) written.write(insert('4'));
      },
    });
    const [reader] = await readerOf(side);
    expect(await read(reader.frames(EVERYTHING))).toEqual([['1', '2', '3']]);
    expect(await read(reader.frames(EVERYTHING))).toEqual([['1', '2', '3', '4']]);
    expect(side.asked()).toBe(2);
  });

  it('does not see in an answer what is written between two batches of it', async () => {
    const told: number[] = [];
    const side = changingSide(FIRST, {
      batchRows: 2,
      onRead: ({ batch }, written) => {
        told.push(batch);
        if (batch === 1) written.write(remove('3'));
      },
    });
    const [reader] = await readerOf(side);
    expect(await read(reader.frames(EVERYTHING))).toEqual([['1', '2'], ['3']]);
    expect(await read(reader.frames(EVERYTHING))).toEqual([['1', '2']]);
    expect(told).toEqual([0, 1, 0]);
  });

  it('asks about each kind of question, digests of its own among them', async () => {
    const kinds: string[] = [];
    const hashes: ChangingOptions = { hashes: [['2']], onRead: ({ kind }) => void kinds.push(kind) };
    const [reader] = await readerOf(changingSide(FIRST, hashes));
    const [pushdown] = reader.pushdowns;
    await reader.cutAfter(EVERYTHING, 2);
    await reader.cuts(EVERYTHING, 2);
    await reader.lastKey();
    await read(reader.rows([['1']]));
    await pushdown?.digest([EVERYTHING]);
    const surveyed = await pushdown?.survey?.([['2']]);
    for await (const _ of pushdown?.rowHashes(EVERYTHING) ?? []) kinds.push('hashes');
    expect(kinds).toEqual('cutAfter cuts lastKey rows digest survey rowHashes hashes'.split(' '));
    expect(surveyed?.map(({ rows }) => rows)).toEqual([2, 1]);
  });

  it('tells another position after each write, or nothing', async () => {
    const [side, silent] = [changingSide(FIRST), changingSide(FIRST, { tells: false })];
    const [[, database], [, other]] = await Promise.all([readerOf(side), readerOf(silent)]);
    const positions = async () => [
      (await database.activity?.())?.position ?? null,
      (await other.activity?.())?.position ?? null,
    ];
    const [before] = await positions();
    side.write(set('1', 0, '9'));
    silent.write(set('1', 0, '9'));
    const [after, unknown] = await positions();
    expect(after).not.toBe(before);
    expect(unknown).toBeNull();
    expect((await database.activity?.())?.restedSeconds).toBeLessThan(10);
  });
});

describe('an application', () => {
  it('writes in one order to both sides, to the second later', async () => {
    await inVirtualTime(async () => {
      const sides = { source: changingSide(FIRST), target: changingSide(FIRST) };
      const app = application(sides, { first: 'source', lag: (n) => (n === 0 ? 50 : 10) });
      app.write(set('1', 0, '7'));
      app.write(set('7', 0, '8'));
      app.every(20, (n) => {
        app.write(insert(String(100 + n)));
      });
      expect([sides.source.rows[0], sides.target.rows[0]]).toEqual([['8'], ['1']]);
      await pause(45);
      expect([sides.source.rows.length, sides.target.rows[0]]).toEqual([5, ['1']]);
      await pause(10);
      expect(sides.target.rows[0]).toEqual(['8']);
      await app.stop();
      expect(sides.target.rows).toEqual(sides.source.rows);
    });
  });
});

describe('virtual time', () => {
  it('passes only where all wait, and in the order of what is due', async () => {
    const began = performance.now();
    const woken: string[] = [];
    await inVirtualTime(async () => {
      const start = performance.now();
      const sleep = async (milliseconds: number): Promise<void> => {
        await pause(milliseconds);
        woken.push(`${String(milliseconds)} at ${String(performance.now() - start)}`);
      };
      await Promise.all([sleep(60_000), sleep(5), sleep(3_000)]);
    });
    expect(woken).toEqual(['5 at 5', '3000 at 3000', '60000 at 60000']);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('ends a sleep that is left', async () => {
    await inVirtualTime(async () => {
      const stop = new AbortController();
      const sleep = pause(1_000, undefined, { signal: stop.signal });
      stop.abort();
      await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
      await expect(pause(1, undefined, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
});

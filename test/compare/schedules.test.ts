/**
 * Writes in any order between reads in any order: never a match while a difference stands, never a row named that is none.
 * `npm run test:schedules` plays many more of them.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { TableReport } from '../../src/index.ts';
import type { Sides } from '../../src/model/side.ts';
import type { ChangingSide } from '../support/changing-side.ts';
import { inVirtualTime } from '../support/virtual-time.ts';
import { begin, isWritten, planted, restless, schedule, SETTLE, truth, WAYS } from './schedule.ts';
import type { Schedule } from './schedule.ts';

const RUNS = Number(process.env['CROSSTALLY_SCHEDULES'] ?? 25);
const SEED = process.env['CROSSTALLY_SEED'];

interface Seen {
  readonly beside: TableReport;
  /** When all that was written has arrived. */
  readonly atRest: TableReport;
  readonly sides: Sides<ChangingSide>;
}

function play(of: Schedule): Promise<Seen> {
  return inVirtualTime(async () => {
    const { sides, app } = begin(of);
    const beside = await compare(sides, of);
    await app.stop();
    return { beside, atRest: await compare(sides, of), sides };
  });
}

async function compare(sides: Sides<ChangingSide>, { way }: Schedule): Promise<TableReport> {
  const [source, target] = [sides.source.adapter, sides.target.adapter];
  const { tables } = await verify({ source, target, settle: SETTLE, ...WAYS[way]?.options }).report();
  if (tables[0] === undefined) throw new Error('no table');
  return tables[0];
}

const found = ({ differences }: TableReport): string[] =>
  differences.map(({ kind, key }) => `${kind} ${String(key['id'])}`).sort();

function checkKeyed(of: Schedule, { beside }: Seen): void {
  const stands = planted(of);
  const named = found(beside);
  expect(stands.map((one) => one.found)).toEqual(expect.arrayContaining(named));
  for (const one of stands) if (!one.restless) expect(named).toContain(one.found);
  expect(beside.rows.unconfirmed).toBeLessThanOrEqual(restless(of));
  const expected = named.length > 0 ? 'mismatch' : beside.rows.unconfirmed > 0 ? 'incomplete' : 'match';
  expect(beside.verdict).toBe(expected);
}

/** Beside writers a table without a key may be left open; what is said of it has to be true all the same. */
function checkKeyless(of: Schedule, { beside }: Seen): void {
  const stands = planted(of).map((one) => one.found.split(' ')[0]);
  const most = (kind: string): number => stands.filter((one) => one === kind || one === 'changed').length;
  expect(beside.rows.missing).toBeLessThanOrEqual(most('missing'));
  expect(beside.rows.extra).toBeLessThanOrEqual(most('extra'));
  if (!isWritten(of)) expect(beside.verdict).toBe(stands.length > 0 ? 'mismatch' : 'match');
}

function check(of: Schedule, seen: Seen): void {
  if (planted(of).length > 0) expect(seen.beside.verdict).not.toBe('match');
  const differ = truth(seen.sides);
  expect(seen.atRest.verdict).toBe(differ.length > 0 ? 'mismatch' : 'match');
  if (of.way === 'row hash') checkKeyless(of, seen);
  else {
    expect(found(seen.atRest)).toEqual(differ.sort());
    checkKeyed(of, seen);
  }
}

describe.each(Object.keys(WAYS))('by %s', (way) => {
  it(
    `${String(RUNS)} schedules of writes and reads`,
    async () => {
      await fc.assert(
        fc.asyncProperty(schedule, async (any) => {
          const of = { ...any, way };
          check(of, await play(of));
        }),
        { numRuns: RUNS, ...(SEED === undefined ? { seed: 7 } : { seed: Number(SEED) }) },
      );
    },
    180_000 + RUNS * 1000,
  );
});

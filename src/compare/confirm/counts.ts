/**
 * Rows that get other keys while a table is read can be where nobody looks, each time. They are counted all the same: where
 * somebody writes, the rows of both sides are counted at the same moments, and what was found has to explain the difference.
 *
 * What is in flight makes the counts go to and fro, around what was found; a row that one side alone has, under whatever
 * key, keeps them apart. A table that grows is ahead on the side that is written to first.
 */
import type { RowCounts } from '../../model/difference.ts';
import { bothSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { pause } from '../../run/pause.ts';
import type { TablePair } from '../table-pair.ts';

/** Counts within the settle time. */
const COUNTS = 12;
/** And in all; where they take long, as many as fit into so many settle times. */
const [MOST_COUNTS, LONGEST] = [48, 4];
/** From so many on their mean says something. */
const FEWEST = 6;
/** Standard errors: a healthy table is apart by so many once in some 16,000. */
const APART = 4;

/**
 * Why the counts contradict what was found; null when they do not, and where nobody can count.
 *
 * @param moved whether rows were seen to go: then two counts in a row that fit are not enough.
 */
export async function countsAgainst(
  { readers, recheck, retry }: TablePair,
  found: Pick<RowCounts, 'missing' | 'extra' | 'unconfirmed'>,
  moved: boolean,
): Promise<string | null> {
  if (recheck === null || found.unconfirmed > 0) return null;
  const wanted = found.missing - found.extra;
  const samples: Sides<number>[] = [];
  const began = performance.now();
  for (;;) {
    const now = await retry(() => bothSides(readers, async (reader) => (await reader.countRows?.()) ?? null));
    if (now.source === null || now.target === null) return null;
    samples.push({ source: now.source, target: now.target });
    if (isAtRest(samples, wanted, moved) || isExplained(samples, wanted)) return null;
    const isOver = samples.length >= MOST_COUNTS || performance.now() - began > recheck.settle * LONGEST;
    if (isOver) return isApart(samples, wanted) ? inWords(samples) : null;
    // Of a table at rest two counts in a row are enough.
    if (samples.length === 1 && !moved) continue;
    // Unevenly: in step with a row that comes and goes, each count would find it in the same state.
    await pause(((0.5 + Math.random()) * recheck.settle) / COUNTS / 1000, recheck.signal);
  }
}

/** Whether nothing moved between the last counts, and they fit. */
function isAtRest(samples: readonly Sides<number>[], wanted: number, moved: boolean): boolean {
  const last = samples.slice(moved ? -FEWEST : -2);
  const [first] = last;
  if (first === undefined || last.length < (moved ? FEWEST : 2) || first.source - first.target !== wanted) return false;
  return last.every(({ source, target }) => source === first.source && target === first.target);
}

/** Whether a row that one side alone has would show by now. */
function isExplained(samples: readonly Sides<number>[], wanted: number): boolean {
  const { mean, error } = offset(samples, wanted);
  return samples.length >= FEWEST && Math.abs(mean) + 2 * error < 1 && Math.abs(mean) <= 1 / 2;
}

function isApart(samples: readonly Sides<number>[], wanted: number): boolean {
  if (samples.length < FEWEST) return neverMet(samples, wanted);
  const { mean, error } = offset(samples, wanted);
  if (Math.abs(mean) <= 1 / 2 || Math.abs(mean) <= APART * error) return false;
  // As many rows as came within these counts may be on their way.
  const half = Math.floor(samples.length / 2);
  const grown =
    average(samples.slice(half).map(({ source }) => source)) -
    average(samples.slice(0, half).map(({ source }) => source));
  return Math.sign(grown) !== Math.sign(mean) || Math.abs(grown) < Math.abs(mean);
}

/** By how much the counts are apart beyond what was found, and its standard error. */
function offset(samples: readonly Sides<number>[], wanted: number): { readonly mean: number; readonly error: number } {
  const apart = samples.map(({ source, target }) => source - target - wanted);
  const mean = average(apart);
  const variance = average(apart.map((one) => (one - mean) ** 2));
  return { mean, error: Math.sqrt(variance / samples.length) };
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Of few counts no more is known than that the sides were never as far apart as what was found. */
function neverMet(samples: readonly Sides<number>[], wanted: number): boolean {
  const { source, target } = spans(samples);
  return source.least - wanted > target.most || target.least > source.most - wanted;
}

interface Span {
  readonly least: number;
  readonly most: number;
}

function spans(samples: readonly Sides<number>[]): Sides<Span> {
  const of = (counts: readonly number[]): Span => ({ least: Math.min(...counts), most: Math.max(...counts) });
  return { source: of(samples.map(({ source }) => source)), target: of(samples.map(({ target }) => target)) };
}

function inWords(samples: readonly Sides<number>[]): string {
  const words = ({ least, most }: Span): string =>
    least === most
      ? least.toLocaleString('en-US')
      : `${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`;
  const { source, target } = spans(samples);
  return (
    `rows got other keys or went while they were looked at, and the sides did not have as many as what was found explains: ` +
    `${words(source)} rows of the source, ${words(target)} of the target; run again when keys change less`
  );
}

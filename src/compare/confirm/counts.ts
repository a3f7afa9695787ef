/**
 * A row whose key is gone from both sides was deleted, or it got another key: then it is where it was not looked for. Where
 * that happened, the rows of both sides are counted until their counts meet: what is in flight makes them go to and fro,
 * and a row that one side alone has, under whatever key, keeps them apart.
 */
import { bothSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { pause } from '../../run/pause.ts';
import type { TablePair } from '../table-pair.ts';

/** Counts within the settle time. */
const COUNTS = 12;

/** Why rows that vanished leave the table in doubt; null when the two sides have had as many rows. */
export async function countsThatNeverMeet({ readers, recheck, retry }: TablePair): Promise<string | null> {
  if (recheck === null) return null;
  const seen: { readonly source: Span; readonly target: Span } = { source: newSpan(), target: newSpan() };
  for (let counts = 0; counts <= COUNTS; counts++) {
    // Unevenly: in step with a row that comes and goes, each count would find it in the same state.
    if (counts > 0) await pause(((0.5 + Math.random()) * recheck.settle) / COUNTS / 1000, recheck.signal);
    const now = await retry(() => bothSides(readers, async (reader) => (await reader.countRows?.()) ?? null));
    if (now.source === null || now.target === null) return null;
    widen(seen.source, now.source);
    widen(seen.target, now.target);
    if (seen.source.least <= seen.target.most && seen.target.least <= seen.source.most) return null;
  }
  return neverMet(seen);
}

/** The counts of a side, from the least to the most. */
interface Span {
  least: number;
  most: number;
}

function newSpan(): Span {
  return { least: Infinity, most: -Infinity };
}

function widen(span: Span, count: number): void {
  span.least = Math.min(span.least, count);
  span.most = Math.max(span.most, count);
}

function neverMet({ source, target }: Sides<Span>): string {
  const words = ({ least, most }: Span): string =>
    least === most
      ? least.toLocaleString('en-US')
      : `${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`;
  return (
    `rows got other keys or went while they were looked at, and the sides never had as many: ${words(source)} rows of the ` +
    `source, ${words(target)} of the target; run again when keys change less`
  );
}

import type { ChunkDigest, Pushdown, TableReader } from '../../adapter.ts';
import { CrosstallyError } from '../../errors.ts';
import { bothSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { compareDigests } from './digest.ts';
import type { DigestPair, Strategy } from './digest.ts';

/** Both sides' digests; or why their digests cannot be compared. */
export type Agreement = Sides<Pushdown> | { readonly refusal: string };

/** The way to hash that both sides have, by the source's preference; null when there is none. */
export function commonPushdown({ source, target }: Sides<TableReader>): Sides<Pushdown> | null {
  for (const here of source.pushdowns) {
    const there = target.pushdowns.find(({ identity }) => identity === here.identity);
    if (there !== undefined) return { source: here, target: there };
  }
  return null;
}

/** Both sides have to hash the same forms in the same way, and prove it on values that are known beforehand. */
export async function agreeOnPushdown(readers: Sides<TableReader>): Promise<Agreement> {
  const sides = commonPushdown(readers);
  if (sides === null) return { refusal: 'the databases have no hash of these columns in common' };
  const proofs = await bothSides(sides, (pushdown) => pushdown.calibrate());
  return proofs.source === proofs.target ? sides : { refusal: 'the sides hash the same values differently' };
}

/** The strategy `pushdown`: the databases hash, and a few numbers come over the wire. */
export function pushdownDigests(sides: Sides<Pushdown>): Strategy {
  return {
    name: 'pushdown',
    leafRows: 4_000,
    digest: async (ranges) => pairsOf(await bothSides(sides, (pushdown) => pushdown.digest(ranges)), ranges.length),
    survey: surveyOf(sides),
    rowHashes: () => sides,
    missed: () => undefined,
  };
}

function surveyOf({ source: { survey: source }, target: { survey: target } }: Sides<Pushdown>): Strategy['survey'] {
  if (source === undefined || target === undefined) return null;
  const surveys = { source, target };
  return async (keys) => pairsOf(await bothSides(surveys, (survey) => survey(keys)), keys.length + 1);
}

function pairsOf(digests: Sides<readonly ChunkDigest[]>, count: number): readonly DigestPair[] {
  return Array.from({ length: count }, (_, i) =>
    compareDigests({ source: digestAt(digests.source, i), target: digestAt(digests.target, i) }),
  );
}

function digestAt(digests: readonly ChunkDigest[], i: number): ChunkDigest {
  const digest = digests[i];
  if (digest !== undefined) return digest;
  throw new CrosstallyError('COVERAGE_BROKEN', 'a side left out the digest of a range');
}

import type { Difference } from '../../model/difference.ts';

/** Copies of one row, which stand side by side, as one difference with their number. */
export function countCopies(differences: readonly Difference[]): Difference[] {
  const counted: Difference[] = [];
  for (const difference of differences) {
    const last = counted.at(-1);
    const same = last?.kind === difference.kind && last.key[0] === difference.key[0];
    if (same) counted[counted.length - 1] = { ...last, count: (last.count ?? 1) + 1 };
    else counted.push({ ...difference, count: 1 });
  }
  return counted;
}

/**
 * The names that a misspelt one may have meant: at most `distance` letters apart, without regard to case and signs. Only
 * the nearest.
 */
export function nearNames(known: readonly string[], name: string, distance: number): readonly string[] {
  const asked = plain(name);
  return known
    .map((one) => ({ one, apart: apart(plain(one), asked, distance) }))
    .filter((candidate) => candidate.apart <= distance)
    .sort((a, b) => a.apart - b.apart)
    .filter((candidate, _i, [nearest]) => candidate.apart === nearest?.apart)
    .map(({ one }) => one);
}

/** `is customers or customer meant?`; null when no name is near. What may be meant of long names is less like them. */
export function didYouMean(known: readonly string[], name: string): string | null {
  const most = name.length < 5 ? 1 : name.length < 12 ? 2 : 3;
  const near = nearNames([...new Set(known)], name, most).filter((one) => plain(one) !== '' && one !== name);
  return near.length === 0 ? null : `is ${near.slice(0, 3).join(' or ')} meant?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names of very different lengths are not looked at letter by letter: there may be thousands. */
function apart(a: string, b: string, most: number): number {
  return Math.abs(a.length - b.length) > most ? Infinity : editDistance(a, b);
}

/** How many letters have to be added, taken away, replaced, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      const swapped = a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1) && i > 1 && j > 1;
      const least = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** The names that a misspelt one may have meant: at most `distance` letters apart, without regard to case and signs. */
export function nearNames(known: readonly string[], name: string, distance: number): readonly string[] {
  return known.filter((one) => editDistance(plain(one), plain(name)) <= distance);
}

/** `is customers or customer meant?`; null when no name is near. What may be meant of long names is less like them. */
export function didYouMean(known: readonly string[], name: string): string | null {
  const most = name.length < 3 ? 1 : 2;
  const near = nearNames([...new Set(known)], name, most).filter((one) => plain(one) !== '' && one !== name);
  return near.length === 0 ? null : `is ${near.slice(0, 3).join(' or ')} meant?`;
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z]/g, '').toLowerCase();
}

/** How many letters have to be added, taken away or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

import picomatch from 'picomatch';

/** Whether any of the globs matches one of a thing's names. `*` also crosses dots and slashes; case does not count. */
export function matchesAny(globs: readonly string[], names: readonly string[]): boolean {
  return globs.some((glob) => {
    // A name that is spelled out may hold characters that mean something in a glob.
    if (names.includes(glob)) return true;
    const matches = picomatch(glob, { bash: true, dot: true, nocase: true });
    return names.some((name) => matches(name));
  });
}

/** Looks for a name exactly first, then without regard to case if that leaves one candidate. */
export function findByName<T>(items: readonly T[], nameOf: (item: T) => string, name: string): T | null {
  const exact = items.find((item) => nameOf(item) === name);
  if (exact !== undefined) return exact;
  const folded = name.toLowerCase();
  const alike = items.filter((item) => nameOf(item).toLowerCase() === folded);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** Names in a sentence: the first few, and how many more. */
export function listNames(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 6).join(', '), names.length - 6];
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

/** Which things belong together, and what is left on either side. */
export interface MatchUp<T> {
  readonly pairs: readonly { readonly source: T; readonly target: T }[];
  readonly missing: readonly T[];
  readonly extra: readonly T[];
}

/** Pairs things by the first test that finds a partner: the strictest test goes first, for all of them. */
export function matchUp<T>(
  sources: readonly T[],
  targets: readonly T[],
  tests: readonly ((source: T, target: T) => boolean)[],
): MatchUp<T> {
  const pairs = new Map<T, T>();
  const taken = new Set<T>();
  for (const test of tests) {
    for (const source of sources) {
      if (pairs.has(source)) continue;
      const target = targets.find((candidate) => !taken.has(candidate) && test(source, candidate));
      if (target === undefined) continue;
      pairs.set(source, target);
      taken.add(target);
    }
  }
  return {
    pairs: [...pairs].map(([source, target]) => ({ source, target })),
    missing: sources.filter((source) => !pairs.has(source)),
    extra: targets.filter((target) => !taken.has(target)),
  };
}

/** Whether two lists hold the same in the same order. */
export function sameList(source: readonly string[], target: readonly string[] | null): boolean {
  return source.length === target?.length && source.every((item, i) => item === target[i]);
}

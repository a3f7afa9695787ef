import picomatch from 'picomatch';
import { CrosstallyError } from '../errors.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableRef } from '../model/table.ts';

/** Whether any of the globs matches one of a thing's names. `*` also crosses dots and slashes; case does not count. */
export function matchesAny(globs: readonly string[], names: readonly string[]): boolean {
  return globs.some((glob) => {
    // A name that is spelled out may hold characters that mean something in a glob.
    if (names.includes(glob)) return true;
    const matches = picomatch(glob, { bash: true, dot: true, nocase: true });
    return names.some((name) => matches(name));
  });
}

/** What patterns for columns are held against. */
export function columnNames(table: TableRef, column: { readonly name: string }): readonly string[] {
  return [column.name, `${table.name}.${column.name}`, `${tableName(table)}.${column.name}`];
}

/** Looks for a name exactly first, then without regard to case if that leaves one candidate. */
export function findByName<T>(items: readonly T[], nameOf: (item: T) => string, name: string): T | null {
  const exact = items.find((item) => nameOf(item) === name);
  if (exact !== undefined) return exact;
  const folded = name.toLowerCase();
  const alike = items.filter((item) => nameOf(item).toLowerCase() === folded);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** Whether the user's `table` or `schema.table` means this one. Case does not count. */
export function isTable(table: TableRef, name: string): boolean {
  const folded = name.toLowerCase();
  return [table.name, tableName(table)].some((own) => own.toLowerCase() === folded);
}

/** In which ways names may differ and be taken for one, the strictest first. */
const FOLDS: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase(),
  (name) => name.toLowerCase().replaceAll('_', ''),
];

/**
 * Pairs exact names first, then those that are equal without regard to case, then without `_` too, where neither side
 * leaves a choice. No item is in two pairs.
 */
export function pairByName<S, T>(
  sources: readonly S[],
  targets: readonly T[],
  nameOf: (item: S | T) => string,
): ReadonlyMap<S, T> {
  const exact = new Map(targets.map((target) => [nameOf(target), target]));
  const pairs = new Map<S, T>();
  for (const source of sources) {
    const target = exact.get(nameOf(source));
    if (target !== undefined) pairs.set(source, target);
  }
  for (const fold of FOLDS) {
    const taken = new Set(pairs.values());
    const open = sources.filter((source) => !pairs.has(source));
    const [own, others] = [byFold(sources, nameOf, fold), byFold(targets, nameOf, fold)];
    for (const source of open) {
      const name = fold(nameOf(source));
      const [target, ...more] = others.get(name) ?? [];
      if (target === undefined || more.length > 0 || taken.has(target) || own.get(name)?.length !== 1) continue;
      pairs.set(source, target);
    }
  }
  return pairs;
}

/** Names that were not paired since more than one would do, on either side; null when there are none. */
export function rivalNames<S, T>(
  sources: readonly S[],
  targets: readonly T[],
  nameOf: (item: S | T) => string,
  pairs: ReadonlyMap<S, T>,
): Sides<readonly string[]> | null {
  const fold = FOLDS.at(-1) ?? String;
  const taken = new Set(pairs.values());
  const free = sources.filter((source) => !pairs.has(source));
  const others = byFold(
    targets.filter((target) => !taken.has(target)),
    nameOf,
    fold,
  );
  for (const [name, own] of byFold(free, nameOf, fold)) {
    const found = { source: own.map(nameOf), target: (others.get(name) ?? []).map(nameOf) };
    const names = [...found.source, ...found.target];
    // Names that differ in case alone may well be two tables on both sides, of which one is missing.
    const differ = new Set(names.map((one) => one.toLowerCase())).size > 1;
    if (found.target.length > 0 && names.length > 2 && differ) return found;
  }
  return null;
}

/** Two candidates: whoever guesses compares the wrong ones. */
export function severalNames(
  what: string,
  { source, target }: Sides<readonly string[]>,
  option: string,
): CrosstallyError {
  const message = `${what} could be paired in more than one way: ${source.join(', ')} with ${target.join(', ')}`;
  return new CrosstallyError('PLAN_INVALID', message, { hint: `say which belong together: ${option}` });
}

function byFold<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  fold: (name: string) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = fold(nameOf(item));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** Names in a sentence: the first few, and how many more. */
export function listNames(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 6).join(', '), names.length - 6];
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

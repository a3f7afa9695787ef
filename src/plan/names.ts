import picomatch from 'picomatch';
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

/**
 * Pairs exact names first, then those that are equal without regard to case where neither side leaves a choice. No item
 * is in two pairs.
 */
export function pairByName<S, T>(
  sources: readonly S[],
  targets: readonly T[],
  nameOf: (item: S | T) => string,
): ReadonlyMap<S, T> {
  const exact = new Map(targets.map((target) => [nameOf(target), target]));
  const foldedSources = groupByName(sources, nameOf);
  const foldedTargets = groupByName(targets, nameOf);
  return new Map(
    sources.flatMap((source): [S, T][] => {
      const name = nameOf(source);
      const same = exact.get(name);
      if (same !== undefined) return [[source, same]];
      const [alike, rivals] = [foldedTargets.get(name.toLowerCase()) ?? [], foldedSources.get(name.toLowerCase())];
      return alike.length === 1 && alike[0] !== undefined && rivals?.length === 1 ? [[source, alike[0]]] : [];
    }),
  );
}

function groupByName<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const folded = nameOf(item).toLowerCase();
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [item]);
    else group.push(item);
  }
  return groups;
}

/** Names in a sentence: the first few, and how many more. */
export function listNames(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 6).join(', '), names.length - 6];
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

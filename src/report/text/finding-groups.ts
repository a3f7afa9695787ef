import type { Finding } from '../../model/finding.ts';

/** One thing that was found, in one table or alike in several. */
export interface FindingGroup {
  /** The first of them. */
  readonly finding: Finding;
  /** Those that it is said of alike, in their order; one for a finding of its own. */
  readonly tables: readonly string[];
}

/** From here on equal findings are said once, with their tables. */
const SEVERAL = 3;

/** Findings that say the same of several tables, put together where the first of them stands. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = sameness(finding);
    alike.set(key, [...(alike.get(key) ?? []), finding]);
  }
  const said = new Set<string>();
  return findings.flatMap((finding) => {
    const key = sameness(finding);
    const group = alike.get(key) ?? [];
    if (finding.table === null || group.length < SEVERAL) return [{ finding, tables: [finding.table ?? ''] }];
    if (said.has(key)) return [];
    said.add(key);
    return [{ finding, tables: group.map(({ table }) => table ?? '') }];
  });
}

/** All but the table; of a finding about a table its name too, and of what is called by its table that part of its name. */
function sameness(finding: Finding): string {
  const { kind, object, table, name, aspect, severity, source, target, message } = finding;
  if (table === null) return JSON.stringify([kind, object, name, aspect, severity, source, target, message]);
  const texts = [object === 'table' ? null : name, source, target, message];
  return JSON.stringify([kind, object, aspect, severity, ...texts.map((text) => withoutTable(text, table))]);
}

/** What stands in place of a table's own name where several tables are told of at once. */
const OWN_NAME = '{table}';

/** A text about a table as it may stand for another one. */
export function withoutTable<T extends string | null>(text: T, table: string): T {
  const own = table.slice(table.indexOf('.') + 1);
  if (text === null || own === '') return text;
  return (own.length < LEAST_NAME ? text.replace(asWord(own), OWN_NAME) : text.replaceAll(own, OWN_NAME)) as T;
}

/** The name of a shorter one may stand anywhere: it counts where nothing but a `_` is beside it. */
const LEAST_NAME = 3;

function asWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');
}

/** What is found once or twice comes before what is found again and again, where not everything can be shown. */
export function rarestFirst(groups: readonly FindingGroup[]): FindingGroup[] {
  const sort = ({ finding: { kind, object, aspect } }: FindingGroup): string => JSON.stringify([kind, object, aspect]);
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(sort(group), (counts.get(sort(group)) ?? 0) + 1);
  const count = (group: FindingGroup): number => counts.get(sort(group)) ?? 0;
  return [...groups].sort((a, b) => count(a) - count(b));
}

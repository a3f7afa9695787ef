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

/** All but the table; of a finding about a table its name too. */
function sameness({ kind, object, table, name, aspect, severity, source, target, message }: Finding): string {
  const own = object === 'table' || table === null ? null : name;
  return JSON.stringify([kind, object, own, aspect, severity, source, target, message, table === null ? name : null]);
}

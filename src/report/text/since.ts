import type { FingerprintInfo, Report, TableReport } from '../../model/report.ts';
import { clock, count, counted } from '../numbers.ts';

/** What a comparison with a fingerprint says, and what it cannot say. */
export function sinceWords(report: Report): string[] {
  const { source, target } = report;
  const [before, after] = [source.fingerprint, target.fingerprint];
  if (before === undefined && after === undefined) return [];
  const differ = report.tables.some(({ rows }) => rows.missing + rows.extra + rows.changed > 0);
  const changed = report.tables.some(({ rows }) => rows.changed > 0);
  const blind = [before, after].some((one) => one?.columns === false);
  return [
    ...(differ ? [span(before, after)] : []),
    ...(['source', 'target'] as const).flatMap((side) => momentWords(side, report[side].fingerprint)),
    ...report.tables.flatMap(newerWords),
    ...(changed && blind
      ? ['Which columns have changed is not known: a fingerprint that is taken with --columns-too tells that.']
      : []),
  ];
}

function span(before: FingerprintInfo | undefined, after: FingerprintInfo | undefined): string {
  if (before !== undefined && after !== undefined) {
    const [first = before, last = after] = [before, after].sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
    return `What differs has changed between ${clock(first.takenAt)} and ${clock(last.takenAt)}; by whom is not known.`;
  }
  const since = clock((before ?? after)?.takenAt ?? '');
  const way = before === undefined ? ' The fingerprint is the target: a row that came since is missing in it.' : '';
  return `What differs has changed since ${since}; by whom is not known.${way}`;
}

function momentWords(side: string, held: FingerprintInfo | undefined): string[] {
  if (held === undefined) return [];
  const position = held.position === null ? '' : `, at position ${held.position}`;
  const moment = `The ${side} is as it was at ${clock(held.takenAt)}${position}.`;
  if (held.consistent) return [moment];
  return [`${moment} It was read chunk by chunk: what was written meanwhile may be in it in part.`];
}

/** Keys that are named of a table. */
const MOST_NAMED = 10;

function newerWords({ source, newer }: TableReport): string[] {
  if (newer === undefined) return [];
  const named = newer.differences
    .slice(0, MOST_NAMED)
    .map(({ kind, key }) => `${Object.values(key).join(', ')} (${kind})`);
  const left = newer.rows - named.length;
  const more = left === 0 ? '' : `, and ${count(left)} more`;
  const are = newer.rows === 1 ? 'is' : 'are';
  return [`${source ?? ''}: ${counted(newer.rows, 'row')} ${are} newer, and not counted: ${named.join('; ')}${more}.`];
}

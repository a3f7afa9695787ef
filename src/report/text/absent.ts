import type { Report, TableReport } from '../../model/report.ts';
import { counted } from '../numbers.ts';
import type { Extent } from './extent.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout } from './layout.ts';
import type { Names } from './names.ts';

/** Tables that one side lacks, once: a line of names a side, each with about how many rows it has. */
export function absentLines(report: Report, names: Names, layout: Layout, extent: Extent): string[] {
  const source = report.tables.filter((table) => table.target === null && table.source !== null);
  const target = report.tables.filter((table) => table.source === null && table.target !== null);
  return [
    ...sideLines('Only in the source', source, names, layout, extent),
    ...sideLines('Only in the target', target, names, layout, extent),
  ];
}

function sideLines(
  title: string,
  tables: readonly TableReport[],
  names: Names,
  layout: Layout,
  extent: Extent,
): string[] {
  if (tables.length === 0) return [];
  const sizes = tables.map(estimateOf).filter((rows) => rows !== null);
  const rows = sizes.reduce((sum, rows) => sum + rows, 0);
  const all = sizes.length > 0 ? `, about ${counted(rows, 'row')} by the server's statistics` : '';
  const shown = tables.slice(0, extent.names).map((table) => names.name(table));
  const left = tables.length - shown.length;
  const more = left > 0 ? [`and ${counted(left, 'more', 'more')} that --full names`] : [];
  return [
    '',
    ...wrapped(`${title}: ${counted(tables.length, 'table')}${all}`, layout.width, '  ').map((line) =>
      styled(layout, 'bold', line),
    ),
    ...wrapped([...shown, ...more].join(', '), layout.width, '  ', '  '),
  ];
}

/** From the words of its reason, which is all that a report has of it. */
function estimateOf({ reason = '' }: TableReport): number | null {
  const [, rows] = /\(about ([\d,]+) rows? by/.exec(reason) ?? [];
  return rows === undefined ? null : Number(rows.replaceAll(',', ''));
}

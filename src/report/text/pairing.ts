import type { PairedNames, Report, TableReport, UnselectedSchema } from '../../model/report.ts';
import { counted } from '../numbers.ts';
import type { Names } from './names.ts';

/** How tables were taken together that nobody paired by hand, for people: a line each. */
export function pairingWords(report: Pick<Report, 'tables' | 'pairedNames'>, names: Names): readonly string[] {
  return [...report.tables.flatMap((table) => familyWords(table, names)), ...pairedWords(report.pairedNames ?? [])];
}

/** Names that are equal without letter case and `_`. */
export function pairedWords(pairs: readonly PairedNames[]): readonly string[] {
  return pairs.map(({ kind, source, target }) => `${kind} ${source} with ${target}`);
}

/** Schemas of the source that are not in the report, and how they come in. */
export function unselectedWords(schemas: readonly UnselectedSchema[]): readonly string[] {
  if (schemas.length === 0) return [];
  const some = listed(schemas.map(({ name, tables }) => `${name} (${counted(tables, 'table')})`));
  return [`schemas of the source that were not selected: ${some}; --schema names all that are to be compared`];
}

/** Which tables' rows were read by the name of another one. */
function familyWords(table: TableReport, names: Names): string[] {
  const { family } = table;
  if (family === undefined) return [];
  const sides = (['source', 'target'] as const).filter((side) => family[side].length > 0);
  const lists = sides.map((side) => `${listed(family[side])} of the ${side}`);
  return [`${names.name(table)}: one table with the rows of ${lists.join(' and ')}, which its name reaches`];
}

const MOST_NAMES = 6;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

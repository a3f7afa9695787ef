import type { Report, TableReport } from '../../model/report.ts';
import { counted } from '../numbers.ts';
import { printable } from '../printable.ts';

/** How tables are called in one report: without the schema when every table of a side is in the same one. */
export interface Names {
  /** The one schema of each side; null when there are several or none. */
  readonly schemas: { readonly source: string | null; readonly target: string | null };
  name(table: Pick<TableReport, 'source' | 'target'>): string;
  /** What `--tables` takes for a table of the source. */
  source(name: string): string;
}

export function namesOf(report: Pick<Report, 'tables'>): Names {
  const source = onlySchema(report.tables.map((table) => table.source));
  const target = onlySchema(report.tables.map((table) => table.target));
  return {
    schemas: { source, target },
    source: (name) => within(source, name) ?? name,
    name: (table) => {
      const [from, to] = [within(source, table.source), within(target, table.target)];
      if (from === null || to === null) return printable(from ?? to ?? '');
      return printable(from === to ? from : `${from} → ${to}`);
    },
  };
}

function onlySchema(names: readonly (string | null)[]): string | null {
  const schemas = new Set(names.filter((name) => name !== null).map((name) => name.slice(0, name.indexOf('.'))));
  const [schema] = schemas;
  return schemas.size === 1 && schema !== undefined ? schema : null;
}

function within(schema: string | null, name: string | null): string | null {
  return schema === null || name === null ? name : name.slice(schema.length + 1);
}

/** Tables named in one sentence, and where there are more than that. */
const [MOST_NAMES, NAMES_OF_MANY] = [4, 2];

/** `orders, customers and 7 more tables` */
export function listedNames(tables: readonly TableReport[], names: Names): string {
  const most = tables.length > MOST_NAMES ? NAMES_OF_MANY : MOST_NAMES;
  const shown = tables.slice(0, most).map((table) => names.name(table));
  const left = tables.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${counted(left, 'more table', 'more tables')}` : ''}`;
}

import type { TableDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import { quoteText } from './quote.ts';

const SPATIAL = /^(geometry|point|linestring|polygon|multi(point|linestring|polygon)|geometrycollection)\b/i;

/** The reference systems of spatial columns, of which MariaDB tells apart from the columns: asked where there are such. */
export async function withReferenceSystems(
  connections: Connections,
  tables: readonly TableDefinition[],
  mariadb: boolean,
): Promise<readonly TableDefinition[]> {
  const spatial = tables.filter(({ columns }) => columns.some(({ native }) => SPATIAL.test(native)));
  if (!mariadb || spatial.length === 0) return tables;
  const list = spatial.map(({ schema, name }) => `(${quoteText(schema)}, ${quoteText(name)})`).join(', ');
  const rows = await connections.ask(`SELECT g_table_schema, g_table_name, g_geometry_column, srid
    FROM information_schema.geometry_columns WHERE (g_table_schema, g_table_name) IN (${list})`);
  const known = new Map(rows.map(([schema, table, column, srid]) => [JSON.stringify([schema, table, column]), srid]));
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const srid = known.get(JSON.stringify([table.schema, table.name, column.name]));
      return srid == null || srid === '0'
        ? column
        : { ...column, facts: { ...column.facts, 'reference system': srid } };
    }),
  }));
}

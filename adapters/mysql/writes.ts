import type { TableRef } from '../../src/model/table.ts';
import { tableName } from '../../src/model/table.ts';
import type { Connections } from './connections.ts';
import { quoteText } from './quote.ts';

/** Engines that say when a table was last written to; Aria says it when the table is flushed. */
const TELL = `'InnoDB', 'MyISAM'`;

/**
 * The time of the last write is told to the second: that of one in this second or the last is followed by the time of the
 * question, so that the next answer differs whatever is written meanwhile. InnoDB forgets it when the server starts, and
 * does not count TRUNCATE: the time of creation and the number that comes next tell of those.
 */
const token = (schema: string): string => `
  SELECT table_schema, table_name, IF(engine IN (${TELL}), CONCAT_WS(' ', create_time, COALESCE(update_time, 'never'),
           table_rows, COALESCE(auto_increment, '-'), IF(update_time > NOW() - INTERVAL 2 SECOND, NOW(6), '')), NULL)
  FROM information_schema.tables WHERE table_schema = ${quoteText(schema)}`;

/**
 * See `Database.writes`. One statement with a part for each schema: MariaDB would go through all databases for a list of
 * them. Sessions pin `information_schema_stats_expiry` to 0, without which MySQL would repeat what it said a day ago.
 */
export async function writesOf(
  server: Pick<Connections, 'ask'>,
  tables: readonly TableRef[],
): Promise<readonly (string | null)[]> {
  if (tables.length === 0) return [];
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const rows = await server.ask(schemas.map(token).join(' UNION ALL '));
  const tokens = new Map(
    rows.map(([schema, name, said]) => [tableName({ schema: schema ?? '', name: name ?? '' }), said]),
  );
  return tables.map((table) => tokens.get(tableName(table)) ?? null);
}

/**
 * Foreign keys by which a write to one table changes rows of another. InnoDB does so beneath the binary log, which tells of
 * the parent's rows alone.
 */
import type { TableRef } from '../../../src/model/table.ts';
import { tableName } from '../../../src/model/table.ts';
import type { Connections } from '../connections.ts';
import { quoteTable, quoteText } from '../quote.ts';

/** What a write to a parent reaches. */
export interface Cascade {
  readonly parent: TableRef;
  /** The tables whose rows change with it, at any depth; by name. */
  readonly reached: ReadonlySet<string>;
  /** Columns of the parent: an update of others reaches nothing. Null when no update does. */
  readonly updated: ReadonlySet<string> | null;
  readonly deleted: boolean;
}

interface ForeignKey {
  readonly child: TableRef;
  readonly parent: TableRef;
  readonly columns: readonly string[];
  readonly onDelete: boolean;
  readonly onUpdate: boolean;
}

/** By the parent's name; empty where the server tells of such rows too, as MySQL does since 9.6. */
export async function cascadesTo(
  server: Connections,
  tables: readonly TableRef[],
): Promise<ReadonlyMap<string, Cascade>> {
  const [[, native = null] = []] = await server.ask(`SHOW GLOBAL VARIABLES LIKE 'innodb_native_foreign_keys'`);
  if (native === 'OFF') return new Map();
  const keys = await foreignKeys(server, tables);
  const below = (name: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const go = (parent: string): void => {
      for (const { child, parent: up } of keys) {
        if (tableName(up) !== parent || found.has(tableName(child))) continue;
        found.add(tableName(child));
        go(tableName(child));
      }
    };
    go(name);
    return found;
  };
  const parents = new Map(keys.map(({ parent }) => [tableName(parent), parent]));
  return new Map(
    [...parents].map(([name, parent]) => {
      const own = keys.filter((key) => tableName(key.parent) === name);
      const updating = own.filter(({ onUpdate }) => onUpdate);
      const updated = updating.length === 0 ? null : new Set(updating.flatMap(({ columns }) => columns));
      return [name, { parent, reached: below(name), updated, deleted: own.some(({ onDelete }) => onDelete) }];
    }),
  );
}

/**
 * Those that act, from the tables upwards. An account with SELECT alone is not told by MariaDB's catalog what they do, but
 * which tables have some, and what the table was made of.
 */
async function foreignKeys(server: Connections, tables: readonly TableRef[]): Promise<readonly ForeignKey[]> {
  const schemas = [...new Set(tables.map(({ schema }) => schema))].map(quoteText).join(', ');
  const rows = await server.ask(`
    SELECT DISTINCT table_schema, table_name FROM information_schema.key_column_usage
    WHERE table_schema IN (${schemas}) AND referenced_table_name IS NOT NULL`);
  const having = new Set(rows.map(([schema, name]) => tableName({ schema: schema ?? '', name: name ?? '' })));
  const [found, seen] = [new Array<ForeignKey>(), new Set<string>()];
  const open: TableRef[] = [...tables];
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    if (seen.has(tableName(table)) || !having.has(tableName(table))) continue;
    seen.add(tableName(table));
    const [[, text] = []] = await server.ask(`SHOW CREATE TABLE ${quoteTable(table)}`).catch(() => []);
    for (const key of actingKeys(table, text ?? '')) {
      found.push(key);
      open.push(key.parent);
    }
  }
  return found;
}

const NAME = '`((?:[^`]|``)+)`';
const FOREIGN_KEY = new RegExp(`FOREIGN KEY \\(.*?\\) REFERENCES (?:${NAME}\\.)?${NAME} \\((.*?)\\)([^\\n]*)`, 'g');
const ACTS = '(?:CASCADE|SET NULL|SET DEFAULT)';

function actingKeys(child: TableRef, text: string): readonly ForeignKey[] {
  const named = (name: string): string => name.replaceAll('``', '`');
  return Array.from(text.matchAll(FOREIGN_KEY), ([, schema, name = '', columns = '', rules = '']) => ({
    child: { schema: child.schema, name: child.name },
    parent: { schema: schema === undefined ? child.schema : named(schema), name: named(name) },
    columns: Array.from(columns.matchAll(new RegExp(NAME, 'g')), ([, column = '']) => named(column)),
    onDelete: new RegExp(`ON DELETE ${ACTS}`).test(rules),
    onUpdate: new RegExp(`ON UPDATE ${ACTS}`).test(rules),
  })).filter(({ onDelete, onUpdate }) => onDelete || onUpdate);
}

import { CrosstallyError } from '../../src/errors.ts';
import type { TableRef } from '../../src/model/table.ts';

/** An identifier in SQL. The only way a name of the user's reaches a statement. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string in SQL, whatever `standard_conforming_strings` says. The only way a value reaches a statement: also of a type. */
export function quoteText(text: string): string {
  if (text.includes('\0')) throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', 'PostgreSQL holds no text with a NUL');
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** Bytes in SQL, from lower-case hexadecimal digits. */
export function quoteBytes(hex: string): string {
  return `${quoteText(`\\x${hex}`)}::bytea`;
}

/** The table in a FROM clause. */
export function quoteTable(table: TableRef): string {
  return `${table.only === true ? 'only ' : ''}${quoteName(table.schema)}.${quoteName(table.name)}`;
}

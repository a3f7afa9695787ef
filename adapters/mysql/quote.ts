import type { TableRef } from '../../src/model/table.ts';

/** An identifier in SQL. The only way a name of the user's reaches a statement. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A string in SQL, whatever the session's character set and escapes. The only way a text reaches a statement. */
export function quoteText(text: string): string {
  return `_utf8mb4 ${quoteBytes(Buffer.from(text).toString('hex'))}`;
}

/** A string as people write it, for statements that are shown and not sent. */
export function quoteString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A byte string in SQL, of hexadecimal digits. */
export function quoteBytes(hex: string): string {
  return `X'${hex}'`;
}

/** The table in a FROM clause. */
export function quoteTable(table: TableRef): string {
  const when = table.history === true ? ' FOR SYSTEM_TIME ALL' : '';
  return `${quoteName(table.schema)}.${quoteName(table.name)}${when}`;
}

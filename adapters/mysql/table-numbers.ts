import { CrosstallyError } from '../../src/errors.ts';
import type { TableRef } from '../../src/model/table.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteText } from './quote.ts';

/** Numbers that InnoDB gives to tables, by their names in its own spelling. */
export type TableNumbers = ReadonlyMap<string, string>;

/**
 * InnoDB's numbers of the tables of a schema, or of one of them. TRUNCATE gives a table another number, and changes
 * nothing else that a server tells. They take the privilege PROCESS: without it nothing is answered.
 */
export async function tableNumbers(
  connections: Connections,
  { schema, name = '' }: { readonly schema: string; readonly name?: string },
  mariadb: boolean,
): Promise<TableNumbers> {
  const [folder, table] = [spelled(schema), spelled(name)];
  if (folder === null || table === null) return new Map();
  const view = mariadb ? 'innodb_sys_tables' : 'innodb_tables';
  const sql = `SELECT name, table_id FROM information_schema.${view} WHERE name LIKE ${quoteText(`${folder}/${table}%`)} ORDER BY name`;
  const numbers = new Map<string, string>();
  for (const [own, number] of await connections.ask(sql).catch(nothingIfRefused)) {
    // Partitions have numbers of their own.
    const whole = (own ?? '').replace(/#(p|sp)#.*$/i, '');
    numbers.set(whole, [numbers.get(whole), number].filter((one) => one != null).join(' '));
  }
  return numbers;
}

/** The number of a table; null when it is not told. */
export function numberOfTable(numbers: TableNumbers, { schema, name }: TableRef): string | null {
  const [folder, table] = [spelled(schema), spelled(name)];
  return folder === null || table === null ? null : (numbers.get(`${folder}/${table}`) ?? null);
}

/** As InnoDB spells a name that is all ASCII; null for another one. */
function spelled(name: string): string | null {
  if (/[^\x20-\x7e]/.test(name)) return null;
  return name.replace(/\W/g, (sign) => `@${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Not every account may ask, and not every server that speaks the language has such numbers. */
function nothingIfRefused(error: unknown): readonly TextRow[] {
  const refusals: readonly string[] = ['ADAPTER_PRIVILEGE_MISSING', 'ADAPTER_STATEMENT_FAILED'];
  if (error instanceof CrosstallyError && error.remedy === null && refusals.includes(error.code)) return [];
  throw error;
}

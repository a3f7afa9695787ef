/** What a statement in the binary log may have done to the tables: a log of rows has those that change no rows one by one. */
import type { TableRef } from '../../../src/model/table.ts';
import type { StatementRun } from './binary-log.ts';

const COMMENTS = /^(?:\s+|\/\*(?![!M]).*?\*\/|#[^\n]*(?:\n|$)|-- [^\n]*(?:\n|$))+/s;
const BORDERS = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|START|XA (?!COMMIT))/i;
/** Of rows, as a log of statements has them; the rows of a transaction that was prepared were told before it was committed. */
const OF_ROWS = /^(?:INSERT|UPDATE|DELETE|REPLACE|LOAD|CALL|WITH|DO|SELECT|XA COMMIT)\b/i;
const OF_NO_TABLE = /^(?:GRANT|REVOKE|SET|FLUSH|ANALYZE|(?:CREATE|ALTER|DROP|RENAME) (?:USER|ROLE))\b/i;

export function isAboutRows(text: string): boolean {
  return OF_ROWS.test(bare(text));
}

/** Whether the statement names the table, as far as its words tell: rather once too often. */
export function redefines({ text, schema }: StatementRun, table: TableRef): boolean {
  const words = bare(text);
  if (words === '' || BORDERS.test(words) || OF_NO_TABLE.test(words)) return false;
  const inSchema = mentions(words, table.schema);
  if (/^(?:CREATE|ALTER|DROP)\s+(?:DATABASE|SCHEMA)\b/i.test(words)) return inSchema || schema === table.schema;
  return mentions(words, table.name) && (inSchema || schema === table.schema);
}

function bare(text: string): string {
  return text.replace(COMMENTS, '');
}

function mentions(words: string, name: string): boolean {
  const [text, sought] = [words.toLowerCase(), name.toLowerCase()];
  if (!/^[\w$]+$/.test(sought))
    return (
      text.includes(sought) ||
      text.includes(sought.replaceAll('`', '``')) ||
      text.includes(sought.replaceAll('"', '""'))
    );
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
    if (!/[\w$]/.test((text[at - 1] ?? ' ') + (text[at + sought.length] ?? ' '))) return true;
  }
  return false;
}

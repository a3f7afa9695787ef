import type { ViewColumn } from '../../src/model/view.ts';
import { canonicalExpression, encoded, isMoney } from './canonical.ts';
import { quoteBytes, quoteName, quoteText } from './quote.ts';
import { bytesOfText, isStray } from './stray-bytes.ts';

/**
 * A key part as SQL to compare the bare column with, so that its index serves; null when no value of the column
 * can equal it.
 */
export function literal(column: ViewColumn, part: string): string | null {
  switch (column.type.kind) {
    case 'integer':
    case 'decimal':
      return number(part);
    case 'boolean':
      return part === '0' ? 'false' : part === '1' ? 'true' : null;
    case 'bytes':
      return column.form === 'bytes' && /^[0-9a-f]*$/.test(part) ? quoteBytes(part) : null;
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part) ? `${quoteText(part)}::uuid` : null;
    case 'date':
    case 'timestamp':
    case 'instant':
      return time(column.type.kind, part);
    default:
      return text(column, part);
  }
}

/** The condition that a column has a key part's value; null when it cannot have it. */
export function equals(column: ViewColumn, part: string | null): string | null {
  const name = quoteName(column.name);
  if (part === null) return `${name} is null`;
  if (comparesBytes(column, part)) return `${bytesExpression(column)} = ${quoteBytes(bytesOfText(part))}`;
  if (comparesBare(column)) {
    const value = literal(column, part);
    return value === null ? null : `${name} = ${value}`;
  }
  const value = column.form === 'float' ? float(part) : text(column, part);
  return value === null ? null : `${comparable(column)} = ${value}`;
}

/** Whether equality of the bare column is, or includes, equality of the canonical form. */
function comparesBare({ type, form }: ViewColumn): boolean {
  if (isMoney(type)) return false;
  switch (form) {
    case 'integer':
    case 'decimal':
      return type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'boolean';
    case 'trimmed':
      return type.kind === 'text' && type.fixed;
    case 'text':
    case 'bytes':
    case 'date':
    case 'timestamp':
    case 'instant':
    case 'uuid':
      return type.kind === form;
    default:
      return false;
  }
}

function comparable(column: ViewColumn): string {
  return column.form === 'float' ? quoteName(column.name) : canonicalExpression(column);
}

/** Bare, so that PostgreSQL picks a width that holds it: a bound may lie beyond the column's own type. */
function number(part: string): string | null {
  if (/^-?\d+(\.\d+)?$/.test(part)) return part.startsWith('-') ? `(${part})` : part;
  return /^(NaN|-?Infinity)$/.test(part) ? `${quoteText(part)}::numeric` : null;
}

function float(part: string): string | null {
  return Number.isNaN(Number(part)) && part !== 'NaN' ? null : `${quoteText(part)}::float8`;
}

function text({ type }: ViewColumn, part: string): string | null {
  if (type.encoding === 'SQL_ASCII' && isStray(part))
    return `convert_from(${quoteBytes(bytesOfText(part))}, 'SQL_ASCII')`;
  if (part.includes('\0') || (type.encoding === 'LATIN1' && NOT_LATIN1.test(part))) return null;
  return quoteText(part);
}

const NOT_LATIN1 = /[^\u0000-\u00ff]/;
const NOT_ASCII = /[^\u0000-\u007f]/;

/**
 * Whether a text is compared as bytes: one that the server's encoding may not have is refused with the whole statement,
 * and under SQL_ASCII what is printed of a value is bytes. The price is that no index serves.
 */
function comparesBytes(column: ViewColumn, part: string): boolean {
  const { encoding } = column.type;
  if (encoding === undefined || encoding === 'LATIN1') return false;
  return encoding === 'SQL_ASCII' ? !comparesBare(column) : NOT_ASCII.test(part);
}

function bytesExpression(column: ViewColumn): string {
  const expression = canonicalExpression(column);
  return column.type.encoding === 'SQL_ASCII' ? expression : encoded(expression, 'UTF8');
}

const DATE = /^(\d{4,})-(\d\d)-(\d\d)( \d\d:\d\d:\d\d(\.\d{1,6})?Z?)?( BC)?Z?$/;

function time(kind: 'date' | 'timestamp' | 'instant', part: string): string | null {
  if (!isTime(part)) return null;
  return kind === 'instant' ? `${quoteText(withOffset(part))}::timestamptz` : `${quoteText(part)}::${kind}`;
}

/** MySQL can hold `0000-00-00` and, when allowed to, 31 February; PostgreSQL refuses the whole statement. */
function isTime(part: string): boolean {
  if (/^-?infinityZ?$/.test(part)) return true;
  const [, year, month, day] = DATE.exec(part) ?? [];
  if (year === undefined || Number(year) === 0) return false;
  const date = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** PostgreSQL reads an era only behind the offset, and no offset behind infinity. */
function withOffset(instant: string): string {
  if (instant.endsWith('infinityZ')) return instant.slice(0, -1);
  return instant.endsWith(' BCZ') ? `${instant.slice(0, -4)}+00 BC` : instant;
}

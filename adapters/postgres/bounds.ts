/** Parts of keys as SQL to compare a bare column with; null for one that no value of the column can equal. */
import type { ViewColumn } from '../../src/model/view.ts';
import { quoteBytes, quoteText } from './quote.ts';
import { bytesOfText, isForeign, isStray } from './stray-bytes.ts';

export function boolean(_column: ViewColumn, part: string): string | null {
  return part === '0' ? 'false' : part === '1' ? 'true' : null;
}

export function bytes(_column: ViewColumn, part: string): string | null {
  return /^[0-9a-f]*$/.test(part) ? quoteBytes(part) : null;
}

export function uuid(_column: ViewColumn, part: string): string | null {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part) ? `${quoteText(part)}::uuid` : null;
}

/** For what is compared in a form that no literal of the column's own type has. */
export function none(): null {
  return null;
}

/** Bare, so that PostgreSQL picks a width that holds it: a bound may lie beyond the column's own type. */
export function number(_column: ViewColumn, part: string): string | null {
  if (/^-?\d+(\.\d+)?$/.test(part)) return part.startsWith('-') ? `(${part})` : part;
  return /^(NaN|-?Infinity)$/.test(part) ? `${quoteText(part)}::numeric` : null;
}

export function float(_column: ViewColumn, part: string): string | null {
  return Number.isNaN(Number(part)) && part !== 'NaN' ? null : `${quoteText(part)}::float8`;
}

export function text({ type }: ViewColumn, part: string): string | null {
  if (type.encoding === 'SQL_ASCII' && isStray(part))
    return `convert_from(${quoteBytes(bytesOfText(part))}, 'SQL_ASCII')`;
  if (part.includes('\0') || isForeign(part, type.encoding)) return null;
  if (type.encoding === 'LATIN1' && NOT_LATIN1.test(part)) return null;
  return quoteText(part);
}

const NOT_LATIN1 = /[^\u0000-\u00ff]/;

const DATE = /^(\d{4,})-(\d\d)-(\d\d)( \d\d:\d\d:\d\d(\.\d{1,6})?Z?)?( BC)?Z?$/;

export function time({ type: { kind } }: ViewColumn, part: string): string | null {
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

import type { Kind } from '../../src/model/column.ts';
import { STRAY_MARK } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { readingsOf } from '../sql/time-zone.ts';
import { expressionOf, needsTimeZone } from './canonical.ts';
import { quoteBytes, quoteName, quoteText } from './quote.ts';
import { equalsStray } from './stray-values.ts';
import { charsetOf, collationOf } from './types.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Write = (column: ViewColumn, part: string) => string | null;

/** By kind of column; the other kinds have no literal. */
const LITERALS: Readonly<Partial<Record<Kind, Write>>> = {
  integer: number,
  decimal: number,
  year: number,
  bits,
  float: (_, part) => (Number.isFinite(Number(part)) ? Number(part).toExponential() : null),
  text,
  enum: text,
  set: text,
  bytes,
  date: (_, part) => matches(/^\d{4}-\d\d-\d\d$/, part),
  time: (_, part) => matches(/^-?\d{2,3}:\d\d:\d\d(\.\d{1,6})?$/, part),
  timestamp: (column, part) => readings(column, part)[0] ?? null,
  instant: (column, part) => readings(column, part)[0] ?? null,
  uuid: (_, part) => matches(UUID, part),
};

/**
 * A key part as SQL to compare the bare column with, so that its index serves; null when it cannot be written. It may
 * be a value that the column could not hold, since a bound may lie beyond the column's own type.
 */
export function literal(column: ViewColumn, part: string): string | null {
  if (part.startsWith(STRAY_MARK)) return null;
  return LITERALS[column.type.kind]?.(column, part) ?? null;
}

/** The condition that a column has a key part's value, and perhaps a little more; null when it cannot have it. */
export function equals(column: ViewColumn, part: string | null): string | null {
  const name = quoteName(column.name);
  // Of a NOT NULL date MariaDB holds this true for the zero date: one of the rows that may be added.
  if (part === null) return `${name} IS NULL`;
  if (part.startsWith(STRAY_MARK)) return equalsStray(column, part);
  if (column.type.kind === 'instant' && isBeforeTimestamps(part)) return null;
  if (column.form === 'native') return `${expressionOf(column)} = ${quoteText(part)}`;
  const values = spellings(column, part);
  if (values.length === 0) return null;
  return `${subject(column)} IN (${values.join(', ')})`;
}

/**
 * MySQL takes a TIMESTAMP bound before 1970 for the zero date, and so finds the zero date behind it. The zero date
 * itself is a value that the column can hold.
 */
export function isBeforeTimestamps(part: string): boolean {
  return part < '1970-01-01 00:00:01' && !part.startsWith('0000-00-00 00:00:00');
}

/** What the stored value can look like for a canonical one. */
function spellings(column: ViewColumn, part: string): readonly string[] {
  if (column.type.kind === 'timestamp') return readings(column, part);
  if (column.form === 'uuid' && column.type.kind === 'text') {
    const texts = UUID.test(part) ? [part, part.replaceAll('-', '')] : [part];
    return texts.map((spelling) => text(column, spelling));
  }
  const value = literal(column, part);
  return value === null ? [] : [value];
}

/** The bare column wherever its own equality holds all values of one canonical form equal. */
function subject({ name, type, form }: ViewColumn): string {
  const bare = quoteName(name);
  if (type.kind !== 'text' || (form !== 'trimmed' && form !== 'uuid')) return bare;
  const collation = collationOf(type) ?? '';
  const spaced = type.fixed || padsWithSpaces(collation) ? bare : `TRIM(TRAILING ' ' FROM ${bare})`;
  return form === 'uuid' && !collation.endsWith('_ci') ? `LOWER(${spaced})` : spaced;
}

function padsWithSpaces(collation: string): boolean {
  return !/_0900_|nopad|^binary$/.test(collation);
}

/** Bare: the server picks a width that holds it. Beyond 65 digits it would be rounded to a double. */
function number(_: ViewColumn, part: string): string | null {
  const [, whole, fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(part) ?? [];
  return whole !== undefined && whole.length + fraction.length <= 65 && fraction.length <= 30 ? part : null;
}

function bits(column: ViewColumn, part: string): string | null {
  if (column.form !== 'bits') return number(column, part);
  return /^[01]+$/.test(part) ? BigInt(`0b${part}`).toString() : null;
}

function bytes(column: ViewColumn, part: string): string | null {
  const hex = column.form === 'uuid' ? part.replaceAll('-', '') : part;
  return /^([0-9a-f]{2})*$/.test(hex) ? quoteBytes(hex) : null;
}

function matches(pattern: RegExp, part: string): string | null {
  return pattern.test(part) ? `'${part}'` : null;
}

const READING = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/;

function readings(column: ViewColumn, part: string): readonly string[] {
  const bare = column.form === 'instant' && part.endsWith('Z') ? part.slice(0, -1) : part;
  const found = needsTimeZone(column) ? readingsOf(part, column.timeZone) : [bare];
  return found.flatMap((reading) => matches(READING, reading) ?? []);
}

/**
 * A literal that the column's character set cannot hold would be an error, so it is converted first, to question
 * marks if need be; with the column's own collation stated the index still serves.
 */
function text(column: ViewColumn, part: string): string {
  const charset = charsetOf(column.type);
  const value = quoteText(part);
  if (charset === null || charset === 'utf8mb4') return value;
  return `CONVERT(${value} USING ${charset}) COLLATE ${collationOf(column.type) ?? charset}`;
}

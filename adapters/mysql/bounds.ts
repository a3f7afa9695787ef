/** Parts of keys as SQL to compare a bare column with; null for one that cannot be written. */
import type { ViewColumn } from '../../src/model/view.ts';
import { isUtc, readingsOf } from '../sql/time-zone.ts';
import { quoteBytes, quoteName, quoteText } from './quote.ts';
import { charsetOf, collationOf } from './types.ts';

export function none(): null {
  return null;
}

/** Bare: the server picks a width that holds it. Beyond 65 digits it would be rounded to a double. */
export function number(_: ViewColumn, part: string): string | null {
  const [, whole, fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(part) ?? [];
  return whole !== undefined && whole.length + fraction.length <= 65 && fraction.length <= 30 ? part : null;
}

export function float(_: ViewColumn, part: string): string | null {
  return Number.isFinite(Number(part)) ? Number(part).toExponential() : null;
}

export function bits(_: ViewColumn, part: string): string | null {
  return /^[01]+$/.test(part) ? BigInt(`0b${part}`).toString() : null;
}

export function bytes(_: ViewColumn, part: string): string | null {
  return /^([0-9a-f]{2})*$/.test(part) ? quoteBytes(part) : null;
}

export function uuidBytes(column: ViewColumn, part: string): string | null {
  return bytes(column, part.replaceAll('-', ''));
}

/**
 * A literal that the column's character set cannot hold would be an error, so it is converted first, to question
 * marks if need be; with the column's own collation stated the index still serves.
 */
export function text(column: ViewColumn, part: string): string {
  const charset = charsetOf(column.type);
  const value = quoteText(part);
  if (charset === null || charset === 'utf8mb4') return value;
  return `CONVERT(${value} USING ${charset}) COLLATE ${collationOf(column.type) ?? charset}`;
}

export function date(_: ViewColumn, part: string): string | null {
  return matches(/^\d{4}-\d\d-\d\d$/, part);
}

export function time(_: ViewColumn, part: string): string | null {
  return matches(/^-?\d{2,3}:\d\d:\d\d(\.\d{1,6})?$/, part);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function uuid(_: ViewColumn, part: string): string | null {
  return matches(UUID, part);
}

/** A uuid in a text is written with hyphens or without. */
export function uuidTexts(column: ViewColumn, part: string): readonly string[] {
  const texts = UUID.test(part) ? [part, part.replaceAll('-', '')] : [part];
  return texts.map((spelling) => text(column, spelling));
}

export function reading(column: ViewColumn, part: string): string | null {
  return readings(column, part)[0] ?? null;
}

const READING = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/;

/** A point in time may be two readings of a zone. */
export function readings(column: ViewColumn, part: string): readonly string[] {
  const itself = column.form === 'instant' && part.endsWith('Z') ? part.slice(0, -1) : part;
  const found = needsTimeZone(column) ? readingsOf(part, column.timeZone) : [itself];
  return found.flatMap((one) => matches(READING, one) ?? []);
}

/** Whether a zone-less reading has to be turned into an instant, which the server cannot do exactly. */
export function needsTimeZone({ form, type, timeZone }: ViewColumn): boolean {
  return form === 'instant' && type.kind === 'timestamp' && !isUtc(timeZone);
}

export function timestamps(column: ViewColumn, part: string): readonly string[] {
  return isBeforeTimestamps(part) ? [] : readings(column, part);
}

/**
 * MySQL takes a TIMESTAMP bound before 1970 for the zero date, and so finds the zero date behind it. The zero date
 * itself is a value that the column can hold.
 */
export function isBeforeTimestamps(part: string): boolean {
  return part < '1970-01-01 00:00:01' && !part.startsWith('0000-00-00 00:00:00');
}

/** The bare column wherever its own equality leaves trailing spaces out. */
export function unspaced({ name, type }: ViewColumn): string {
  const column = quoteName(name);
  return type.fixed || padsWithSpaces(collationOf(type) ?? '') ? column : `TRIM(TRAILING ' ' FROM ${column})`;
}

/** The same of a uuid, whose letter case does not count. */
export function folded(column: ViewColumn): string {
  const ignoresCase = collationOf(column.type)?.endsWith('_ci') === true;
  return ignoresCase ? unspaced(column) : `LOWER(${unspaced(column)})`;
}

function padsWithSpaces(collation: string): boolean {
  return !/_0900_|nopad|^binary$/.test(collation);
}

function matches(pattern: RegExp, part: string): string | null {
  return pattern.test(part) ? `'${part}'` : null;
}

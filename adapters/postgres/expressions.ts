/** Pieces of SQL that bring a column into the text, or the bytes, of its canonical form. */
import type { ColumnType } from '../../src/model/column.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { isUtc } from '../sql/time-zone.ts';
import { quoteText } from './quote.ts';
import { PINNED_DIGITS } from './types.ts';

/** As the type prints it: a cast of the user's to text would decide what is compared. */
export function printed(name: string, { type }: Pick<ViewColumn, 'type'>): string {
  return type.recast === true ? output(name) : `${name}::text`;
}

/** What the type's own output function makes of it, whatever casts there are. Of a composite `is not null` asks the attributes. */
function output(name: string): string {
  return `case when num_nulls(${name}) = 0 then format('%s', ${name}) end`;
}

/** An array in JSON. Elements of types of the user's would be written by their casts to JSON, where they have some. */
export function jsonOfArray(name: string, { type }: ViewColumn): string {
  const byCast = type.recast === true && (type.element === 'enum' || type.element === 'text');
  return `to_jsonb(${byCast ? `(${output(name)})::text[]` : name})::text`;
}

/** A name alone does not say which of several functions, or operators, it is: what they take does. */
export function signature(name: string, { type }: ViewColumn): string {
  const full = SIGNED[type.identity];
  return full === undefined ? printed(name, { type }) : `${name}::oid::${full}::text`;
}

const SIGNED: Readonly<Record<string, string>> = {
  'postgres:regproc': 'regprocedure',
  'postgres:regoper': 'regoperator',
};

export const bare = (name: string): string => name;

/** Adding zero turns -0 into 0; a NaN can carry any sign and payload, so it is written anew. */
export function floatBytes(name: string): string {
  return `float8send(case when ${name} = 'NaN' then 'NaN' else ${name}::float8 + 0::float8 end)`;
}

/** A reading that the zone skips stays a reading, without a Z: it equals no instant. */
export function utcText(name: string, column: ViewColumn): string {
  const inUtc = `(${instant(name, column)} at time zone 'UTC')::text || 'Z'`;
  return unlessSkipped(name, column, inUtc, `${name}::text`);
}

/** The bytes of an instant; of a reading that the zone skips two more. */
export function instantBytes(name: string, column: ViewColumn): string {
  const bytes = `timestamptz_send(${instant(name, column)})`;
  return unlessSkipped(name, column, bytes, `timestamp_send(${name}) || int2send(0::int2)`);
}

/** A reading that the zone skips when summer time begins does not come back from the instant that it is taken for. */
function unlessSkipped(name: string, column: ViewColumn, exists: string, skipped: string): string {
  if (column.type.kind !== 'timestamp' || isUtc(column.timeZone)) return exists;
  const back = `${instant(name, column)} at time zone ${timeZoneExpression(column.timeZone)}`;
  return `case when ${back} = ${name} then ${exists} else ${skipped} end`;
}

/** A text as bytes. To SQL_ASCII it is the bytes that are stored, whatever they are. */
export function encoded(text: string, encoding: 'UTF8' | 'SQL_ASCII'): string {
  return `convert_to(${text}, ${quoteText(encoding)})`;
}

/** A time zone in SQL. A bare `+02:00` would be read the POSIX way, with the sign turned round. */
export function timeZoneExpression(timeZone: string): string {
  return /^[+-]\d/.test(timeZone) ? `interval ${quoteText(timeZone)}` : quoteText(timeZone);
}

export function decimal(name: string, { type }: ViewColumn): string {
  return `trim_scale(${isMoney(type) ? moneyNumber(name, type) : name})::text`;
}

export function isMoney({ identity }: ColumnType): boolean {
  return identity === 'postgres:money';
}

/**
 * What is stored of a sum is a whole number of the least coins: of how many digits is a matter of `lc_monetary`. The
 * pinned one has two, so that what the database's own has besides is made up for.
 */
export function moneyNumber(name: string, { size }: ColumnType): string {
  const shift = PINNED_DIGITS - (size ?? PINNED_DIGITS);
  if (shift === 0) return `${name}::numeric`;
  return `(${name}::numeric * ${shift > 0 ? `1${'0'.repeat(shift)}` : `0.${'0'.repeat(-shift - 1)}1`})`;
}

/** Days as hours. Months stay and are printed: they have no number of hours. */
export function duration(name: string): string {
  const days = `extract(day from ${name})::int`;
  const hours = `(${name} - make_interval(days => ${days}) + ${days} * interval '24 hours')`;
  return `case when isfinite(${name}) then ${hours} else ${name} end::text`;
}

/** A cast to text would add the netmask /32 to an address that is printed without. */
export function address(name: string): string {
  return `case when ${name} is not null then format('%s', ${name}) end`;
}

export function instant(name: string, { type, timeZone }: ViewColumn): string {
  return type.kind === 'timestamp' ? `(${name} at time zone ${timeZoneExpression(timeZone)})` : name;
}

const HEX_32 = "'^[0-9a-f]{32}$'";

export function uuidText(name: string, column: ViewColumn): string {
  const { kind } = column.type;
  if (kind === 'bytes') {
    const hex = `encode(${name}, 'hex')`;
    return `case when length(${name}) = 16 then ${hex}::uuid::text else ${hex} end`;
  }
  if (kind !== 'text') return printed(name, column);
  const bare = `lower(rtrim(${printed(name, column)}))`;
  return `case when ${bare} ~ ${HEX_32} then ${bare}::uuid::text else ${bare} end`;
}

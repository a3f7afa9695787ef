import type { ColumnType, Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishAcross } from '../sql/finish-across.ts';
import { finishLabelArray } from '../sql/finish-labels.ts';
import {
  finishBitsBytes,
  finishBitsNumber,
  finishFloatAsSingle,
  finishFloatDigits,
  finishSingleDigits,
} from '../sql/finish-numbers.ts';
import { finishTwoFloats } from '../sql/finish-point.ts';
import type { Finish } from '../sql/finish.ts';
import { finishKey, mayBeLargeObject, withContent } from './large-objects.ts';
import { quoteName, quoteText } from './quote.ts';
import { finishStray } from './stray-bytes.ts';
import { PINNED_DIGITS } from './types.ts';

const printed = (name: string): string => `${name}::text`;

/**
 * For each form the SQL expression whose binary bytes are the canonical form, or what `finishOf` makes it of. Casting
 * to text and sending that is UTF-8; `float8send` and bytea are sent as they are.
 */
const EXPRESSIONS: Readonly<Record<Form, (name: string, column: ViewColumn) => string>> = {
  // A bit(1) against a boolean; other bits go by the form decimal.
  integer: (name, { type }) => (type.kind === 'boolean' || type.kind === 'bits' ? `${name}::int::text` : printed(name)),
  decimal: (name, { type }) =>
    type.kind === 'decimal' && (type.size !== 0 || isMoney(type)) ? decimal(name, type) : printed(name),
  // Adding zero turns -0 into 0; a NaN can carry any sign and payload, so it is written anew.
  float: (name) => `float8send(case when ${name} = 'NaN' then 'NaN' else ${name}::float8 + 0::float8 end)`,
  single: printed,
  text: (name, { type }) => (type.kind === 'bytes' ? name : printed(name)),
  trimmed: (name) => `rtrim(${name}::text, ' ')`,
  bytes: (name, { type }) => (type.kind === 'bits' ? printed(name) : name),
  bits: printed,
  date: printed,
  time: (name, { type }) => (type.kind === 'interval' ? duration(name) : printed(name)),
  timestamp: printed,
  instant: (name, column) =>
    column.type.kind === 'integer' ? printed(name) : `(${instant(name, column)} at time zone 'UTC')::text || 'Z'`,
  uuid: (name, { type }) => uuidText(name, type.kind),
  labels: (name) => `to_jsonb(${name})::text`,
  inet: address,
  point: (name) => `point_send(${name})`,
  json: (name, { type }) =>
    type.kind === 'array' ? `to_jsonb(${name})::text` : type.kind === 'bytes' ? name : printed(name),
  native: (name, { type }) => (type.kind === 'inet' ? address(name) : printed(name)),
};

/** The column as the server is asked for it. */
export function canonicalExpression(column: ViewColumn): string {
  const expression = EXPRESSIONS[column.form](quoteName(column.name), column);
  return column.type.encoding === 'SQL_ASCII' ? encoded(expression, 'SQL_ASCII') : expression;
}

/** The column in a row: with what it refers to, of which its key knows nothing. */
export function rowExpression(column: ViewColumn): string {
  return hasContent(column) ? withContent(quoteName(column.name)) : canonicalExpression(column);
}

/** Whether the column in a row is more than its canonical form alone. */
export function hasContent({ type, form }: ViewColumn): boolean {
  return mayBeLargeObject(type) && (form === 'integer' || form === 'decimal');
}

/** A text as bytes. To SQL_ASCII it is the bytes that are stored, whatever they are. */
export function encoded(text: string, encoding: 'UTF8' | 'SQL_ASCII'): string {
  return `convert_to(${text}, ${quoteText(encoding)})`;
}

/** What brings the server's bytes into the canonical form; null when they are that already. */
export function finishOf(column: ViewColumn): Finish {
  return column.type.encoding === 'SQL_ASCII' ? finishStray(finishOfText(column)) : finishOfText(column);
}

/** The same of a column of the key in a row. */
export function finishOfKey(column: ViewColumn): Finish {
  return hasContent(column) ? finishKey(column.name) : finishOf(column);
}

/** Whether the server itself writes the canonical form, of whatever is text at all. */
export function isFinished(column: ViewColumn): boolean {
  return finishOfText(column) === null;
}

function finishOfText({ form, type }: ViewColumn): Finish {
  switch (`${type.kind} as ${form}`) {
    case 'float as decimal':
      return type.size === 32 ? finishSingleDigits : finishFloatDigits;
    case 'float as single':
      return type.size === 32 ? finishSingleDigits : finishFloatAsSingle;
    case 'bits as decimal':
      return finishBitsNumber;
    case 'bits as bytes':
      return finishBitsBytes;
    case 'array as labels':
      return finishLabelArray;
    case 'point as point':
      return finishTwoFloats;
    default:
      return finishAcross(form, type.kind);
  }
}

/** A time zone in SQL. A bare `+02:00` would be read the POSIX way, with the sign turned round. */
export function timeZoneExpression(timeZone: string): string {
  return /^[+-]\d/.test(timeZone) ? `interval ${quoteText(timeZone)}` : quoteText(timeZone);
}

function decimal(name: string, type: ColumnType): string {
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
function duration(name: string): string {
  const days = `extract(day from ${name})::int`;
  const hours = `(${name} - make_interval(days => ${days}) + ${days} * interval '24 hours')`;
  return `case when isfinite(${name}) then ${hours} else ${name} end::text`;
}

/** A cast to text would add the netmask /32 to an address that is printed without. */
function address(name: string): string {
  return `case when ${name} is not null then format('%s', ${name}) end`;
}

function instant(name: string, { type, timeZone }: ViewColumn): string {
  return type.kind === 'timestamp' ? `(${name} at time zone ${timeZoneExpression(timeZone)})` : name;
}

const HEX_32 = "'^[0-9a-f]{32}$'";

function uuidText(name: string, kind: Kind): string {
  if (kind === 'bytes') {
    const hex = `encode(${name}, 'hex')`;
    return `case when length(${name}) = 16 then ${hex}::uuid::text else ${hex} end`;
  }
  if (kind !== 'text') return printed(name);
  const bare = `lower(rtrim(${name}::text))`;
  return `case when ${bare} ~ ${HEX_32} then ${bare}::uuid::text else ${bare} end`;
}

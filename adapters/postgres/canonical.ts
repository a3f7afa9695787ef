import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { quoteName, quoteText } from './quote.ts';

/**
 * For each form the SQL expression whose binary bytes are the canonical form. Casting to text and sending that is
 * UTF-8; `float8send` and bytea are sent as they are. JSON is the exception: see `needsFinish`.
 */
const EXPRESSIONS: Readonly<Record<Form, (name: string, column: ViewColumn) => string>> = {
  integer: (name, { type }) => `${castToInteger(name, type.kind)}::text`,
  decimal: (name, { type }) =>
    type.kind === 'decimal' && type.size !== 0 ? `trim_scale(${name})::text` : `${name}::text`,
  // Adding zero turns -0 into 0; a NaN can carry any sign and payload, so it is written anew.
  float: (name) => `float8send(case when ${name} = 'NaN' then 'NaN' else ${name}::float8 + 0::float8 end)`,
  text: (name) => `${name}::text`,
  trimmed: (name) => `rtrim(${name}::text, ' ')`,
  bytes: (name) => name,
  bits: (name) => `${name}::text`,
  date: (name) => `${name}::text`,
  time: (name) => `${name}::text`,
  timestamp: (name) => `${name}::text`,
  instant: (name, column) => `(${instant(name, column)} at time zone 'UTC')::text || 'Z'`,
  uuid: (name, { type }) => uuidText(name, type.kind),
  json: (name) => `${name}::text`,
  native: (name) => `${name}::text`,
};

/** The column in its canonical form, as SQL. */
export function canonicalExpression(column: ViewColumn): string {
  return EXPRESSIONS[column.form](quoteName(column.name), column);
}

/** Whether the server's text still has to be brought into the form here. */
export function needsFinish(column: ViewColumn): boolean {
  return column.form === 'json';
}

/** A time zone in SQL. A bare `+02:00` would be read the POSIX way, with the sign turned round. */
export function timeZoneExpression(timeZone: string): string {
  return /^[+-]\d/.test(timeZone) ? `interval ${quoteText(timeZone)}` : quoteText(timeZone);
}

function castToInteger(name: string, kind: ViewColumn['type']['kind']): string {
  if (kind === 'boolean') return `${name}::int`;
  // A bit(1) against a boolean; wider ones have no rule with integers.
  return kind === 'bits' ? `${name}::int` : name;
}

function instant(name: string, { type, timeZone }: ViewColumn): string {
  return type.kind === 'timestamp' ? `(${name} at time zone ${timeZoneExpression(timeZone)})` : name;
}

const HEX_32 = "'^[0-9a-f]{32}$'";

function uuidText(name: string, kind: ViewColumn['type']['kind']): string {
  if (kind === 'bytes') {
    const hex = `encode(${name}, 'hex')`;
    return `case when length(${name}) = 16 then ${hex}::uuid::text else ${hex} end`;
  }
  if (kind !== 'text') return `${name}::text`;
  const bare = `lower(rtrim(${name}::text))`;
  return `case when ${bare} ~ ${HEX_32} then ${bare}::uuid::text else ${bare} end`;
}

import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import {
  finishFloat,
  finishInstant,
  finishJson,
  finishSingle,
  finishUuidBytes,
  finishUuidText,
  trimZeros,
} from '../sql/finish.ts';
import type { Finish } from '../sql/finish.ts';
import { instantOf, isUtc } from '../sql/time-zone.ts';
import { quoteName } from './quote.ts';
import { isUtf8 } from './types.ts';

/**
 * For each form the SQL expression that the server evaluates and what is left to do here. What is cheap here is done
 * here: trimming zeros in SQL made the server's work half as much again. Adding zero strips ZEROFILL, and for BIT and
 * YEAR asks for the number; `+0E0` makes a double of a FLOAT, which alone is printed with six digits (16777216 as
 * 16777200). A DOUBLE is left alone: MySQL prints the result of an expression in 22 characters at most, which cuts the
 * last digits off -2.2250738585072014e-308.
 */
const EXPRESSIONS: Readonly<Record<Form, (name: string, column: ViewColumn) => string>> = {
  integer: plainNumber,
  decimal: plainNumber,
  float: (name, { type }) => (type.size === 32 ? `(${name}+0E0)` : name),
  text: utf8,
  trimmed: (name, column) => (column.type.fixed ? utf8(name, column) : `TRIM(TRAILING ' ' FROM ${utf8(name, column)})`),
  bytes: (name) => name,
  bits: (name, { type }) => `LPAD(BIN(${name}+0), ${String(type.size ?? 1)}, '0')`,
  date: (name) => name,
  time: (name) => name,
  timestamp: (name) => name,
  instant: (name) => name,
  uuid: (name, column) => (column.type.kind === 'text' ? utf8(name, column) : name),
  json: utf8,
  native: (name, { type }) => (PRINTED.test(type.identity) ? name : `HEX(${name})`),
};

/** The column as the server is asked for it. */
export function expressionOf(column: ViewColumn): string {
  return EXPRESSIONS[column.form](quoteName(column.name), column);
}

/** What brings the server's bytes into the canonical form; null when they are that already. */
export function finishOf(column: ViewColumn): Finish {
  const { form, type, timeZone } = column;
  switch (form) {
    case 'decimal':
      return type.kind === 'decimal' && type.size !== 0 ? trimZeros : null;
    case 'float':
      return type.size === 32 ? finishSingle : finishFloat;
    case 'time':
    case 'timestamp':
      return type.size === 0 ? null : trimZeros;
    case 'instant':
      return needsTimeZone(column) ? (bytes) => instantBytes(trimZeros(bytes), timeZone) : finishInstant;
    case 'uuid':
      return type.kind === 'bytes' ? finishUuidBytes : type.kind === 'text' ? finishUuidText : null;
    case 'json':
      return finishJson;
    default:
      return null;
  }
}

/** Whether a zone-less reading has to be turned into an instant, which the server cannot do exactly. */
export function needsTimeZone({ form, type, timeZone }: ViewColumn): boolean {
  return form === 'instant' && type.kind === 'timestamp' && !isUtc(timeZone);
}

const FREE_OF_SEMICOLONS: ReadonlySet<Form> = new Set<Form>([
  'integer',
  'decimal',
  'float',
  'bits',
  'date',
  'time',
  'timestamp',
  'instant',
]);

/** Whether no value of the form, as the server prints it, can contain a semicolon. */
export function isFreeOfSemicolons({ form }: ViewColumn): boolean {
  return FREE_OF_SEMICOLONS.has(form);
}

/** Types of one engine only that are printed as text; the others (geometry, vector) are bytes. */
const PRINTED = /^mysql:inet[46]$/;

function plainNumber(name: string, { type }: ViewColumn): string {
  const plain = (type.kind === 'integer' || type.kind === 'decimal') && !type.native.includes('zerofill');
  return plain ? name : `(${name}+0)`;
}

function utf8(name: string, { type }: ViewColumn): string {
  return isUtf8(type) ? name : `CONVERT(${name} USING utf8mb4)`;
}

function instantBytes(reading: Uint8Array, timeZone: string): Uint8Array {
  return Buffer.from(instantOf(String.fromCharCode(...reading), timeZone));
}

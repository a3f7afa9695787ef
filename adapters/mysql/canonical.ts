import type { Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishAcross } from '../sql/finish-across.ts';
import { finishSet } from '../sql/finish-labels.ts';
import { finishFloatAsSingle, finishFloatDigits, finishSingleDigits } from '../sql/finish-numbers.ts';
import { finishPoint } from '../sql/finish-point.ts';
import { finishFloatBytes, finishInstant, finishUuidBytes, finishUuidText, trimZeros } from '../sql/finish.ts';
import type { Finish } from '../sql/finish.ts';
import { instantOf, isUtc } from '../sql/time-zone.ts';
import { quoteName } from './quote.ts';
import { finishUnmarked, withMarks } from './stray-values.ts';
import { isUtf8 } from './types.ts';

const bare = (name: string): string => name;

/**
 * For each form the SQL expression that the server evaluates and what is left to do here. What is cheap here is done
 * here: trimming zeros in SQL made the server's work half as much again. A BIT among bytes is its bytes.
 */
const EXPRESSIONS: Readonly<Record<Form, (name: string, column: ViewColumn) => string>> = {
  integer: (name, column) => (IS_WORD.has(column.type.kind) ? utf8(name, column) : plainNumber(name, column)),
  decimal: (name, column) => (IS_WORD.has(column.type.kind) ? utf8(name, column) : plainNumber(name, column)),
  float: (name, column) => (isFloatBytes(column) ? floatBytesOf(name) : plainNumber(name, column)),
  single: plainNumber,
  text: utf8,
  trimmed: (name, column) => (column.type.fixed ? utf8(name, column) : `TRIM(TRAILING ' ' FROM ${utf8(name, column)})`),
  bytes: bare,
  bits: (name, { type }) => `LPAD(BIN(${name}+0), ${String(type.size ?? 1)}, '0')`,
  date: bare,
  time: bare,
  timestamp: bare,
  instant: bare,
  uuid: (name, column) => (column.type.kind === 'text' ? utf8(name, column) : name),
  labels: utf8,
  inet: bare,
  point: bare,
  json: (name, column) => (column.type.kind === 'bytes' ? name : utf8(name, column)),
  native: (name, column) =>
    column.type.kind === 'inet' || column.type.kind === 'text' ? utf8(name, column) : `HEX(${name})`,
};

/** The column as the server is asked for it. */
export function expressionOf(column: ViewColumn): string {
  return withMarks(column, unmarkedOf(column));
}

/** The same without marks of values that are no texts. */
export function unmarkedOf(column: ViewColumn): string {
  return EXPRESSIONS[column.form](quoteName(column.name), column);
}

/** What brings the server's bytes into the canonical form; null when they are that already. */
export function finishOf(column: ViewColumn): Finish {
  return finishUnmarked(column, finishOfText(column));
}

function finishOfText(column: ViewColumn): Finish {
  const { form, type, timeZone } = column;
  const single = type.size === 32;
  switch (`${type.kind} as ${form}`) {
    case 'float as float':
      return finishFloatBytes;
    case 'float as decimal':
      return single ? finishSingleDigits : finishFloatDigits;
    case 'float as single':
      return single ? finishSingleDigits : finishFloatAsSingle;
    case 'decimal as decimal':
    case 'time as time':
    case 'timestamp as timestamp':
      return type.size === 0 ? null : trimZeros;
    case 'instant as instant':
      return finishInstant;
    case 'timestamp as instant':
      return needsTimeZone(column) ? (bytes) => instantBytes(trimZeros(bytes), timeZone) : finishInstant;
    case 'bytes as uuid':
      return finishUuidBytes;
    case 'text as uuid':
      return finishUuidText;
    case 'set as labels':
      return finishSet;
    case 'point as point':
      return finishPoint;
    default:
      return finishAcross(form, type.kind);
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
  'single',
  'bits',
  'date',
  'time',
  'timestamp',
  'instant',
]);

/** Whether no value of the column, as the server prints it in that form, can contain a semicolon. */
export function isFreeOfSemicolons({ form, type }: ViewColumn): boolean {
  return FREE_OF_SEMICOLONS.has(form) && !IS_WORD.has(type.kind) && !isFloatBytes({ form, type });
}

/** Whether the column is sent as the 8 bytes of its number. */
export function isFloatBytes({ form, type }: Pick<ViewColumn, 'form' | 'type'>): boolean {
  return form === 'float' && type.kind === 'float';
}

/**
 * The 8 bytes of a number, little-endian, out of those of a point: to print its digits takes the server longer than all
 * other columns of a usual row. Adding zero makes one zero of two.
 */
export function floatBytesOf(number: string): string {
  return `SUBSTR(POINT(${number}+0, 0), 10, 8)`;
}

/** Kinds whose values are texts of any characters, whatever they are compared as. */
const IS_WORD: ReadonlySet<Kind> = new Set<Kind>(['text', 'enum', 'set']);

/**
 * Adding zero strips ZEROFILL, and for BIT and YEAR asks for the number; `+0E0` makes a double of a FLOAT, which alone is
 * printed with six digits (16777216 as 16777200). A DOUBLE is left alone: MySQL prints the result of an expression in 22
 * characters at most, which cuts the last digits off -2.2250738585072014e-308.
 */
function plainNumber(name: string, { type }: ViewColumn): string {
  if (type.kind === 'float') return type.size === 32 ? `(${name}+0E0)` : name;
  const plain = (type.kind === 'integer' || type.kind === 'decimal') && !type.native.includes('zerofill');
  return plain ? name : `(${name}+0)`;
}

/** The column as text that another engine can write too, where its bytes are asked for otherwise. */
export function printedOf(column: ViewColumn): string {
  return isFloatBytes(column) ? plainNumber(quoteName(column.name), column) : expressionOf(column);
}

function utf8(name: string, { type }: ViewColumn): string {
  return isUtf8(type) ? name : `CONVERT(${name} USING utf8mb4)`;
}

function instantBytes(reading: Uint8Array, timeZone: string): Uint8Array {
  return Buffer.from(instantOf(String.fromCharCode(...reading), timeZone));
}

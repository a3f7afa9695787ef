/**
 * Keys as the reader of the binary log tells them, in canonical text: each value is printed as the server would print it,
 * and finished as that would be. What is not printed for certain makes the table dirty, never a wrong key.
 */
import { formText } from '../../../src/model/form.ts';
import type { Kind } from '../../../src/model/column.ts';
import type { ViewColumn } from '../../../src/model/view.ts';
import { finishOf } from '../canonical.ts';
import { charsetOf, isUtf8 } from '../types.ts';

/** The canonical text of a value; null where it cannot be told. */
export type Part = (value: unknown) => string | null;

type Print = (value: unknown, column: ViewColumn) => string | Uint8Array | null;

const digits: Print = (value) => {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^-?\d+$/.test(text) ? text : null;
};
const reading: Print = (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value : null);
const label: Print = (value, { type }) => (typeof value === 'string' && hasPlainLabels(type.native) ? value : null);

const PRINTED: Readonly<Partial<Record<Kind, Print>>> = {
  integer: digits,
  decimal: (value) => {
    if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return null;
    return /^-[0.]*$/.test(value) ? value.slice(1) : value;
  },
  bits: (value, { form, type }) => (value instanceof Uint8Array ? bits(value, form, type.size ?? 1) : null),
  text: (value, { type }) =>
    typeof value === 'string' && isWhole(value, charsetOf(type), isUtf8(type)) ? value : null,
  bytes: (value) => (value instanceof Uint8Array ? value : null),
  date: reading,
  // The reader is a second out for some of those before zero.
  time: (value) => (typeof value === 'string' && /^\d/.test(value) ? value : null),
  timestamp: reading,
  // Beyond 2038 the reader takes the sign for a century before 1970; the zero date it tells rightly.
  instant: (value) => (typeof value === 'string' && /^(?:0000-00-00|19[789]\d|20[0-3]\d)/.test(value) ? value : null),
  // The year 0000 and the year 1900, which there is not, are told alike.
  year: (value) => (value === 1900 ? null : digits(value, undefined as never)),
  enum: label,
};

/** Null for a column of which no value can be told. */
export function partOf(column: ViewColumn): Part | null {
  const print = PRINTED[column.type.kind];
  if (print === undefined) return null;
  const finish = finishOf(column);
  return (value) => {
    const printed = print(value, column);
    if (printed === null) return null;
    const bytes = typeof printed === 'string' ? Buffer.from(printed) : printed;
    try {
      return formText(column.form, finish === null ? bytes : finish(bytes));
    } catch {
      return null;
    }
  };
}

function bits(value: Uint8Array, form: string, size: number): string | Uint8Array {
  if (form === 'bytes') return value;
  const number = BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`);
  return form === 'bits' ? number.toString(2).padStart(size, '0') : number.toString();
}

/** Whether a text came whole: the reader converts other character sets by tables that are not the server's. */
function isWhole(text: string, charset: string | null, utf8: boolean): boolean {
  if (!utf8 && charset !== 'latin1') return false;
  return !text.includes('\ufffd');
}

/** The reader splits a list of labels at its commas, and takes a quote within for two. */
function hasPlainLabels(native: string): boolean {
  return /^enum\('[^',\\]+'(,'[^',\\]+')*\)/i.test(native);
}

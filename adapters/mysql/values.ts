/**
 * One table of all that is done with a value, by the kind of its column and the form it is compared in: what is not in
 * it does not compile, or is an error, and nothing is taken for something else in silence.
 */
import { CrosstallyError } from '../../src/errors.ts';
import type { Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishInet } from '../sql/finish-inet.ts';
import { finishSet } from '../sql/finish-labels.ts';
import {
  finishBooleanText,
  finishFloatAsSingle,
  finishFloatDigits,
  finishNumberText,
  finishSingleDigits,
} from '../sql/finish-numbers.ts';
import { finishPoint } from '../sql/finish-point.ts';
import { finishDay, finishMidnight, finishSeconds } from '../sql/finish-times.ts';
import {
  finishFloatBytes,
  finishInstant,
  finishJson,
  finishUuidBytes,
  finishUuidText,
  trimZeros,
} from '../sql/finish.ts';
import type { Finish } from '../sql/finish.ts';
import { instantOf } from '../sql/time-zone.ts';
import * as bound from './bounds.ts';
import { bare, bitDigits, floatBytesOf, hexadecimal, plainNumber, unspaced, utf8 } from './expressions.ts';
import { quoteName } from './quote.ts';
import * as text from './texts.ts';

/** SQL of a column, of which the quoted name is given. */
type Expression = (name: string, column: ViewColumn) => string;

export interface Value {
  /** Its bytes are the canonical form, or what `finish` makes of them. */
  readonly select: Expression;
  /** What brings these bytes into the canonical form; null when they are that already. */
  readonly finish: (column: ViewColumn) => Finish;
  /** How it is told from its neighbours in a row: a semicolon ends only what never has one in it. */
  readonly framing: 'by its length' | 'by a semicolon' | 'as eight bytes';
  /** How a hash of texts takes it; null where `hashTextOf` has none. */
  readonly text: text.Text | null;
  /** A key part as SQL to compare the bare column with; null when it cannot be written. */
  readonly bound: (column: ViewColumn, part: string) => string | null;
  /** What the stored value can look like for a key part, where there is more than `bound`. */
  readonly spellings?: (column: ViewColumn, part: string) => readonly string[];
  /** What these are compared with; `as printed` for what is selected, which the key part is a text of. */
  readonly subject: ((column: ViewColumn) => string) | 'as printed';
}

/** The forms in which a rule may compare the kinds of column that MySQL and MariaDB have. */
interface Forms {
  readonly integer: 'integer' | 'decimal' | 'instant';
  readonly decimal: 'decimal';
  readonly float: 'float' | 'decimal' | 'single';
  readonly bits: 'bits' | 'integer' | 'decimal' | 'bytes';
  readonly text: 'text' | 'trimmed' | 'integer' | 'decimal' | 'uuid' | 'json' | 'native';
  readonly bytes: 'bytes' | 'text' | 'uuid' | 'json';
  readonly date: 'date' | 'timestamp';
  readonly time: 'time';
  readonly timestamp: 'timestamp' | 'date' | 'instant';
  readonly instant: 'instant';
  readonly year: 'integer' | 'decimal';
  readonly uuid: 'uuid';
  readonly json: 'json';
  readonly enum: 'text' | 'trimmed' | 'integer';
  readonly set: 'text' | 'trimmed' | 'labels';
  readonly inet: 'native' | 'inet';
  readonly point: 'native' | 'point';
  readonly opaque: 'native';
}

type Values = { readonly [K in keyof Forms]: { readonly [F in Forms[K]]: Value } };

const as = (finish: Finish) => (): Finish => finish;
const itself = as(null);
const withoutZeros = ({ type }: ViewColumn): Finish => (type.size === 0 ? null : trimZeros);

/** A value of which nothing is known. */
const BARE: Value = {
  select: bare,
  finish: itself,
  framing: 'by its length',
  text: null,
  bound: bound.none,
  subject: ({ name }) => quoteName(name),
};
const NUMBER: Value = { ...BARE, select: plainNumber, framing: 'by a semicolon', bound: bound.number };
const WORD: Value = { ...BARE, select: utf8, bound: bound.text };
const BYTES: Value = { ...BARE, bound: bound.bytes };
const DATE: Value = { ...BARE, framing: 'by a semicolon', bound: bound.date };
const READING: Value = { ...BARE, framing: 'by a semicolon', bound: bound.reading, spellings: bound.readings };

export const VALUES: Values = {
  integer: {
    integer: { ...NUMBER, text: text.NUMBER },
    decimal: { ...NUMBER, text: text.NUMBER },
    // The zeros of ZEROFILL are left to the finish.
    instant: { ...NUMBER, select: bare, finish: as(finishSeconds) },
  },
  // What is cheap here is done here: trimming zeros in SQL made the server's work half as much again.
  decimal: { decimal: { ...NUMBER, finish: withoutZeros, text: text.DECIMAL } },
  float: {
    float: {
      ...BARE,
      select: floatBytesOf,
      finish: as(finishFloatBytes),
      framing: 'as eight bytes',
      text: text.FLOAT,
      bound: bound.float,
    },
    decimal: {
      ...NUMBER,
      finish: ({ type }) => (type.size === 32 ? finishSingleDigits : finishFloatDigits),
      bound: bound.float,
    },
    single: {
      ...NUMBER,
      finish: ({ type }) => (type.size === 32 ? finishSingleDigits : finishFloatAsSingle),
      bound: bound.float,
    },
  },
  bits: {
    bits: { ...NUMBER, select: bitDigits, text: text.WORD, bound: bound.bits },
    integer: { ...NUMBER, text: text.NUMBER },
    decimal: NUMBER,
    // A BIT among bytes is its bytes.
    bytes: { ...BARE, bound: bound.number },
  },
  text: {
    text: { ...WORD, text: text.WORD },
    trimmed: { ...WORD, select: unspaced, text: text.WORD, subject: bound.unspaced },
    integer: { ...WORD, finish: as(finishBooleanText) },
    decimal: { ...WORD, finish: as(finishNumberText) },
    uuid: {
      ...WORD,
      finish: as(finishUuidText),
      text: text.WORD,
      spellings: bound.uuidTexts,
      subject: bound.folded,
    },
    json: { ...WORD, finish: as(finishJson) },
    native: { ...WORD, subject: 'as printed' },
  },
  bytes: {
    bytes: { ...BYTES, text: text.BYTES },
    text: BYTES,
    uuid: { ...BYTES, finish: as(finishUuidBytes), text: text.UUID_BYTES, bound: bound.uuidBytes },
    json: { ...BYTES, finish: as(finishJson) },
  },
  date: {
    date: { ...DATE, text: text.WORD },
    timestamp: { ...DATE, finish: as(finishMidnight) },
  },
  time: {
    time: { ...BARE, finish: withoutZeros, framing: 'by a semicolon', text: text.TIME, bound: bound.time },
  },
  timestamp: {
    timestamp: { ...READING, finish: withoutZeros, text: text.DATETIME },
    date: { ...READING, finish: as(finishDay) },
    instant: { ...READING, finish: finishReading, text: text.DATETIME },
  },
  instant: {
    instant: { ...READING, finish: as(finishInstant), text: text.DATETIME, spellings: bound.timestamps },
  },
  year: { integer: { ...NUMBER, text: text.NUMBER }, decimal: { ...NUMBER, text: text.NUMBER } },
  uuid: { uuid: { ...BARE, text: text.WORD, bound: bound.uuid } },
  json: { json: { ...BARE, select: utf8, finish: as(finishJson) } },
  enum: {
    text: { ...WORD, text: text.WORD },
    trimmed: { ...WORD, select: unspaced },
    integer: { ...WORD, finish: as(finishBooleanText) },
  },
  set: {
    text: { ...WORD, text: text.WORD },
    trimmed: { ...WORD, select: unspaced },
    labels: { ...WORD, finish: as(finishSet) },
  },
  inet: { native: { ...BARE, select: utf8, subject: 'as printed' }, inet: { ...BARE, finish: as(finishInet) } },
  point: {
    native: { ...BARE, select: hexadecimal, subject: 'as printed' },
    point: { ...BARE, finish: as(finishPoint) },
  },
  opaque: { native: { ...BARE, select: hexadecimal, subject: 'as printed' } },
};

/** @throws CrosstallyError PLAN_INVALID for a column that MySQL and MariaDB have not, or not in that form. */
export function valueOf({ name, type: { kind }, form }: ViewColumn): Value {
  const value = (VALUES as Partial<Record<Kind, Partial<Record<Form, Value>>>>)[kind]?.[form];
  if (value !== undefined) return value;
  throw new CrosstallyError(
    'PLAN_INVALID',
    `MySQL has no way to compare ${name}, of the kind ${kind}, in the form ${form}`,
  );
}

function finishReading(column: ViewColumn): Finish {
  if (!bound.needsTimeZone(column)) return finishInstant;
  return (bytes) => Buffer.from(instantOf(String.fromCharCode(...trimZeros(bytes)), column.timeZone));
}

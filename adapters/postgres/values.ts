/**
 * One table of all that is done with a value, by the kind of its column and the form it is compared in: what is not in
 * it does not compile, or is an error, and nothing is taken for something else in silence.
 */
import { CrosstallyError } from '../../src/errors.ts';
import type { ColumnType, Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishInet } from '../sql/finish-inet.ts';
import { finishLabelArray } from '../sql/finish-labels.ts';
import {
  finishBitsBytes,
  finishBitsNumber,
  finishBooleanText,
  finishFloatAsSingle,
  finishFloatDigits,
  finishNumberText,
  finishSingleDigits,
} from '../sql/finish-numbers.ts';
import { finishTwoFloats } from '../sql/finish-point.ts';
import { finishDay, finishMidnight, finishSeconds } from '../sql/finish-times.ts';
import { finishJson } from '../sql/finish.ts';
import type { Finish } from '../sql/finish.ts';
import * as bound from './bounds.ts';
import {
  address,
  bare,
  decimal,
  duration,
  encoded,
  floatBytes,
  isMoney,
  moneyNumber,
  printed,
  instantBytes,
  jsonOfArray,
  signature,
  utcText,
  uuidText,
} from './expressions.ts';
import { INTEGERS, UUIDS } from './key-line.ts';
import type { KeyLine } from './key-line.ts';
import { mayBeLargeObject } from './large-objects.ts';

/** SQL of a column, of which the quoted name is given. */
type Expression = (name: string, column: ViewColumn) => string;

/** What two values are compared by in a condition: the bare column, which an index may serve, or its canonical form. */
export type Equality = 'of the column' | 'of floats' | 'of the form';

export interface Value {
  /** Its binary bytes are the canonical form, or what `finish` makes of it. A text is sent in UTF-8. */
  readonly select: Expression;
  /** What brings these bytes into the canonical form; null when they are that already. */
  readonly finish: (type: ColumnType) => Finish;
  /**
   * What the record hash takes: equal for two values exactly when their canonical forms are; `text` for the bytes of
   * `select`. Null where that has to be finished here: unequal ones may stand for equal values, and never otherwise.
   */
  readonly input: Expression | 'text' | null;
  /** The same at less cost, of a column that both sides declare alike; null where there is none. */
  readonly stored?: (name: string, column: ViewColumn) => string | null;
  /** What a hash of texts takes, where that is not what is selected. */
  readonly text?: Expression;
  /** A key part as SQL to compare the bare column with; null when no value of the column can equal it. */
  readonly bound: (column: ViewColumn, part: string) => string | null;
  readonly equality: (column: ViewColumn) => Equality;
  /**
   * Whether the binary form is a function of the value alone, so that equal bytes prove equal values: some types have no
   * binary form, and arrays and composites carry oids that another database numbers differently.
   */
  readonly raw: boolean;
  /** How keys of it are split; null for keys that are no whole numbers in some writing. */
  readonly line: KeyLine | null;
}

/** The forms in which a rule may compare the kinds of column that PostgreSQL has. */
interface Forms {
  readonly integer: 'integer' | 'decimal' | 'instant';
  readonly decimal: 'decimal';
  readonly float: 'float' | 'decimal' | 'single';
  readonly boolean: 'integer';
  readonly bits: 'bits' | 'integer' | 'decimal' | 'bytes';
  readonly text: 'text' | 'trimmed' | 'integer' | 'decimal' | 'uuid' | 'json' | 'native';
  readonly bytes: 'bytes' | 'text' | 'uuid' | 'json';
  readonly date: 'date' | 'timestamp';
  readonly time: 'time';
  readonly timestamp: 'timestamp' | 'date' | 'instant';
  readonly instant: 'instant';
  readonly uuid: 'uuid';
  readonly interval: 'native' | 'time';
  readonly inet: 'native' | 'inet';
  readonly point: 'native' | 'point';
  readonly json: 'json';
  readonly enum: 'text' | 'trimmed' | 'integer';
  readonly array: 'native' | 'json' | 'labels';
  readonly other: 'native';
}

type Values = { readonly [K in keyof Forms]: { readonly [F in Forms[K]]: Value } };

const as = (finish: Finish) => (): Finish => finish;
const itself = as(null);
const ofColumn = (): Equality => 'of the column';
const ofForm = (): Equality => 'of the form';
const ofFloats = (): Equality => 'of floats';

/** A value that is printed as its canonical form, and nothing else is known of. */
const PRINTED: Value = {
  select: printed,
  finish: itself,
  input: 'text',
  bound: bound.text,
  equality: ofForm,
  raw: true,
  line: null,
};
/** One whose canonical form is made here. */
const made = (finish: Finish, more: Partial<Value> = {}): Value => ({
  ...PRINTED,
  finish: as(finish),
  input: null,
  ...more,
});
/** One of which the bytes are asked for by a function of PostgreSQL's. */
const sent = (how: string, more: Partial<Value>): Value => ({
  ...PRINTED,
  input: (name) => `${how}(${name})`,
  equality: ofColumn,
  ...more,
});

const inNumeric = (name: string): string => `numeric_send(trim_scale(${name}))`;
const asBigint = (name: string): string => `int8send(${name}::int4::int8)`;

export const VALUES: Values = {
  integer: {
    integer: {
      ...PRINTED,
      input: (name) => `int8send(${name}::int8)`,
      stored: (name, { type }) => (['postgres:int2', 'postgres:int4'].includes(type.identity) ? name : null),
      bound: bound.number,
      equality: ofColumn,
      line: INTEGERS,
    },
    decimal: { ...PRINTED, input: (name) => inNumeric(`${name}::numeric`), bound: bound.number, equality: ofColumn },
    instant: made(finishSeconds, { bound: bound.number }),
  },
  decimal: {
    decimal: {
      ...PRINTED,
      select: (name, column) =>
        column.type.size === 0 && !isMoney(column.type) ? printed(name, column) : decimal(name, column),
      input: (name, { type }) => inNumeric(isMoney(type) ? moneyNumber(name, type) : name),
      // With a declared scale every value has as many digits behind the point.
      stored: (name, { type }) =>
        type.identity === 'postgres:numeric' && type.size !== null ? `numeric_send(${name})` : null,
      bound: bound.number,
      equality: ({ type }) => (isMoney(type) ? 'of the form' : 'of the column'),
    },
  },
  float: {
    float: {
      ...PRINTED,
      select: floatBytes,
      input: floatBytes,
      stored: (name, { type }) => `${type.size === 32 ? 'float4send' : 'float8send'}(${name})`,
      text: (name) => `${name}::float8`,
      equality: ofFloats,
    },
    decimal: { ...made(null), finish: ({ size }) => (size === 32 ? finishSingleDigits : finishFloatDigits) },
    single: { ...made(null), finish: ({ size }) => (size === 32 ? finishSingleDigits : finishFloatAsSingle) },
  },
  boolean: {
    integer: {
      ...PRINTED,
      select: (name) => `${name}::int::text`,
      input: asBigint,
      stored: bare,
      bound: bound.boolean,
      equality: ofColumn,
    },
  },
  bits: {
    bits: PRINTED,
    // A bit(1) against a boolean; other bits go by the form decimal.
    integer: { ...PRINTED, select: (name) => `${name}::int::text`, input: asBigint },
    decimal: made(finishBitsNumber),
    bytes: made(finishBitsBytes),
  },
  text: {
    text: { ...PRINTED, equality: ofColumn },
    trimmed: {
      ...PRINTED,
      select: (name, column) => `rtrim(${printed(name, column)}, ' ')`,
      // Its hash leaves trailing spaces out; a cast to text would cost twice as much as all the rest.
      stored: (name, { type }) =>
        type.identity === 'postgres:bpchar' && type.encoding === undefined ? `${name} collate "C"` : null,
      equality: ({ type }) => (type.fixed ? 'of the column' : 'of the form'),
    },
    integer: made(finishBooleanText),
    decimal: made(finishNumberText),
    uuid: { ...PRINTED, select: uuidText, input: null },
    json: made(finishJson),
    native: PRINTED,
  },
  bytes: {
    bytes: { ...PRINTED, select: bare, input: bare, bound: bound.bytes, equality: ofColumn },
    text: { ...PRINTED, select: bare, input: null, bound: bound.none },
    uuid: { ...PRINTED, select: uuidText, input: null, bound: bound.none },
    json: made(finishJson, { select: bare, bound: bound.none }),
  },
  date: {
    date: { ...PRINTED, input: bare, bound: bound.time, equality: ofColumn },
    timestamp: made(finishMidnight, { bound: bound.time }),
  },
  time: { time: sent('time_send', { equality: ofForm }) },
  timestamp: {
    timestamp: sent('timestamp_send', { bound: bound.time }),
    date: made(finishDay, { bound: bound.time }),
    instant: {
      ...PRINTED,
      select: utcText,
      input: instantBytes,
      text: printed,
      bound: bound.time,
    },
  },
  instant: {
    instant: sent('timestamptz_send', {
      select: utcText,
      text: (name) => `(${name} at time zone 'UTC')::text`,
      bound: bound.time,
    }),
  },
  uuid: { uuid: { ...PRINTED, input: bare, bound: bound.uuid, equality: ofColumn, line: UUIDS } },
  interval: {
    native: PRINTED,
    // Its text is the duration; the other side would hash the bytes of a time.
    time: { ...PRINTED, select: duration, input: null },
  },
  inet: { native: { ...PRINTED, select: address }, inet: made(finishInet, { select: address }) },
  point: { native: PRINTED, point: made(finishTwoFloats, { select: (name) => `point_send(${name})` }) },
  json: { json: made(finishJson, { input: (name, column) => textInput(printed(name, column), column.type) }) },
  enum: {
    text: PRINTED,
    trimmed: { ...PRINTED, select: (name, column) => `rtrim(${printed(name, column)}, ' ')` },
    integer: made(finishBooleanText),
  },
  array: {
    native: { ...PRINTED, raw: false },
    json: made(finishJson, { select: jsonOfArray, raw: false }),
    labels: made(finishLabelArray, { select: jsonOfArray, raw: false }),
  },
  other: { native: { ...PRINTED, select: signature, raw: false } },
};

/** @throws CrosstallyError PLAN_INVALID for a column that PostgreSQL has not, or not in that form. */
export function valueOf({ name, type: { kind }, form }: ViewColumn): Value {
  const value = (VALUES as Partial<Record<Kind, Partial<Record<Form, Value>>>>)[kind]?.[form];
  if (value !== undefined) return value;
  throw new CrosstallyError(
    'PLAN_INVALID',
    `PostgreSQL has no way to compare ${name}, of the kind ${kind}, in the form ${form}`,
  );
}

/**
 * Whether the bytes that are stored prove a column's values equal. Where the point is in a sum of money depends on the
 * server's settings; SQL_ASCII sends no bytes that are not UTF-8; an oid may refer to other bytes.
 */
export function hasRawForm(column: ViewColumn): boolean {
  const { type } = column;
  return valueOf(column).raw && !isMoney(type) && !mayBeLargeObject(type) && type.encoding !== 'SQL_ASCII';
}

/**
 * A text as the record hash takes it. Under some collations different texts are equal, and have one hash; elsewhere than
 * under UTF-8 its bytes in UTF-8 have the hash of the text there.
 */
export function textInput(text: string, { encoding }: Pick<ColumnType, 'encoding'>): string {
  if (encoding !== undefined) return encoded(text, encoding === 'SQL_ASCII' ? 'SQL_ASCII' : 'UTF8');
  return `(${text}) collate "C"`;
}

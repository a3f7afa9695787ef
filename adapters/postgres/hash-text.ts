/** Hashes by SHA-256 over framed texts, which MySQL and MariaDB can compute too. */
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { awkwardRows, hashTextOf } from '../sql/hash-text.ts';
import { rowExpression } from './canonical.ts';
import { quoteBytes, quoteName, quoteText } from './quote.ts';
import { valueOf } from './values.ts';

/** The 64-bit hash of a row's texts. */
export function textsHash(columns: readonly ViewColumn[]): string {
  return hashOf(columns.map((column) => columnFrame(column, textOf(column))));
}

/** The hashes of values that are known to trouble an engine. */
export function awkwardHashes(columns: readonly ViewColumn[]): readonly string[] {
  return awkwardRows(columns).map((row) => hashOf(columns.map((column, i) => knownFrame(column, row[i] ?? ''))));
}

/** A column's frame as a text, or as bytes that are no text. */
type Frame = { readonly text: string } | { readonly bytes: string };

/** The first 64 bits. */
function hashOf(frames: readonly Frame[]): string {
  return `('x' || encode(substr(sha256(${bytesOf(frames)}), 1, 8), 'hex'))::bit(64)::int8`;
}

/** A function takes a hundred arguments, and a text has up to two. */
const MOST_TEXTS = 50;

/** Texts side by side become bytes together: one by one that took half as long again. */
function bytesOf(frames: readonly Frame[]): string {
  const pieces: string[] = [];
  let texts: string[] = [];
  const endTexts = (): void => {
    if (texts.length > 0) pieces.push(`convert_to(concat(${texts.join(', ')}), 'UTF8')`);
    texts = [];
  };
  for (const frame of frames) {
    if ('bytes' in frame || texts.length === MOST_TEXTS) endTexts();
    if ('bytes' in frame) pieces.push(frame.bytes);
    else texts.push(frame.text);
  }
  endTexts();
  return pieces.join(' || ');
}

/** `text;` or `~;` where no text has a semicolon, else `length:text` or `-`. The length of a text is in characters. */
function columnFrame(column: ViewColumn, value: string): Frame {
  // Adding zero makes one zero of two.
  if (column.form === 'float') return { bytes: `coalesce('8:'::bytea || float8send(${value} + 0), '-')` };
  if (column.form === 'bytes') {
    return { bytes: `coalesce(convert_to(length(${value}) || ':', 'UTF8') || ${value}, '-')` };
  }
  const isPlain = hashTextOf(column)?.isPlain === true;
  return { text: isPlain ? `coalesce(${value}, '~'), ';'` : `coalesce(length(${value}) || ':' || ${value}, '-')` };
}

/** A known value's frame. A text that the server's encoding may not have is written down as what is made of it. */
function knownFrame(column: ViewColumn, value: string): Frame {
  const isForeign = column.type.encoding !== undefined && /[^\u0000-\u007f]/.test(value);
  if (!isForeign) return columnFrame(column, LITERALS[column.form](value));
  return { bytes: quoteBytes(Buffer.from(`${String([...value].length)}:${value}`).toString('hex')) };
}

function textOf(column: ViewColumn): string {
  return valueOf(column).text?.(quoteName(column.name), column) ?? rowExpression(column);
}

type Literal = (value: string) => string;

const cast =
  (type: string): Literal =>
  (value) =>
    `${quoteText(value)}::${type}`;

/** How a known value of a form is written. */
const LITERALS: Readonly<Record<Form, Literal>> = {
  integer: cast('int8::text'),
  decimal: cast('numeric::text'),
  float: cast('float8'),
  single: cast('text'),
  text: cast('text'),
  trimmed: cast('text'),
  bytes: quoteBytes,
  bits: cast('text'),
  date: cast('date::text'),
  time: cast('time::text'),
  timestamp: cast('timestamp::text'),
  instant: cast('timestamp::text'),
  uuid: cast('text'),
  labels: cast('text'),
  inet: cast('text'),
  point: cast('text'),
  json: cast('text'),
  native: cast('text'),
};

/** Hashes by SHA-256 over framed texts, which MySQL and MariaDB can compute too. */
import type { ViewColumn } from '../../src/model/view.ts';
import { awkwardRows, hashTextOf } from '../sql/hash-text.ts';
import { canonicalExpression } from './canonical.ts';
import { quoteName, quoteText } from './quote.ts';

/** The 64-bit hash of a row's texts. */
export function textsHash(columns: readonly ViewColumn[]): string {
  return hashOf(columns.map((column) => columnFrame(column, textOf(column))));
}

/** The hashes of values that are known to trouble an engine. */
export function awkwardHashes(columns: readonly ViewColumn[]): readonly string[] {
  return awkwardRows(columns).map((row) =>
    hashOf(columns.map((column, i) => columnFrame(column, literalOf(column, row[i] ?? '')))),
  );
}

/** The first 64 bits. */
function hashOf(frames: readonly string[]): string {
  return `('x' || encode(substr(sha256(${frames.join(' || ')}), 1, 8), 'hex'))::bit(64)::int8`;
}

/** As bytes: `text;` or `~;` where no text has a semicolon, else `length:text` or `-`. */
function columnFrame(column: ViewColumn, text: string): string {
  // Adding zero makes one zero of two.
  if (column.form === 'float') return `coalesce('8:'::bytea || float8send(${text} + 0), '-')`;
  if (hashTextOf(column)?.isPlain === true) return utf8(`coalesce(${text}, '~') || ';'`);
  const bytes = column.form === 'bytes' ? text : utf8(text);
  return `coalesce(${utf8(`length(${bytes}) || ':'`)} || ${bytes}, '-')`;
}

function utf8(text: string): string {
  return `convert_to(${text}, 'UTF8')`;
}

function textOf(column: ViewColumn): string {
  const name = quoteName(column.name);
  switch (column.form) {
    case 'float':
      return `${name}::float8`;
    case 'instant':
      return column.type.kind === 'instant' ? `(${name} at time zone 'UTC')::text` : `${name}::text`;
    default:
      return canonicalExpression(column);
  }
}

function literalOf({ form }: ViewColumn, value: string): string {
  switch (form) {
    case 'integer':
      return `'${value}'::int8::text`;
    case 'decimal':
      return `'${value}'::numeric::text`;
    case 'float':
      return `'${value}'::float8`;
    case 'date':
      return `'${value}'::date::text`;
    case 'time':
      return `'${value}'::time::text`;
    case 'timestamp':
    case 'instant':
      return `'${value}'::timestamp::text`;
    case 'bytes':
      return `'\\x${value}'::bytea`;
    default:
      return `${quoteText(value)}::text`;
  }
}

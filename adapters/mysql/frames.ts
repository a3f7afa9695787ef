/**
 * From one framed column a row to canonical frames. The server writes each column of the row as its number of bytes,
 * `:` and the bytes, or `-` for NULL; a column of digits, dates or times as its text and `;`, or `~;` for NULL, which
 * costs the server half as much. So a value cannot be taken for its neighbour, and one column a row is several times
 * cheaper to receive than ten.
 */
import { CrosstallyError } from '../../src/errors.ts';
import { FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { tableName } from '../../src/model/table.ts';
import type { TableRef } from '../../src/model/table.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import type { Finish } from '../sql/finish.ts';
import { expressionOf, finishOf, isFreeOfSemicolons } from './canonical.ts';
import type { Connections } from './connections.ts';
import { quoteName } from './quote.ts';
import { valueOf } from './values.ts';

/**
 * The framed column. It is binary, so that nothing is converted on the wire; COLLATE makes that explicit, without which
 * columns of two collations are an "illegal mix". NULL is asked of the bare column: an expression that becomes NULL (a
 * value beyond `max_allowed_packet`) makes the whole frame NULL, which is an error.
 */
export function frameExpression(columns: readonly ViewColumn[]): string {
  return `CONCAT(${["_binary'' COLLATE `binary`", ...columns.map(columnFrame)].join(', ')})`;
}

function columnFrame(column: ViewColumn): string {
  const name = quoteName(column.name);
  const value = expressionOf(column);
  if (valueOf(column).framing === 'as eight bytes') return `IFNULL(CONCAT('8:', ${value}), '-')`;
  if (!isFreeOfSemicolons(column)) return `IF(${name} IS NULL, '-', CONCAT(LENGTH(${value}), ':', ${value}))`;
  // Bare, it is NULL exactly when the column is, and this way is the faster one.
  if (value === name) return `IFNULL(CAST(${name} AS BINARY), '~'), ';'`;
  return `IF(${name} IS NULL, '~', CAST(${value} AS BINARY)), ';'`;
}

/** Rows are collected up to this many bytes before the consumer sees them. */
const BATCH_BYTES = 256 * 1024;

/** What a statement reads. */
export interface Framed {
  readonly table: TableRef;
  readonly columns: readonly ViewColumn[];
  /** Behind the columns the 8 bytes of a hash. */
  readonly hashed?: boolean;
  /** It reads a key range, and may take no longer than that may. */
  readonly limited: boolean;
}

/** `frameExpression` and behind it the first 8 bytes of a hash that is written in hexadecimal digits. */
export function hashedFrameExpression(columns: readonly ViewColumn[], hash: string): string {
  return `CONCAT(${frameExpression(columns)}, '8:', UNHEX(LEFT(${hash}, 16)))`;
}

/** `frameExpression` and behind it a number from 0 through 2^53 as 8 bytes, which `numberOf` reads. */
export function numberedFrameExpression(columns: readonly ViewColumn[], number: string): string {
  return hashedFrameExpression(columns, `LPAD(HEX(${number}), 16, '0')`);
}

/** The number behind the columns of a row. */
export function numberOf({ bytes, ends }: Frames, row: number): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64((ends[row] ?? 0) - 8));
}

/** The rows of a statement whose only column is `frameExpression` of these columns. */
export async function* framesOf(
  connections: Connections,
  sql: string,
  { table, columns, limited, hashed = false }: Framed,
): AsyncGenerator<Frames> {
  const writer = new FrameWriter(BATCH_BYTES + 4096);
  const framed = columns.map((column): Column => ({ counted: !isFreeOfSemicolons(column), finish: finishOf(column) }));
  if (hashed) framed.push({ counted: true, finish: null });
  const take = (frame: Uint8Array | null): boolean => {
    if (frame === null || !writeRow(writer, frame, framed)) throw unreadable(table);
    return writer.size >= BATCH_BYTES;
  };
  const batches = connections.stream(sql, take, limited);
  for await (const _ of batches) {
    const frames = writer.take();
    if (frames.count > 0) yield frames;
  }
}

/** How a column of the row is framed, and what is left to do to its value. */
interface Column {
  readonly counted: boolean;
  readonly finish: Finish;
}

const [MINUS, COLON, SEMICOLON, TILDE, ZERO, NINE] = [0x2d, 0x3a, 0x3b, 0x7e, 0x30, 0x39];

/** False when the row is not framed as it should be. */
function writeRow(writer: FrameWriter, frame: Uint8Array, columns: readonly Column[]): boolean {
  let at = 0;
  for (const { counted, finish } of columns) {
    at = counted ? writeCounted(writer, frame, at, finish) : writeEnded(writer, frame, at, finish);
    if (at < 0) return false;
  }
  writer.endRow();
  return at === frame.length;
}

/** `3:abc` or `-`. Returns where the next column starts; -1 when this one is not framed as it should be. */
function writeCounted(writer: FrameWriter, frame: Uint8Array, start: number, finish: Finish): number {
  let at = start;
  let byte = frame[at++] ?? 0;
  if (byte === MINUS) {
    writer.null();
    return at;
  }
  let length = 0;
  for (; byte >= ZERO && byte <= NINE; byte = frame[at++] ?? 0) length = length * 10 + byte - ZERO;
  const end = at + length;
  if (byte !== COLON || end > frame.length) return -1;
  if (finish === null) writer.column(frame, at, end);
  else writer.column(finish(frame.subarray(at, end)));
  return end;
}

/** `12.5;` or `~;`. */
function writeEnded(writer: FrameWriter, frame: Uint8Array, start: number, finish: Finish): number {
  let end = start;
  while (end < frame.length && frame[end] !== SEMICOLON) end++;
  if (end === frame.length || end === start) return -1;
  if (frame[start] === TILDE) writer.null();
  else if (finish === null) writer.column(frame, start, end);
  else writer.column(finish(frame.subarray(start, end)));
  return end + 1;
}

function unreadable(table: TableRef): CrosstallyError {
  return new CrosstallyError('ADAPTER_VALUE_UNREADABLE', `a row of ${tableName(table)} cannot be read whole`, {
    hint: 'raise max_allowed_packet on the server above its largest row, or leave the column out',
  });
}

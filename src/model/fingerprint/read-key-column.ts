import { CODING, emptyColumn, setNull } from './key-column.ts';
import type { KeyColumn } from './key-column.ts';
import { ByteWriter } from './varint.ts';
import type { ByteReader } from './varint.ts';

/** @throws RangeError for a way of writing that it does not know. */
export function readKeyColumn(reader: ByteReader, rows: number): KeyColumn {
  const coding = reader.byte();
  switch (coding) {
    case CODING.integers:
      return readIntegers(reader, rows);
    case CODING.bigIntegers:
      return readBigIntegers(reader, rows);
    case CODING.uuids:
      return readUuids(reader, rows);
    case CODING.bytes:
      return readBytes(reader, rows);
    default:
      throw new RangeError(`keys are written in an unknown way, ${String(coding)}`);
  }
}

/** Writes the values of a column one behind the other, each by a function that says with what it begins and ends. */
function columnOf(rows: number, write: (out: ByteWriter) => boolean): KeyColumn {
  const out = new ByteWriter(rows * 16);
  const column = emptyColumn(new Uint8Array(0), rows);
  for (let row = 0; row < rows; row++) {
    const start = out.size;
    if (write(out)) [column.starts[row], column.ends[row]] = [start, out.size];
    else setNull(column, row);
  }
  return { ...column, bytes: out.take() };
}

function readIntegers(reader: ByteReader, rows: number): KeyColumn {
  let number = 0;
  return columnOf(rows, (out) => {
    const step = reader.varint();
    number += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    writeAscii(out, String(number));
    return true;
  });
}

function readBigIntegers(reader: ByteReader, rows: number): KeyColumn {
  let number = 0n;
  return columnOf(rows, (out) => {
    const step = reader.bigVarint();
    number += (step & 1n) === 0n ? step >> 1n : -((step + 1n) >> 1n);
    writeAscii(out, String(number));
    return true;
  });
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Bytes before which a UUID has a hyphen. */
const HYPHENS = new Set([4, 6, 8, 10]);

function readUuids(reader: ByteReader, rows: number): KeyColumn {
  return columnOf(rows, (out) => {
    for (let i = 0; i < 16; i++) {
      if (HYPHENS.has(i)) writeAscii(out, '-');
      writeAscii(out, HEX[reader.byte()] ?? '');
    }
    return true;
  });
}

function readBytes(reader: ByteReader, rows: number): KeyColumn {
  let before = 0;
  return columnOf(rows, (out) => {
    const shared = reader.varint() - 1;
    if (shared < 0) return false;
    const start = out.size;
    out.again(before, shared);
    out.bytes(reader.bytes(reader.varint()));
    before = start;
    return true;
  });
}

function writeAscii(out: ByteWriter, text: string): void {
  for (let i = 0; i < text.length; i++) out.byte(text.charCodeAt(i));
}

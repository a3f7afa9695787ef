import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBlock, writeBlock } from '../../../src/model/fingerprint/block.ts';
import { emptyColumn, keyValue, setNull } from '../../../src/model/fingerprint/key-column.ts';
import type { KeyColumn } from '../../../src/model/fingerprint/key-column.ts';

/** The texts one behind the other, with some bytes in between that belong to none. */
function columnOf(texts: readonly (string | null)[]): KeyColumn {
  const values = texts.map((text) => (text === null ? null : Buffer.from(text)));
  const column = emptyColumn(Buffer.from(texts.map((text) => `${text ?? ''}#`).join('')), texts.length);
  let at = 0;
  for (const [row, value] of values.entries()) {
    if (value === null) setNull(column, row);
    else [column.starts[row], column.ends[row]] = [at, at + value.length];
    at += (value?.length ?? 0) + 1;
  }
  return column;
}

function textsOf(column: KeyColumn): (string | null)[] {
  return Array.from(column.starts, (_, row) => {
    const value = keyValue(column, row);
    return value === null ? null : Buffer.from(value).toString();
  });
}

const AWKWARD = ['0', '-0', '007', '1.5', '-1', '', '-', '9007199254740993', '-2251799813685248', '9'.repeat(41)];
const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'grapheme' }),
  fc.bigInt().map(String),
  fc.integer().map(String),
  fc.uuid(),
  fc.uuid().map((uuid) => uuid.toUpperCase()),
);
/** All of a kind, as in real tables, or anything. */
const texts = fc.oneof(
  fc.array(fc.integer().map(String)),
  fc.array(fc.bigInt().map(String)),
  fc.array(fc.uuid()),
  fc.array(fc.option(text)),
);

it('a block gives its keys back, whatever they are', () => {
  fc.assert(
    fc.property(texts, (column) => {
      const rows = column.length;
      const written = { keys: [columnOf(column)], hashes: new Uint8Array(rows * 8).fill(7), columnHashes: [] };
      const read = readBlock(writeBlock(written), { rows, keyLength: 1, columns: 0 });
      expect(read.keys.map(textsOf)).toEqual([column]);
      expect(read.hashes).toEqual(written.hashes);
    }),
  );
});

it.each([
  ['numbers that follow one another', (i: number) => String(1e9 + i), 1.1],
  ['numbers beyond what a double holds', (i: number) => String(2n ** 63n + BigInt(i)), 1.1],
  ['UUIDs', (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, 16.1],
])('%s take few bytes', (_name, keyOf, most) => {
  const rows = 4096;
  const keys = [columnOf(Array.from({ length: rows }, (_, i) => keyOf(i)))];
  const bytes = writeBlock({ keys, hashes: new Uint8Array(0), columnHashes: [] });
  expect(bytes.length / rows).toBeLessThan(most);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameColumns, frameOffset, FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';

type Value = Uint8Array | null;

function write(writer: FrameWriter, rows: readonly (readonly Value[])[]): Frames {
  for (const row of rows) {
    for (const value of row) {
      if (value === null) writer.null();
      else writer.column(value);
    }
    writer.endRow();
  }
  return writer.take();
}

function read({ bytes, starts, ends, count }: Frames): Value[][] {
  return Array.from({ length: count }, (_, i) =>
    frameColumns(bytes, starts[i] ?? 0, ends[i] ?? 0).map((value) => (value === null ? null : Uint8Array.from(value))),
  );
}

const value = fc.option(fc.uint8Array({ maxLength: 60 }));

describe('a frame', () => {
  it('gives back what was written, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 30 }), (rows) => {
        expect(read(write(new FrameWriter(16), rows))).toEqual(rows);
      }),
    );
  });

  it('tells different rows of as many columns apart', () => {
    const row = fc.array(value, { minLength: 3, maxLength: 3 });
    const bytesOf = (columns: readonly Value[]): string => {
      const { bytes, ends } = write(new FrameWriter(), [columns]);
      return Buffer.from(bytes.subarray(0, ends[0])).toString('hex');
    };
    const text = (columns: readonly string[]): Value[] => columns.map((column) => Buffer.from(column));
    fc.assert(
      fc.property(row, row, (a, b) => (bytesOf(a) === bytesOf(b)) === (JSON.stringify(a) === JSON.stringify(b))),
    );
    expect(bytesOf(text(['a,b', 'c']))).not.toBe(bytesOf(text(['a', 'b,c'])));
    expect(bytesOf([null, new Uint8Array()])).not.toBe(bytesOf([new Uint8Array(), null]));
  });

  it('says where its first columns end', () => {
    const columns = [null, Buffer.from('abc'), new Uint8Array(), Buffer.alloc(300)];
    const { bytes, starts, ends } = write(new FrameWriter(), [[Buffer.from('before')], columns]);
    const start = starts[1] ?? 0;
    expect([0, 1, 2, 3, 4].map((count) => frameOffset(bytes, start, count) - start)).toEqual([0, 4, 11, 15, 319]);
    expect(frameOffset(bytes, start, 4)).toBe(ends[1]);
  });

  it('takes a part of a larger buffer, short or long', () => {
    const source = Buffer.from(`<${'x'.repeat(40)}>`);
    const writer = new FrameWriter();
    writer.column(source, 1, 3);
    writer.column(source, 1, 41);
    writer.endRow();
    expect(read(writer.take())).toEqual([
      [Buffer.from('xx'), Buffer.from('x'.repeat(40))].map((part) => Uint8Array.from(part)),
    ]);
  });

  it('is laid out as PostgreSQL lays out a tuple behind its field count', () => {
    const { bytes, ends } = write(new FrameWriter(), [[Buffer.from('ab'), null, new Uint8Array()]]);
    expect(Buffer.from(bytes.subarray(0, ends[0])).toString('hex')).toBe('000000026162ffffffff00000000');
  });
});

describe('FrameWriter', () => {
  it('is empty again after a batch, and holds more rows than it was made for', () => {
    const writer = new FrameWriter(16);
    const rows = Array.from({ length: 5000 }, (_, i) => [Buffer.from(String(i))]);
    expect(write(writer, rows).count).toBe(5000);
    expect(writer.size).toBe(0);
    expect(read(write(writer, [[Buffer.from('next')]]))).toEqual([[Uint8Array.from(Buffer.from('next'))]]);
  });

  it('counts the bytes of an unfinished row', () => {
    const writer = new FrameWriter();
    writer.column(Buffer.from('abc'));
    expect(writer.size).toBe(7);
  });
});

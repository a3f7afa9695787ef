/** The journal's lines, whatever became of the file: no server needed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST, readLines, sealOf } from '../../src/checkpoint/lines.ts';
import type { Outcome } from '../../src/checkpoint/lines.ts';

const TEXTS = [
  '{"begun":1}',
  '{"t":0,"d":[["m",["ä\\n"]]]}',
  '{"t":0,"range":[null,["7"]]}',
  '{"x":"😀"}',
  '{"finished":2}',
];

function fileOf(texts: readonly string[]): Buffer {
  let seal = FIRST;
  const lines = texts.map((text) => {
    seal = sealOf(seal, text);
    return `${seal} ${text}\n`;
  });
  return Buffer.from(lines.join(''));
}

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    // As a file is read: the same buffer again and again.
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

async function read(bytes: Uint8Array, size = 64): Promise<Outcome & { texts: string[] }> {
  const texts: string[] = [];
  const outcome = await readLines(piecesOf(bytes, size), 0, ({ text }) => texts.push(text));
  return { ...outcome, texts };
}

const whole = fileOf(TEXTS);

describe('the lines of a journal', () => {
  it.each([1, 3, 64, 10_000])('are read back, %d bytes at a time', async (size) => {
    expect(await read(whole, size)).toMatchObject({ texts: TEXTS, end: whole.length, damaged: 0, broken: false });
  });

  it('cut at any byte: the whole lines before it count, the rest is told as damaged', async () => {
    for (let length = 0; length <= whole.length; length++) {
      const { texts, end, damaged, broken } = await read(whole.subarray(0, length));
      expect(texts).toEqual(TEXTS.slice(0, texts.length));
      expect(end).toBe(fileOf(texts).length);
      expect({ damaged, broken }).toEqual({ damaged: length - end, broken: false });
      expect(length - end).toBeLessThan(fileOf(TEXTS.slice(0, texts.length + 1)).length - end || 1);
    }
  });

  it('cut at any byte and gone on with: what is added is read', async () => {
    for (let length = 0; length <= whole.length; length++) {
      const { end, seal, texts } = await read(whole.subarray(0, length));
      const more = Buffer.from(`${sealOf(seal, '{"more":1}')} {"more":1}\n`);
      const again = await read(Buffer.concat([whole.subarray(0, end), more]));
      expect(again).toMatchObject({ texts: [...texts, '{"more":1}'], damaged: 0, broken: false });
    }
  });

  it('with any bit turned: no changed line is ever taken for a good one', async () => {
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bytes = Buffer.from(whole);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { texts, damaged, broken } = await read(bytes);
      expect(texts).toEqual(TEXTS.slice(0, texts.length));
      expect(damaged).toBeGreaterThan(0);
      // A good line behind the damage: no crash leaves that. The line after it, or after two joined ones, cannot be told.
      if (texts.length < TEXTS.length - 3) expect(broken).toBe(true);
    }
  });

  it('with lines lost, doubled or moved: found out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(TEXTS.length - 1), { maxLength: 8 }), async (order) => {
        const lines = whole.toString().split('\n');
        const shuffled = order.map((i) => `${lines[i] ?? ''}\n`).join('');
        const { texts } = await read(Buffer.from(shuffled));
        const inOrder = order.findIndex((line, place) => line !== place);
        expect(texts).toEqual(TEXTS.slice(0, inOrder < 0 ? order.length : inOrder));
      }),
    );
  });

  it('behind which a crash of the machine left zeros', async () => {
    const { texts, damaged, broken } = await read(Buffer.concat([whole, Buffer.alloc(5000)]));
    expect({ texts, damaged, broken }).toEqual({ texts: TEXTS, damaged: 5000, broken: false });
  });
});

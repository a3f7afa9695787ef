import { describe, expect, it } from 'vitest';
import { loosenValues } from '../../../src/compare/let-pass/loosen.ts';
import { STRICT } from '../../../src/model/loosening.ts';
import type { Loosening } from '../../../src/model/loosening.ts';

function loosened(value: string | Uint8Array, loosening: Partial<Loosening>): string | null {
  const loosen = loosenValues({ ...STRICT, ...loosening });
  const result = loosen?.(Buffer.from(value as string)) ?? null;
  return result === null ? null : Buffer.from(result).toString('latin1');
}

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

describe('what a value counts as', () => {
  it('is the value where nothing is let pass', () => {
    expect(loosenValues(STRICT)).toBeNull();
    expect(loosenValues({ ...STRICT, floatTolerance: 1e-9 })).toBeNull();
  });

  it.each([
    ['  a b\t\n', 'a b'],
    ['\u00a0é\u2003', 'é'],
    ['   ', ''],
    ['', ''],
    ['Ä', 'Ä'],
  ])('is %j trimmed: %j', (value, result) => {
    expect(loosened(value, { trim: true })).toBe(utf8(result));
  });

  it.each([
    ['ÄÖÜ Straße', 'äöü straße'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['İI', 'ii'],
    ['Ⅷ DŽ 𐐀', 'ⅷ dž 𐐨'],
    [' A ', ' a '],
  ])('is %j in lower case, letter by letter: %j', (value, result) => {
    expect(loosened(value, { foldCase: true })).toBe(utf8(result));
  });

  it('is NULL for an empty text, also one that trimming left nothing of', () => {
    expect(loosened('', { emptyIsNull: true })).toBeNull();
    expect(loosened(' ', { emptyIsNull: true })).toBe(' ');
    expect(loosened(' ', { emptyIsNull: true, trim: true })).toBeNull();
    expect(loosened('NULL', { emptyIsNull: true, trim: true, foldCase: true })).toBe('null');
  });

  it.each(['0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00Z'])('is NULL for the zero date %s', (value) => {
    expect(loosened(value, { zeroDateIsNull: true })).toBeNull();
    expect(loosened(value, { trim: true })).toBe(value);
  });

  it.each(['2024-00-15', '0000-00-01', '0000-00-00 00:00:01', '0001-01-01 00:00:00', 'infinity'])(
    'is no NULL for %s',
    (value) => {
      expect(loosened(value, { zeroDateIsNull: true })).toBe(value);
    },
  );

  it('is the bytes themselves where they are no UTF-8: two of them must not become one', () => {
    const loose = { trim: true, foldCase: true };
    expect(loosened(Uint8Array.of(0x20, 0xff), loose)).toBe(' \xff');
    expect(loosened(Uint8Array.of(0x20, 0xfe), loose)).toBe(' \xfe');
  });

  it('keeps a byte order mark that is not at an end', () => {
    expect(loosened('\ufeffA', { foldCase: true })).toBe(utf8('\ufeffa'));
    expect(loosened('a\ufeffb', { trim: true })).toBe(utf8('a\ufeffb'));
  });
});

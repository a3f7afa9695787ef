import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatBytes, formText } from '../../src/model/form.ts';

describe('formText', () => {
  it('gives every text back as it is', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(fc.property(text, (value) => formText('text', Buffer.from(value)) === Buffer.from(value).toString()));
  });

  it('keeps a byte order mark, which is part of the key', () => {
    expect(formText('text', Buffer.from('\ufeffa'))).toBe('\ufeffa');
  });

  it('writes bytes as hexadecimal digits, also from the middle of a buffer', () => {
    expect(formText('bytes', Buffer.from('aa00ff55', 'hex').subarray(1, 3))).toBe('00ff');
    expect(formText('bytes', new Uint8Array())).toBe('');
  });

  it('writes a float with the digits that read back the same, also from the middle of a buffer', () => {
    const finite = fc.double({ noNaN: true });
    fc.assert(fc.property(finite, (value) => Number(formText('float', floatBytes(value))) === value));
    expect(formText('float', Buffer.concat([Buffer.from([1]), floatBytes(0.1), Buffer.from([2])]).subarray(1, 9))).toBe(
      '0.1',
    );
    expect(formText('float', floatBytes(-Infinity))).toBe('-Infinity');
  });

  it('names what is no text behind half of a character, which no text has', () => {
    expect(formText('text', Buffer.from('\xff0x8740 (sjis)', 'latin1'))).toBe('\udcff0x8740 (sjis)');
    expect(() => formText('text', Buffer.from([0xff, 0xff]))).toThrow(TypeError);
  });

  it('refuses bytes that are no UTF-8, which would share a key with others', () => {
    expect(() => formText('text', Buffer.from([0xfe]))).toThrow(TypeError);
    expect(() => formText('trimmed', Buffer.from('c3', 'hex'))).toThrow(TypeError);
  });
});

describe('floatBytes', () => {
  it('has one zero and one NaN', () => {
    expect(floatBytes(-0)).toEqual(floatBytes(0));
    const other = new Float64Array(new Uint8Array([1, 0, 0, 0, 0, 0, 0xf8, 0xff]).buffer)[0] ?? 0;
    expect(floatBytes(other)).toEqual(floatBytes(NaN));
    expect(Buffer.from(floatBytes(NaN)).toString('hex')).toBe('7ff8000000000000');
  });

  it('is big-endian', () => {
    expect(Buffer.from(floatBytes(1)).toString('hex')).toBe('3ff0000000000000');
  });
});

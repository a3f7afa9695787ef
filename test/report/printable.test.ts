import { describe, expect, it } from 'vitest';
import { printable, printableValue } from '../../src/report/printable.ts';

describe('printable text', () => {
  it.each([
    ['plain, with é, 漢字 and 🙂', 'plain, with é, 漢字 and 🙂'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u009b31m', '\\u{9b}31m'],
    ['a\tb\r\nc', 'a\\tb\\r\\nc'],
    ['\u202etxt.exe', '\\u{202e}txt.exe'],
    ['\ud800', '\\u{d800}'],
    ['\u0000\u007f', '\\u{0}\\u{7f}'],
  ])('%j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('a value of a key', () => {
  it.each([
    ['42', '42'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['2024-01-31 10:00:00.5Z', '2024-01-31 10:00:00.5Z'],
    ['0f8fad5b-d9cb-469f-a165-70867728950e', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    [null, 'NULL'],
    ['NULL', "'NULL'"],
    ['', "''"],
    [' ', "' '"],
    ['a, b', "'a, b'"],
    ["it's", "'it''s'"],
    ['x'.repeat(100), `${'x'.repeat(59)}…`],
  ])('%j', (value, shown) => {
    expect(printableValue(value)).toBe(shown);
  });
});

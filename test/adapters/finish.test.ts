/** The last step to the canonical form, without a server: what engines print, and what it has to become. */
import { describe, expect, it } from 'vitest';
import { finishAcross } from '../../adapters/sql/finish-across.ts';
import { finishInet } from '../../adapters/sql/finish-inet.ts';
import { finishLabelArray, finishSet } from '../../adapters/sql/finish-labels.ts';
import {
  finishBitsBytes,
  finishBitsNumber,
  finishBooleanText,
  finishFloatAsSingle,
  finishFloatDigits,
  finishNumberText,
  finishSingleDigits,
} from '../../adapters/sql/finish-numbers.ts';
import { finishPoint, finishTwoFloats } from '../../adapters/sql/finish-point.ts';
import { finishDay, finishMidnight, finishSeconds } from '../../adapters/sql/finish-times.ts';
import {
  finishFloatBytes,
  finishInstant,
  finishJson,
  finishUuidBytes,
  finishUuidText,
  trimZeros,
} from '../../adapters/sql/finish.ts';
import type { Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';

type Step = (bytes: Uint8Array) => Uint8Array;

/** As a view into a larger buffer: a value is never alone in one. */
function embedded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('9.9"'), bytes, Buffer.from('0"9')]).subarray(4, 4 + bytes.length);
}

const finished = (step: Step, text: string): string => Buffer.from(step(embedded(Buffer.from(text)))).toString();
const inHex = (step: Step, hex: string): string => Buffer.from(step(embedded(Buffer.from(hex, 'hex')))).toString('hex');

/** What is printed, and its canonical form; the same where one is enough. */
const TEXTS: readonly (readonly [Step, readonly (readonly [string, string?])[]])[] = [
  [
    finishInet,
    [
      ['192.0.2.1'],
      ['10.0.0.0/8'],
      ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
      ['::1', '0000:0000:0000:0000:0000:0000:0000:0001'],
      ['1::', '0001:0000:0000:0000:0000:0000:0000:0000'],
      ['2001:db8::ff00:42:8329', '2001:0db8:0000:0000:0000:ff00:0042:8329'],
      ['1:2:3:4:5:6:7:8', '0001:0002:0003:0004:0005:0006:0007:0008'],
      ['1:2:3:4::6:7:8', '0001:0002:0003:0004:0000:0006:0007:0008'],
      ['::ffff:192.0.2.1', '0000:0000:0000:0000:0000:ffff:c000:0201'],
      ['::ffff:10.20.130.240/96', '0000:0000:0000:0000:0000:ffff:0a14:82f0/96'],
      ['2001:db8::/32', '2001:0db8:0000:0000:0000:0000:0000:0000/32'],
    ],
  ],
  [
    finishSet,
    [
      ['', ''],
      ['a', 'a,'],
      ['b,a', 'a,b,'],
      ['é,z', 'z,é,'],
      ['a\\b', 'a\\\\b,'],
    ],
  ],
  [
    finishLabelArray,
    [
      ['[]', ''],
      ['["b","a"]', 'a,b,'],
      ['["a","a"]', 'a,a,'],
      ['["a,b"]', 'a\\,b,'],
      ['["\\\\N",null]', '\\N,\\\\N,'],
      ['["é","z"]', 'z,é,'],
      ['[["a"],["b"]]', '\\[[["a"],["b"]]'],
    ],
  ],
  [
    finishFloatDigits,
    [
      ['0.1'],
      ['1e+21', '1000000000000000000000'],
      ['1.5e-7', '0.00000015'],
      ['-0', '0'],
      ['-2.50', '-2.5'],
      ['0.30000000000000004'],
      ['NaN'],
      ['-Infinity'],
      ['9007199254740993', '9007199254740992'],
    ],
  ],
  [
    finishSingleDigits,
    [
      ['0.1'],
      ['0.10000000149011612', '0.1'],
      ['16777216'],
      ['1.2345670461654663', '1.234567'],
      ['3.4028234663852886e38', `34028235${'0'.repeat(31)}`],
      ['1.401298464324817e-45', `0.${'0'.repeat(44)}1`],
      ['0.12345679104328156', '0.12345679'],
      ['8388609', '8388609'],
      ['-33554432.5', '-33554432'],
      ['NaN'],
      ['Infinity'],
    ],
  ],
  [finishFloatAsSingle, [['0.1'], ['0.10000000149011612', '0.1'], ['0.123456789'], ['16777217'], ['NaN'], ['-0', '0']]],
  [
    finishNumberText,
    [
      ['007', '7'],
      ['+1.50', '1.5'],
      ['-0.0', '0'],
      ['1.', '1'],
      ['-12.30', '-12.3'],
      ['.5'],
      [' 1'],
      ['1 '],
      ['1e5'],
      ['1,5'],
      ['x1'],
      ['1x'],
      ['1.5.0'],
      ['--1'],
      [''],
      ['NaN'],
      ['٣'],
    ],
  ],
  [
    finishBooleanText,
    [
      ...['t', 'T', 'true', 'TRUE', 'y', 'Yes', 'on', '1', 'true   '].map((text) => [text, '1'] as const),
      ...['f', 'false', 'N', 'no', 'OFF', '0', '0 '].map((text) => [text, '0'] as const),
      ...['', ' ', ' t', 'tr', '2', '-1', 'ja', 'é'].map((text) => [text, `!${text}`] as const),
    ],
  ],
  [
    finishBitsNumber,
    [
      ['00000101', '5'],
      ['', '0'],
      ['0', '0'],
      ['1'.repeat(64), '18446744073709551615'],
    ],
  ],
  [
    finishMidnight,
    [
      ['2024-02-29', '2024-02-29 00:00:00'],
      ['0044-03-15 BC', '0044-03-15 00:00:00 BC'],
      ['0000-00-00', '0000-00-00 00:00:00'],
      ['infinity'],
      ['-infinity'],
    ],
  ],
  [
    finishDay,
    [
      ['2024-02-29 10:20:30', '2024-02-29'],
      ['2024-02-29 10:20:30.000001', '2024-02-29'],
      ['0044-03-15 10:00:00.5 BC', '0044-03-15 BC'],
      ['12345-01-01 23:59:59', '12345-01-01'],
      ['infinity'],
    ],
  ],
  [
    finishSeconds,
    [
      ['0', '1970-01-01 00:00:00Z'],
      ['-1', '1969-12-31 23:59:59Z'],
      ['-62135596800', '0001-01-01 00:00:00Z'],
      ['-62135596801'],
      ['253402300799', '9999-12-31 23:59:59Z'],
      ['253402300800'],
    ],
  ],
  [
    finishInstant,
    [
      ['2024-02-29 10:20:30.120000', '2024-02-29 10:20:30.12Z'],
      ['2024-02-29 10:20:30', '2024-02-29 10:20:30Z'],
    ],
  ],
  [trimZeros, [['1.500', '1.5'], ['1.000', '1'], ['100'], ['0.0', '0'], ['10.01']]],
  [
    finishUuidText,
    [
      ['123E4567-E89B-12D3-A456-426614174000', '123e4567-e89b-12d3-a456-426614174000'],
      ['123e4567e89b12d3a456426614174000  ', '123e4567-e89b-12d3-a456-426614174000'],
      ['  123e4567e89b12d3a456426614174000'],
      ['123e4567e89b12d3a4564266141740000'],
      ['g23e4567e89b12d3a456426614174000'],
      ['Not a UUID', 'not a uuid'],
      ['É', 'é'],
    ],
  ],
  [finishJson, [['{"b": 1.0, "a": "é"}', '{"a":"é","b":1}']]],
];

describe.each(TEXTS.map(([step, values]) => [step.name, step, values] as const))('%s', (_name, step, values) => {
  it.each(values.map(([printed, canonical = printed]) => [printed, canonical] as const))(
    'of %j is %j',
    (printed, canonical) => {
      expect(finished(step, printed)).toBe(canonical);
    },
  );
});

const DOUBLE = {
  one: '3ff0000000000000',
  two: '4000000000000000',
  minusZero: '8000000000000000',
  zero: '0000000000000000',
};
const littleEndian = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex');
/** A geometry as MySQL sends it: reference system, byte order, type, coordinates. */
const wkb = (type: string, ...numbers: string[]): string =>
  `e6100000${'01'}${type}${numbers.map(littleEndian).join('')}`;

describe('bytes', () => {
  it.each([
    ['100000001', '0101'],
    ['00000101', '05'],
    ['', ''],
    ['1', '01'],
    ['1111111111111111', 'ffff'],
  ])('of the bits %s are %s', (bits, hex) => {
    expect(Buffer.from(finishBitsBytes(embedded(Buffer.from(bits)))).toString('hex')).toBe(hex);
  });

  it('of a uuid are hyphenated, and others are no uuid', () => {
    const text = (hex: string) => Buffer.from(finishUuidBytes(embedded(Buffer.from(hex, 'hex')))).toString();
    expect(text('123e4567e89b12d3a456426614174000')).toBe('123e4567-e89b-12d3-a456-426614174000');
    expect(text('123e4567e89b12d3a4564266141740')).toBe('123e4567e89b12d3a4564266141740');
    expect(text('')).toBe('');
  });

  it('of a point are its coordinates, -0 being 0, and of another geometry what they were', () => {
    const [point, line] = ['01000000', '02000000'];
    expect(inHex(finishPoint, wkb(point, DOUBLE.one, DOUBLE.two))).toBe(DOUBLE.one + DOUBLE.two);
    expect(inHex(finishPoint, wkb(point, DOUBLE.minusZero, DOUBLE.two))).toBe(DOUBLE.zero + DOUBLE.two);
    expect(inHex(finishPoint, wkb(line, DOUBLE.one, DOUBLE.two))).toBe(wkb(line, DOUBLE.one, DOUBLE.two));
    const longer = wkb(point, DOUBLE.one, DOUBLE.two, DOUBLE.two);
    expect(inHex(finishPoint, longer)).toBe(longer);
    expect(inHex(finishTwoFloats, DOUBLE.one + DOUBLE.minusZero)).toBe(DOUBLE.one + DOUBLE.zero);
  });

  it('of a float are those of a binary64, the other way round', () => {
    expect(inHex(finishFloatBytes, '9a9999999999b93f')).toBe('3fb999999999999a');
    expect(inHex(finishFloatBytes, '000000000000f03f')).toBe(DOUBLE.one);
  });
});

describe('a column that is compared as something else', () => {
  it.each<readonly [Form, Kind, Step | null]>([
    ['json', 'json', finishJson],
    ['json', 'text', finishJson],
    ['integer', 'text', finishBooleanText],
    ['integer', 'enum', finishBooleanText],
    ['integer', 'integer', null],
    ['decimal', 'text', finishNumberText],
    ['decimal', 'integer', null],
    ['date', 'timestamp', finishDay],
    ['date', 'date', null],
    ['timestamp', 'date', finishMidnight],
    ['instant', 'integer', finishSeconds],
    ['inet', 'inet', finishInet],
    ['text', 'text', null],
  ])('as %s, being %s, has its step', (form, kind, step) => {
    expect(finishAcross(form, kind)).toBe(step);
  });
});

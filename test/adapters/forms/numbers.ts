import { my, noInfinity, noType, pg } from './form-case.ts';
import type { FormCase } from './form-case.ts';

/** The bytes of a binary64 in hexadecimal digits. */
function binary64(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

export const NUMBER_CASES: readonly FormCase[] = [
  {
    form: 'integer',
    what: 'bigint',
    type: { postgres: 'bigint', mysql: 'bigint' },
    values: ['0', '-1', '9007199254740993', '9223372036854775807', '-9223372036854775808'].map((n) => [n, n]),
  },
  {
    form: 'integer',
    what: 'bigint unsigned zerofill',
    type: { postgres: noType, mysql: 'bigint unsigned zerofill' },
    values: ['0', '7', '18446744073709551615'].map((n) => [n, n]),
  },
  {
    form: 'integer',
    what: 'boolean',
    type: { postgres: 'boolean', mysql: 'boolean' },
    values: [
      ['0', 'false'],
      ['1', 'true'],
      ['2', my('2', { cannot: 'a boolean is true or false' })],
    ],
  },
  {
    form: 'integer',
    what: 'bit(1)',
    type: { postgres: 'bit(1)', mysql: 'bit(1)' },
    values: [
      ['0', "B'0'"],
      ['1', "B'1'"],
    ],
  },
  {
    form: 'integer',
    what: 'year',
    type: { postgres: noType, mysql: 'year' },
    values: [
      ['0', "'0000'"],
      ['2024', '2024'],
    ],
  },
  {
    form: 'decimal',
    what: 'decimal(65,30)',
    type: { postgres: 'numeric(65,30)', mysql: 'decimal(65,30)' },
    values: [
      ['0', '0.000'],
      ['1', '1.00'],
      ['1.5', '1.50'],
      ['-0.000000000000000000000000000001', '-0.000000000000000000000000000001'],
      ['100', '100'],
      [
        '12345678901234567890123456789012345.123456789012345678901234567891',
        '12345678901234567890123456789012345.123456789012345678901234567891',
      ],
      ['0', '-0.0'],
    ],
  },
  {
    form: 'decimal',
    what: 'decimal without a scale',
    type: { postgres: 'numeric', mysql: 'decimal(20,0)' },
    values: [
      ['100', '100'],
      ['0', '0'],
      ['-20', '-20'],
      ['NaN', pg("'NaN'", noInfinity)],
      ['1.5', pg('1.50', { cannot: 'the scale is 0' })],
    ],
  },
  {
    form: 'decimal',
    what: 'decimal(10,3) zerofill',
    type: { postgres: noType, mysql: 'decimal(10,3) unsigned zerofill' },
    values: [
      ['5.25', '5.25'],
      ['0', '0'],
    ],
  },
  {
    form: 'decimal',
    what: 'int',
    type: { postgres: 'int', mysql: 'int' },
    values: [
      ['100', '100'],
      ['0', '0'],
      ['-5', '-5'],
    ],
  },
  {
    form: 'float',
    what: 'double',
    type: { postgres: 'float8', mysql: 'double' },
    values: [
      ...[0.1 + 0.2, 0.3, 5e-324, 1.7976931348623157e308, 1e15, -1.5, 1 / 3].map(
        (n) => [binary64(n), { postgres: `'${String(n)}'::float8`, mysql: `${n.toExponential()}` }] as const,
      ),
      [binary64(0), { postgres: "'-0'::float8", mysql: '-0e0' }],
      [binary64(NaN), pg("'NaN'", noInfinity)],
      [binary64(-Infinity), pg("'-Infinity'", noInfinity)],
    ],
  },
  {
    form: 'float',
    what: 'float, widened',
    type: { postgres: 'float4', mysql: 'float' },
    values: [16777216, 16777200, 1.234567, 0.1, 3.4028235e38].map((n) => [binary64(Math.fround(n)), String(n)]),
  },
  {
    form: 'float',
    what: 'double(10,2)',
    type: { postgres: noType, mysql: 'double(10,2)' },
    values: [
      [binary64(1.1), '1.10'],
      [binary64(2), '2'],
    ],
  },
  {
    form: 'bits',
    what: 'bit(5)',
    type: { postgres: 'bit(5)', mysql: 'bit(5)' },
    values: ['00000', '00001', '10000', '11111'].map((bits) => [bits, `B'${bits}'`]),
  },
  {
    form: 'bits',
    what: 'bit(64)',
    type: { postgres: 'bit(64)', mysql: 'bit(64)' },
    values: ['1'.repeat(64), `${'0'.repeat(63)}1`, `1${'0'.repeat(63)}`].map((bits) => [bits, `B'${bits}'`]),
  },
  {
    form: 'bits',
    what: 'bits without a length',
    type: { postgres: 'bit varying', mysql: noType },
    values: ['', '0', '101'].map((bits) => [bits, `B'${bits}'`]),
  },
  {
    form: 'decimal',
    what: 'bits, as a number',
    type: { postgres: 'bit(64)', mysql: 'bit(64)' },
    values: [
      ['18446744073709551615', `B'${'1'.repeat(64)}'`],
      ['9223372036854775808', `B'1${'0'.repeat(63)}'`],
      ['5', `B'${'101'.padStart(64, '0')}'`],
    ],
  },
  {
    form: 'bytes',
    what: 'bits, in bytes',
    type: { postgres: 'bit(9)', mysql: 'bit(9)' },
    values: [
      ['0101', "B'100000001'"],
      ['00ff', "B'011111111'"],
      ['0000', "B'000000000'"],
    ],
  },
  {
    form: 'decimal',
    what: 'double, by its digits',
    type: { postgres: 'float8', mysql: 'double' },
    values: [
      ['0.1', '0.1e0'],
      ['0.30000000000000004', '0.30000000000000004e0'],
      ['1000000000000000000000', '1e21'],
      ['-0.00000015', '-1.5e-7'],
      ['0', { postgres: "'-0'::float8", mysql: '-0e0' }],
      ['Infinity', pg("'Infinity'", noInfinity)],
      ['NaN', pg("'NaN'", noInfinity)],
    ],
  },
  {
    form: 'decimal',
    what: 'float, by its digits',
    type: { postgres: 'float4', mysql: 'float' },
    values: [
      ['0.1', '0.1'],
      ['16777216', '16777216'],
      ['1.234567', '1.234567'],
      ['340282350000000000000000000000000000000', '3.4028235e38'],
    ],
  },
  {
    form: 'decimal',
    what: 'a sum of money',
    type: { postgres: 'money', mysql: noType },
    values: [
      ['1234.5', "'1234.50'"],
      ['-7', "'-7'"],
    ],
  },
  {
    form: 'decimal',
    what: 'text',
    type: { postgres: 'text', mysql: 'varchar(60) character set latin1' },
    values: [
      ['7', "'007'"],
      ['1.5', "'+1.50'"],
      ['0', "'-0.0'"],
      ['12345678901234567890.123456789', "'12345678901234567890.1234567890'"],
      ['1e3', "'1e3'"],
      [' 7', "' 7'"],
      ['~;', "'~;'"],
      ['', "''"],
    ],
  },
  {
    form: 'integer',
    what: 'a word for a boolean',
    type: { postgres: 'text', mysql: 'varchar(20) character set latin1' },
    values: [
      ['1', "'Yes'"],
      ['1', "'TRUE '"],
      ['0', "'n'"],
      ['!2', "'2'"],
      ['!~;', "'~;'"],
    ],
  },
  {
    form: 'decimal',
    what: 'year',
    type: { postgres: noType, mysql: 'year' },
    values: [['2024', '2024']],
  },
  {
    form: 'integer',
    what: 'a label for a boolean',
    type: { postgres: 'mood', mysql: "enum('sad', 'yes')" },
    values: [
      ['!sad', "'sad'"],
      ['1', my("'yes'", { cannot: 'the type of the test has no such label' })],
    ],
  },
  {
    form: 'single',
    what: 'float',
    type: { postgres: 'float4', mysql: 'float' },
    values: [
      ['0.1', '0.1'],
      ['16777216', '16777216'],
      ['-1.234567', '-1.234567'],
      ['NaN', pg("'NaN'", noInfinity)],
    ],
  },
  {
    form: 'single',
    what: 'double',
    type: { postgres: 'float8', mysql: 'double' },
    values: [
      ['0.1', '0.1e0'],
      ['0.1', '0.10000000149011612e0'],
      ['0.123456789', '0.123456789e0'],
      ['16777200', '16777200e0'],
      ['Infinity', pg("'Infinity'", noInfinity)],
    ],
  },
];

/** Column types that both engines have, each with random values whose equality is known without asking anybody. */
import fc from 'fast-check';
import type { TestEngine } from '../support/servers.ts';

/** A value as it is written into the database, and what it is equal to. */
export interface RandomValue {
  /** What stands between the quotes of a literal; for bytes hexadecimal digits. */
  readonly written: string;
  /** Shared by equal values, however they are written: also the key text of the report. */
  readonly identity: string;
}

export type Dialect = 'postgres' | 'mysql';

/** One way to declare a column. */
export interface Way {
  readonly type: string;
  /** How a value is written into such a column; as a quoted text, if it is left out. */
  readonly write?: (written: string) => string;
}

export interface RandomType {
  /** How each engine may declare it; the sides of a table may choose differently. */
  readonly declared: Readonly<Record<Dialect, readonly (string | Way)[]>>;
  readonly values: fc.Arbitrary<RandomValue>;
  readonly isKey: boolean;
}

const same = (text: string): RandomValue => ({ written: text, identity: text });

const integers = (small: number, large: bigint): fc.Arbitrary<RandomValue> =>
  fc
    .oneof(fc.bigInt(BigInt(-small), BigInt(small)), fc.bigInt(-large, large - 1n), fc.constantFrom(large - 1n, -large))
    .map((number) => same(String(number)));

/** 1.5, 1.50 and 01.5 are one number. */
const decimals = fc
  .tuple(fc.oneof(fc.bigInt(-12n, 12n), fc.bigInt(-(10n ** 19n), 10n ** 19n)), fc.integer({ min: 0, max: 2 }))
  .map(([units, zeros]) => {
    const digits = String(units < 0n ? -units : units).padStart(5, '0');
    const [whole, fraction] = [digits.slice(0, -4), digits.slice(-4).replace(/0+$/, '')];
    const sign = units < 0n ? '-' : '';
    const identity = sign + whole + (fraction === '' ? '' : `.${fraction}`);
    return { written: `${sign}${whole}.${fraction.padEnd(2 + zeros, '0')}`, identity };
  });

const finite = { noNaN: true, noDefaultInfinity: true };
const numberOf = (number: number): RandomValue => ({ written: String(number), identity: String(number + 0) });
// MySQL refuses 1e-310 in a FLOAT and rounds what is below it in a DOUBLE to a number of its own.
const isNormal = (number: number): boolean => number === 0 || Math.abs(number) > 1e-30;
const doubles = fc.oneof(fc.constantFrom(0, -0, 0.1, 0.30000000000000004, 0.3, 1e15, 1e300), fc.double(finite));
const floats = fc.oneof(
  fc.constantFrom(0, 1, 16777216, 16777200),
  fc.float({ ...finite, min: Math.fround(-1e30), max: Math.fround(1e30) }),
);

const PIECES = [
  'a',
  'A',
  'b',
  ' ',
  ',',
  "'",
  '"',
  '\\',
  '%',
  '_',
  '`',
  ':',
  '-',
  '1',
  '2',
  '\n',
  '\t',
  '|',
  '#',
  'NULL',
];
const texts = fc
  .array(fc.constantFrom(...PIECES, 'é', 'e\u0301', 'ß', 'Z', '\u{1f600}', '\ufffd', '$1', '?', '--', '[', '{'), {
    maxLength: 6,
  })
  .map((pieces) => same(pieces.join('')));

const bytes = fc
  .array(fc.oneof(fc.constantFrom(0, 0x20, 0x27, 0x5c, 0xff), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
  .map((list) => same(Buffer.from(list).toString('hex')));

const uuids = fc
  .oneof(fc.constantFrom('0', '00000000000000000000000000000001', 'f'.repeat(32)), fc.stringMatching(/^[0-9a-f]{32}$/))
  .map((hex) => same(hex.padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')));

const DAY = 86_400_000;
const days = fc
  .oneof(fc.integer({ min: 19_700, max: 19_710 }), fc.integer({ min: -354_000, max: 2_932_000 }))
  .map((day) => same(new Date(day * DAY).toISOString().slice(0, 10)));
const fractions = fc.oneof(fc.constantFrom(0, 1, 2, 120_000, 999_999), fc.integer({ min: 0, max: 999_999 }));
const readings = fc.tuple(days, fc.integer({ min: 0, max: 86_399 }), fractions).map(([day, second, fraction]) => {
  const clock = new Date(second * 1000).toISOString().slice(11, 19);
  const digits = String(fraction).padStart(6, '0');
  const shortest = digits.replace(/0+$/, '');
  const start = `${day.identity} ${clock}`;
  return { written: `${start}.${digits}`, identity: shortest === '' ? start : `${start}.${shortest}` };
});

const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, '', 'null', '\u00e9', 'a"b\\c\n'),
    fc.integer(),
    fc.integer({ min: -1000, max: 1000 }).map((number) => number / 8),
    fc.array(tie('document'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'B', '', 'a b', '\u00e9'), tie('document'), { noNullPrototype: true }),
  ),
}));
const documents = fc.tuple(document, fc.boolean()).map(([value, spaced]) => ({
  written: JSON.stringify(value, null, spaced ? 2 : 0),
  identity: JSON.stringify(sorted(value)),
}));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([name, member]) => [name, sorted(member)]) };
}

export const TYPES: readonly RandomType[] = [
  {
    declared: { postgres: ['int', 'bigint', 'numeric'], mysql: ['int', 'bigint', 'decimal(20,0)'] },
    values: integers(4, 2n ** 31n),
    isKey: true,
  },
  {
    declared: { postgres: ['bigint', 'numeric(19)'], mysql: ['bigint', 'decimal(19,0)'] },
    values: integers(4, 2n ** 63n),
    isKey: true,
  },
  {
    declared: { postgres: ['numeric(30,4)', 'numeric'], mysql: ['decimal(30,4)', 'decimal(40,8)'] },
    values: decimals,
    isKey: true,
  },
  {
    declared: { postgres: ['boolean'], mysql: ['boolean'] },
    values: fc.constantFrom(same('0'), same('1')),
    isKey: true,
  },
  {
    declared: { postgres: ['double precision'], mysql: ['double'] },
    values: doubles.filter(isNormal).map(numberOf),
    isKey: false,
  },
  {
    declared: { postgres: ['real', 'double precision'], mysql: ['float', 'double'] },
    values: floats.filter(isNormal).map(numberOf),
    isKey: false,
  },
  {
    declared: {
      postgres: ['varchar(40)', 'text', 'varchar(40) collate "C"', 'text collate "C"'],
      mysql: ['varchar(40) collate utf8mb4_0900_bin'],
    },
    values: texts,
    isKey: true,
  },
  {
    declared: {
      postgres: [{ type: 'bytea', write: (hex) => `'\\x${hex}'` }],
      mysql: [{ type: 'varbinary(20)', write: (hex) => `x'${hex}'` }],
    },
    values: bytes,
    isKey: true,
  },
  { declared: { postgres: ['uuid'], mysql: ['char(36) collate utf8mb4_0900_bin'] }, values: uuids, isKey: true },
  { declared: { postgres: ['date'], mysql: ['date'] }, values: days, isKey: true },
  { declared: { postgres: ['timestamp', 'timestamp(6)'], mysql: ['datetime(6)'] }, values: readings, isKey: true },
  { declared: { postgres: ['json', 'jsonb'], mysql: ['json'] }, values: documents, isKey: false },
];

/** A value in SQL, as a column that is declared so takes it. */
export function literal(engine: TestEngine, way: string | Way, value: RandomValue | null): string {
  if (value === null) return 'null';
  if (typeof way !== 'string' && way.write !== undefined) return way.write(value.written);
  return engine === 'postgres' ? quoted(value.written) : `_utf8mb4 x'${Buffer.from(value.written).toString('hex')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

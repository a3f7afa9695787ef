/**
 * Kinds that pair with other kinds: each type with ways to declare it that hold the same values and are compared by a
 * rule of their own, whichever two of them meet.
 */
import fc from 'fast-check';
import type { RandomType, RandomValue, Way } from './random-values.ts';

const way = (type: string, write: (written: string) => string): Way => ({ type, write });
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const same = (value: string): RandomValue => ({ written: value, identity: value });
const inJson = (values: readonly unknown[]): RandomValue => same(JSON.stringify(values));
const listOf = (written: string): readonly (string | number | null)[] =>
  JSON.parse(written) as readonly (string | number | null)[];

/** An array as PostgreSQL reads it; every text in quotes, so that 'NULL' is none. */
function arrayText(written: string): string {
  const elements = listOf(written).map((element) => (element === null ? 'NULL' : JSON.stringify(element)));
  return text(`{${elements.join(',')}}`);
}

const LABELS = ['a', 'b', 'NULL', 'x y', "q'", 'é'];
const labels = fc.subarray(LABELS).map(inJson);

const MICROSECONDS_OF_TIME = 838 * 3_600_000_000 + 59 * 60_000_000 + 59 * 1_000_000;
const awkwardSpans = fc.constantFrom(0, 1, -1, 86_399_999_999, 86_400_000_000, 3_600_000_000, -3_600_500_000);
const durations = fc
  .oneof(awkwardSpans, fc.integer({ min: -MICROSECONDS_OF_TIME, max: MICROSECONDS_OF_TIME }))
  .map(duration);
const clocks = fc
  .oneof(fc.constantFrom(0, 1, 86_399_999_999), fc.integer({ min: 0, max: 86_399_999_999 }))
  .map(duration);

function duration(microseconds: number): RandomValue {
  const left = Math.abs(microseconds);
  const [seconds, fraction] = [Math.floor(left / 1_000_000), left % 1_000_000];
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return same(`${microseconds < 0 ? '-' : ''}${clock}.${String(fraction).padStart(6, '0')}`);
}

const DAY = 86_400_000;
const days = fc
  .oneof(fc.integer({ min: 19_700, max: 19_710 }), fc.integer({ min: -354_000, max: 2_932_000 }))
  .map((day) => same(new Date(day * DAY).toISOString().slice(0, 10)));

const smallBits = fc
  .oneof(fc.constantFrom(0, 1, 127, 128, 255), fc.integer({ min: 0, max: 255 }))
  .map((n) => same(`${n}`));
const asBits = (written: string): string => `b'${Number(written).toString(2).padStart(8, '0')}'`;
const twoBytes = fc
  .oneof(fc.constantFrom(0, 1, 255, 256, 0x2720, 65_535), fc.integer({ min: 0, max: 65_535 }))
  .map((n) => same(n.toString(16).padStart(4, '0')));
const hexAsBits = (hex: string): string => `b'${Number.parseInt(hex, 16).toString(2).padStart(16, '0')}'`;

/** So few digits that a float of either size reads back as them. */
const fewDigits = (most: number) =>
  fc.tuple(fc.integer({ min: -most, max: most }), fc.integer({ min: 0, max: 6 })).map(([units, places]) => {
    const padded = String(Math.abs(units)).padStart(places + 1, '0');
    const [whole, fraction] = [padded.slice(0, padded.length - places), padded.slice(padded.length - places)];
    const digits = `${whole}.${fraction}`.replace(/\.?0*$/, '');
    return same(units < 0 ? `-${digits}` : digits);
  });

const numberLists = fc
  .array(fc.option(fc.oneof(fc.constantFrom(0, 1, 10, 2_147_483_647), fc.integer())), { maxLength: 4 })
  .map((list) => inJson(list.map((n) => (n === null || Object.is(n, -0) ? null : n))));
const textLists = fc
  .array(fc.option(fc.constantFrom('', 'a', 'A', 'null', 'NULL', '1', '"', '\\', "'", 'é', ',', '{}', ' ')), {
    maxLength: 3,
  })
  .map(inJson);

const addresses = fc.oneof(
  fc.tuple(fc.nat(255), fc.nat(3), fc.constantFrom(0, 1, 255), fc.nat(9)).map((parts) => same(parts.join('.'))),
  fc
    .constantFrom('::', '::1', '2001:db8::1', '2001:db8::ff00:42:8329', '10.0.0.0/8', '10.0.0.1/8', '2001:db8::/32')
    .map(same),
);

const BINARY = 'collate utf8mb4_0900_bin';

export const PAIRED_TYPES: readonly RandomType[] = [
  {
    // SET-1, and ARR-2 where both are arrays
    declared: {
      postgres: [way('text[]', arrayText), way('varchar(9)[]', arrayText)],
      mysql: [way(`set(${LABELS.map(text).join()}) ${BINARY}`, (written) => text(listOf(written).join()))],
    },
    values: labels,
    isKey: false,
  },
  { declared: { postgres: ['interval'], mysql: ['time(6)'] }, values: durations, isKey: false },
  { declared: { postgres: ['time(6)', 'interval'], mysql: ['time(6)'] }, values: clocks, isKey: false },
  {
    declared: { postgres: ['date', 'timestamp'], mysql: ['date', 'datetime(6)', 'datetime'] },
    values: days,
    isKey: false,
  },
  {
    // BIT-1, BIT-2
    declared: {
      postgres: [way('bit(8)', asBits), 'smallint', 'numeric'],
      mysql: [way('bit(8)', asBits), 'smallint', 'decimal(5,2)'],
    },
    values: smallBits,
    isKey: false,
  },
  {
    // BIT-1, BIT-3
    declared: {
      postgres: [way('bytea', (hex) => `'\\x${hex}'`), way('bit(16)', hexAsBits)],
      mysql: [
        way('varbinary(9)', (hex) => `x'${hex}'`),
        way('bit(16)', hexAsBits),
        way('binary(2)', (hex) => `x'${hex}'`),
      ],
    },
    values: twoBytes,
    isKey: false,
  },
  {
    // FLT-1, FLT-2, FLT-3
    declared: { postgres: ['real', 'double precision', 'numeric'], mysql: ['float', 'double', 'decimal(40,20)'] },
    values: fewDigits(999_999),
    isKey: false,
  },
  {
    // FLT-1, FLT-2
    declared: { postgres: ['double precision', 'numeric(40,9)'], mysql: ['double', 'decimal(40,20)'] },
    values: fewDigits(999_999_999_999_999),
    isKey: false,
  },
  {
    // ARR-1, ARR-2
    declared: { postgres: ['jsonb', way('int[]', arrayText), way('bigint[]', arrayText), 'json'], mysql: ['json'] },
    values: numberLists,
    isKey: false,
  },
  { declared: { postgres: [way('text[]', arrayText), 'jsonb'], mysql: ['json'] }, values: textLists, isKey: false },
  {
    // SAME-1, SAME-2
    declared: { postgres: ['inet', 'text'], mysql: [`varchar(45) ${BINARY}`] },
    values: addresses,
    isKey: false,
  },
];

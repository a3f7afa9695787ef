import { isChar } from './column.ts';
import type { ColumnType, Kind } from './column.ts';
import type { Form } from './form.ts';

/** A named entry of the type table: says for a pair of column types when two values are equal. */
export interface Rule {
  /** Cited with every changed column; never reused for another meaning. */
  readonly name: string;
  /** Both columns are brought into this form and compared byte by byte. */
  readonly form: Form;
  /** The kinds it pairs of itself, in either direction. */
  readonly pairs: readonly (readonly [Kind, Kind])[];
  /** The kinds it may pair besides, where the user forces it on a pair of columns. */
  readonly onRequest?: readonly (readonly [Kind, Kind])[];
  /** Narrows the pairs further. Called with the types in the order of the pair. */
  readonly when?: (first: ColumnType, second: ColumnType) => boolean;
  /** What it holds equal beyond what is spelled the same. */
  readonly equal: string;
  /** What it holds different that one might expect to be equal. */
  readonly differs: string;
  /** What it takes for granted; the report warns of it. */
  readonly assumption?: string;
}

const same = (...kinds: Kind[]): readonly (readonly [Kind, Kind])[] => kinds.map((kind) => [kind, kind] as const);

/** Kinds that mean the same as an element of a JSON array. */
const IN_JSON: ReadonlySet<Kind> = new Set<Kind>(['integer', 'decimal', 'float', 'boolean', 'text', 'uuid', 'enum']);

/** The type table. The first rule that covers a pair of types is the one they are compared by. */
export const RULES: readonly Rule[] = [
  {
    name: 'INT-1',
    form: 'integer',
    pairs: [...same('integer', 'year'), ['integer', 'year']],
    equal: 'the same number in any width, signed or unsigned, zero-filled or not',
    differs: 'every other number',
  },
  {
    name: 'DEC-1',
    form: 'decimal',
    pairs: [...same('decimal'), ['decimal', 'integer'], ['decimal', 'year']],
    equal: '1.0 and 1.00; -0 and 0; any number of digits is compared in full',
    differs: 'NaN and every number',
  },
  {
    name: 'DEC-2',
    form: 'decimal',
    pairs: [],
    onRequest: [
      ['text', 'integer'],
      ['text', 'decimal'],
    ],
    equal: "a number and its digits in a text: 7 and '007', 1.5 and '+1.50'",
    differs: 'a number and a text that holds anything else, spaces too',
  },
  {
    name: 'FLT-1',
    form: 'float',
    pairs: same('float'),
    when: (first, second) => first.size === second.size,
    equal: 'the same binary64 value, bit for bit; -0 and 0; NaN and NaN',
    differs: 'every other number, down to the last bit',
  },
  {
    name: 'FLT-2',
    form: 'decimal',
    pairs: [
      ['float', 'decimal'],
      ['float', 'integer'],
    ],
    equal: 'a float and the shortest digits that read back as it: 0.1 and 0.10, in 4 bytes or 8',
    differs: 'a float and any further digit: 0.1 and 0.1000000001, 16777216 and 16777200',
  },
  {
    name: 'FLT-3',
    form: 'single',
    pairs: same('float'),
    equal: 'a 4-byte float and the same number in 8 bytes, or the 8-byte float of the same digits: 0.1 and 0.1',
    differs: 'an 8-byte float of more digits: 0.123456789 and 0.12345679; 16777216 and 16777200',
  },
  {
    name: 'BOOL-1',
    form: 'integer',
    pairs: same('boolean'),
    equal: 'true and true',
    differs: 'true and false',
  },
  {
    name: 'BOOL-2',
    form: 'integer',
    pairs: [['boolean', 'integer']],
    equal: 'false and 0, true and 1',
    differs: 'true and any number but 1',
  },
  {
    name: 'BOOL-3',
    form: 'integer',
    pairs: [['boolean', 'bits']],
    when: (_boolean, bits) => bits.size === 1,
    equal: "false and b'0', true and b'1'",
    differs: "true and b'0'",
  },
  {
    name: 'BOOL-4',
    form: 'integer',
    pairs: [],
    onRequest: [
      ['boolean', 'text'],
      ['boolean', 'enum'],
    ],
    equal: 'true and t, true, y, yes, on or 1; false and f, false, n, no, off or 0; in any letter case',
    differs: 'true or false and any other text',
  },
  {
    name: 'BIT-1',
    form: 'bits',
    pairs: same('bits'),
    when: (first, second) => first.size === null || second.size === null || first.size === second.size,
    equal: 'the same bits, as many of them',
    differs: 'any bit; more or fewer bits',
  },
  {
    name: 'BIT-2',
    form: 'decimal',
    pairs: [
      ['bits', 'integer'],
      ['bits', 'decimal'],
    ],
    onRequest: same('bits'),
    equal: "the bits read as a number without a sign: b'00000101' and 5",
    differs: "b'1…' (64 bits) and a negative number",
  },
  {
    name: 'BIT-3',
    form: 'bytes',
    pairs: [['bits', 'bytes']],
    equal: "the bits to the right of as few bytes as hold them: b'100000001' and 0x0101",
    differs: 'any bit; more or fewer bytes',
  },
  {
    name: 'TXT-1',
    form: 'text',
    pairs: [...same('text'), ['text', 'enum'], ['text', 'set']],
    when: (first, second) => !isChar(first) && !isChar(second),
    onRequest: [...same('text'), ['text', 'bytes']],
    equal: 'the same characters in any character set',
    differs: "letter case, accents, trailing spaces, CRLF and LF, composed and decomposed accents; '' and NULL",
  },
  {
    name: 'TXT-2',
    form: 'trimmed',
    pairs: [...same('text'), ['text', 'enum'], ['text', 'set']],
    equal: 'the same characters up to trailing spaces: a CHAR(n) column on either side cannot hold them',
    differs: 'letter case, accents, leading spaces',
  },
  {
    name: 'ENUM-1',
    form: 'text',
    pairs: [...same('enum'), ['enum', 'set']],
    equal: 'the same label, whatever its position',
    differs: 'letter case',
  },
  {
    name: 'SET-1',
    form: 'labels',
    pairs: [...same('set'), ['set', 'array']],
    when: (_set, other) => other.kind === 'set' || other.element === 'text' || other.element === 'enum',
    equal: 'the same labels in any order; the empty set and the empty array',
    differs: 'letter case; an array that holds a label twice, NULL, or arrays',
  },
  {
    name: 'BYT-1',
    form: 'bytes',
    pairs: same('bytes'),
    equal: 'the same bytes',
    differs: 'any byte, and the zero bytes that pad a BINARY(n)',
  },
  {
    name: 'DATE-1',
    form: 'date',
    pairs: same('date'),
    equal: 'the same day',
    differs: "MySQL's zero date and NULL, and every day",
  },
  {
    name: 'DATE-2',
    form: 'timestamp',
    pairs: [['date', 'timestamp']],
    equal: 'a day and its midnight',
    differs: 'a day and any other time of it',
  },
  {
    name: 'DATE-3',
    form: 'date',
    pairs: [],
    onRequest: [['date', 'timestamp'], ...same('timestamp')],
    equal: 'a day and any time of it',
    differs: "another day; MySQL's zero date and NULL",
  },
  {
    name: 'TIME-1',
    form: 'time',
    pairs: same('time'),
    equal: 'the same time; .120000 and .12',
    differs: 'any microsecond',
  },
  {
    name: 'TIME-2',
    form: 'time',
    pairs: [['time', 'interval']],
    equal: 'the same duration, a day being 24 hours: 100:00:00 and 4 days 04:00:00',
    differs: 'any microsecond; an interval with months or years',
  },
  {
    name: 'TS-1',
    form: 'timestamp',
    pairs: same('timestamp'),
    equal: 'the same calendar reading; .120000 and .12',
    differs: "any microsecond; MySQL's zero date and NULL",
  },
  {
    name: 'TS-2',
    form: 'instant',
    pairs: same('instant'),
    equal: 'the same point in time, whatever the time zone of server, session or client',
    differs: 'any microsecond',
  },
  {
    name: 'TS-3',
    form: 'instant',
    pairs: [['timestamp', 'instant']],
    onRequest: same('timestamp'),
    equal: 'the same point in time, the zone-less reading being one of the stated time zone (or both, of two zones)',
    differs: 'any microsecond',
    assumption: 'the zone-less side is read as UTC unless --source-time-zone or --target-time-zone says otherwise',
  },
  {
    name: 'TS-4',
    form: 'instant',
    pairs: [],
    onRequest: [['integer', 'instant']],
    equal: 'a number of seconds since 1970 in UTC and that point in time',
    differs: 'any microsecond',
  },
  {
    name: 'UUID-1',
    form: 'uuid',
    pairs: [...same('uuid'), ['uuid', 'text'], ['uuid', 'bytes']],
    when: (_uuid, other) => other.kind !== 'bytes' || other.size === null || other.size === 16,
    onRequest: [...same('text', 'bytes'), ['text', 'bytes']],
    equal: 'the same 128 bits: upper or lower case, with or without hyphens, or as 16 bytes in that order',
    differs: 'a text that is no uuid and every uuid',
  },
  {
    name: 'JSON-1',
    form: 'json',
    pairs: [...same('json'), ['json', 'text']],
    onRequest: [...same('text', 'bytes'), ['json', 'bytes'], ['text', 'bytes']],
    equal: 'the same document by value: member order, white space and escapes do not matter; 1, 1.0 and 1e0',
    differs: 'any digit; JSON null and NULL; {} and []; a member once and twice; no JSON and every document',
  },
  {
    name: 'ARR-1',
    form: 'json',
    pairs: [['array', 'json']],
    when: ({ element }) => element !== undefined && IN_JSON.has(element),
    equal: 'the same elements in the same order, NULL and null; lower bounds do not matter',
    differs: 'any element; a number and the same digits in quotes',
  },
  {
    name: 'SAME-1',
    form: 'native',
    pairs: same('other', 'opaque', 'array', 'interval', 'inet', 'point'),
    when: (first, second) => first.identity === second.identity,
    equal: 'what the engine prints alike, for a type that only this engine has',
    differs: 'any character of it',
  },
  {
    name: 'ARR-2',
    form: 'json',
    pairs: same('array'),
    when: (first, second) => [first, second].every(({ element }) => element !== undefined && IN_JSON.has(element)),
    equal: 'arrays of two types with the same elements in the same order; lower bounds do not matter',
    differs: 'any element; a number and the same digits in quotes',
  },
  {
    name: 'SAME-2',
    form: 'native',
    pairs: [
      ['other', 'text'],
      ['array', 'text'],
      ['interval', 'text'],
      ['inet', 'text'],
    ],
    equal: 'a value and the text that its engine prints of it',
    differs: 'any other way to write it',
    assumption: 'the text is taken to be spelled as the other engine prints the value',
  },
  {
    name: 'INET-1',
    form: 'inet',
    pairs: same('inet'),
    equal: 'the same address, however it is shortened',
    differs: 'an address and the same one with a netmask; IPv4 and the same address mapped into IPv6',
  },
  {
    name: 'GEO-1',
    form: 'point',
    pairs: same('point'),
    equal: 'the same two coordinates, bit for bit; -0 and 0',
    differs: 'a point and any other geometry',
    assumption: 'a spatial reference system is not compared: a PostgreSQL point has none',
  },
];

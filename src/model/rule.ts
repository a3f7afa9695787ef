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
    name: 'FLT-1',
    form: 'float',
    pairs: same('float'),
    equal: 'the same binary64 value, bit for bit; a 4-byte float is widened exactly; -0 and 0; NaN and NaN',
    differs: 'a 4-byte 0.1 and an 8-byte 0.1: they are different numbers',
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
    name: 'BIT-1',
    form: 'bits',
    pairs: same('bits'),
    when: (first, second) => first.size !== null && first.size === second.size,
    equal: 'the same bits',
    differs: 'any bit',
  },
  {
    name: 'TXT-1',
    form: 'text',
    pairs: [...same('text'), ['text', 'enum'], ['text', 'set']],
    when: (first, second) => !isChar(first) && !isChar(second),
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
    pairs: [...same('enum', 'set'), ['enum', 'set']],
    equal: 'the same label, whatever its position',
    differs: 'letter case',
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
    name: 'TIME-1',
    form: 'time',
    pairs: same('time'),
    equal: 'the same time; .120000 and .12',
    differs: 'any microsecond',
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
    equal: 'the same point in time, the zone-less reading being one of the stated time zone',
    differs: 'any microsecond',
    assumption: 'the zone-less side is read as UTC unless --source-time-zone or --target-time-zone says otherwise',
  },
  {
    name: 'UUID-1',
    form: 'uuid',
    pairs: [...same('uuid'), ['uuid', 'text'], ['uuid', 'bytes']],
    when: (_uuid, other) => other.kind !== 'bytes' || other.size === 16,
    equal: 'the same 128 bits: upper or lower case, with or without hyphens, or as 16 bytes in that order',
    differs: 'a text that is no uuid and every uuid',
  },
  {
    name: 'JSON-1',
    form: 'json',
    pairs: [...same('json'), ['json', 'text']],
    onRequest: same('text'),
    equal: 'the same document by value: member order, white space and escapes do not matter; 1, 1.0 and 1e0',
    differs: 'any digit of a number; JSON null and NULL; {} and []; a text that is not JSON and every document',
  },
  {
    name: 'SAME-1',
    form: 'native',
    pairs: same('other'),
    when: (first, second) => first.identity === second.identity,
    equal: 'what the engine prints alike, for a type that only this engine has',
    differs: 'any character of it',
  },
];

/** The rule for a pair of types, or null: such columns are not compared, never cast silently. */
export function ruleFor(source: ColumnType, target: ColumnType): Rule | null {
  return RULES.find((rule) => covers(rule, source, target) || covers(rule, target, source)) ?? null;
}

/** The rule of that name; null when the type table has none. */
export function ruleNamed(name: string): Rule | null {
  return RULES.find((rule) => rule.name === name) ?? null;
}

/** Whether the user may force the rule on a pair of types. */
export function allowsRule(rule: Rule, source: ColumnType, target: ColumnType): boolean {
  const asked = (first: Kind, second: Kind): boolean =>
    (rule.onRequest ?? []).some(([a, b]) => a === first && b === second);
  return (
    covers(rule, source, target) ||
    covers(rule, target, source) ||
    asked(source.kind, target.kind) ||
    asked(target.kind, source.kind)
  );
}

function covers(rule: Rule, first: ColumnType, second: ColumnType): boolean {
  const paired = rule.pairs.some(([a, b]) => a === first.kind && b === second.kind);
  return paired && (rule.when === undefined || rule.when(first, second));
}

function isChar(type: ColumnType): boolean {
  return type.kind === 'text' && type.fixed;
}

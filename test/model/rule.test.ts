import { describe, expect, it } from 'vitest';
import type { ColumnType, Kind } from '../../src/model/column.ts';
import { FORMS } from '../../src/model/form.ts';
import { ruleFor, RULES } from '../../src/model/rule.ts';

const KINDS: readonly Kind[] = [
  'integer',
  'decimal',
  'float',
  'boolean',
  'bits',
  'text',
  'bytes',
  'date',
  'time',
  'timestamp',
  'instant',
  'year',
  'uuid',
  'json',
  'enum',
  'set',
  'other',
];

function type(kind: Kind, more: Partial<ColumnType> = {}): ColumnType {
  return {
    kind,
    native: kind,
    identity: `engine:${kind}`,
    order: null,
    size: kind === 'bits' ? 1 : null,
    fixed: false,
    ...more,
  };
}

/** Types that rules tell apart, of every kind. */
const TYPES: readonly ColumnType[] = [
  ...KINDS.map((kind) => type(kind)),
  type('text', { fixed: true }),
  type('bits', { size: 8 }),
  type('bytes', { size: 16 }),
  type('other', { identity: 'engine:else' }),
];

describe('the type table', () => {
  it('has a name of its own for every rule, and a form that exists', () => {
    const names = RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, form, equal, differs } of RULES) {
      expect(name).toMatch(/^[A-Z]+-\d+$/);
      expect(Object.keys(FORMS)).toContain(form);
      expect(equal && differs).not.toBe('');
    }
  });

  it('has a rule for every kind with itself', () => {
    for (const kind of KINDS) expect(ruleFor(type(kind), type(kind)), kind).not.toBeNull();
  });

  it('says the same whichever side is the source', () => {
    for (const a of TYPES) for (const b of TYPES) expect(ruleFor(a, b), `${a.native}, ${b.native}`).toBe(ruleFor(b, a));
  });

  it('has a rule that nothing hides', () => {
    const used = new Set(TYPES.flatMap((a) => TYPES.map((b) => ruleFor(a, b)?.name)));
    expect(RULES.filter(({ name }) => !used.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ['integer', 'text'],
    ['integer', 'float'],
    ['decimal', 'float'],
    ['date', 'timestamp'],
    ['date', 'text'],
    ['boolean', 'text'],
    ['json', 'bytes'],
    ['text', 'bytes'],
    ['time', 'timestamp'],
    ['other', 'text'],
    ['uuid', 'integer'],
  ] as const)('compares no %s with a %s: that would be a silent cast', (a, b) => {
    expect(ruleFor(type(a), type(b))).toBeNull();
  });

  it.each([
    [type('integer'), type('year'), 'INT-1'],
    [type('decimal'), type('integer'), 'DEC-1'],
    [type('boolean'), type('integer'), 'BOOL-2'],
    [type('boolean'), type('bits'), 'BOOL-3'],
    [type('text'), type('enum'), 'TXT-1'],
    [type('text', { fixed: true }), type('text'), 'TXT-2'],
    [type('text', { fixed: true }), type('enum'), 'TXT-2'],
    [type('enum'), type('set'), 'ENUM-1'],
    [type('timestamp'), type('instant'), 'TS-3'],
    [type('uuid'), type('bytes', { size: 16 }), 'UUID-1'],
    [type('json'), type('text'), 'JSON-1'],
  ])('$0.native and $1.native go by %s', (a, b, name) => {
    expect(ruleFor(a, b)?.name).toBe(name);
  });

  it('compares no bits of another length, no uuid with any bytes, no foreign type with another', () => {
    expect(ruleFor(type('bits', { size: 8 }), type('bits', { size: 9 }))).toBeNull();
    expect(ruleFor(type('boolean'), type('bits', { size: 8 }))).toBeNull();
    expect(ruleFor(type('uuid'), type('bytes'))).toBeNull();
    expect(ruleFor(type('other'), type('other', { identity: 'engine:else' }))).toBeNull();
  });

  it('says what it takes for granted about time zones', () => {
    expect(RULES.filter(({ assumption }) => assumption !== undefined).map(({ name }) => name)).toEqual(['TS-3']);
  });
});

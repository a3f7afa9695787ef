import { describe, expect, it } from 'vitest';
import type { ColumnType, Kind } from '../../src/model/column.ts';
import { FORMS } from '../../src/model/form.ts';
import { allowsRule, ruleFor, ruleNamed, RULES } from '../../src/model/rule.ts';

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
  'array',
  'interval',
  'inet',
  'point',
  'other',
  'opaque',
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
  type('float', { size: 32 }),
  type('bytes', { size: 16 }),
  type('other', { identity: 'engine:else' }),
  type('array', { element: 'text' }),
  type('array', { element: 'integer', identity: 'engine:else' }),
  type('inet', { identity: 'engine:else' }),
  type('point', { identity: 'engine:else' }),
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
    const hidden = RULES.filter(({ name, pairs }) => pairs.length > 0 && !used.has(name));
    expect(hidden.map(({ name }) => name)).toEqual([]);
  });

  it('forces a rule where it makes sense, and nowhere else', () => {
    for (const rule of RULES) {
      const pairs = [...rule.pairs, ...(rule.onRequest ?? [])];
      const allowed = TYPES.flatMap((a) => TYPES.filter((b) => allowsRule(rule, a, b)).map((b) => [a, b] as const));
      expect(allowed, rule.name).not.toEqual([]);
      for (const [a, b] of allowed) {
        const kinds = pairs.some(([c, d]) => (a.kind === c && b.kind === d) || (a.kind === d && b.kind === c));
        expect(kinds, `${rule.name}: ${a.native}, ${b.native}`).toBe(true);
        expect(allowsRule(rule, b, a)).toBe(true);
      }
      expect(ruleNamed(rule.name)).toBe(rule);
    }
    expect(ruleNamed('INT-9')).toBeNull();
  });

  it.each([
    ['integer', 'text'],
    ['integer', 'instant'],
    ['date', 'instant'],
    ['date', 'text'],
    ['boolean', 'text'],
    ['json', 'bytes'],
    ['text', 'bytes'],
    ['time', 'timestamp'],
    ['opaque', 'text'],
    ['point', 'text'],
    ['enum', 'integer'],
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
    [type('float', { size: 32 }), type('float', { size: 64 }), 'FLT-3'],
    [type('float'), type('decimal'), 'FLT-2'],
    [type('integer'), type('float'), 'FLT-2'],
    [type('bits', { size: 8 }), type('integer'), 'BIT-2'],
    [type('bits', { size: 8 }), type('bits', { size: null }), 'BIT-1'],
    [type('bits', { size: 8 }), type('bytes'), 'BIT-3'],
    [type('date'), type('timestamp'), 'DATE-2'],
    [type('time'), type('interval'), 'TIME-2'],
    [type('set'), type('set'), 'SET-1'],
    [type('set'), type('array', { element: 'enum' }), 'SET-1'],
    [type('array', { element: 'integer' }), type('json'), 'ARR-1'],
    [type('array', { element: 'integer' }), type('array', { element: 'integer', identity: 'else' }), 'ARR-2'],
    [type('array', { element: 'instant' }), type('array', { element: 'instant' }), 'SAME-1'],
    [type('inet'), type('inet', { identity: 'else' }), 'INET-1'],
    [type('point'), type('point', { identity: 'else' }), 'GEO-1'],
    [type('interval'), type('text'), 'SAME-2'],
    [type('uuid'), type('bytes'), 'UUID-1'],
  ])('$0.native and $1.native go by %s', (a, b, name) => {
    expect(ruleFor(a, b)?.name).toBe(name);
  });

  it('compares no bits of another length, no uuid with any bytes, no foreign type with another', () => {
    expect(ruleFor(type('bits', { size: 8 }), type('bits', { size: 9 }))).toBeNull();
    expect(ruleFor(type('boolean'), type('bits', { size: 8 }))).toBeNull();
    expect(ruleFor(type('uuid'), type('bytes', { size: 20 }))).toBeNull();
    expect(ruleFor(type('set'), type('array', { element: 'integer' }))).toBeNull();
    expect(ruleFor(type('array', { element: 'instant' }), type('json'))).toBeNull();
    expect(ruleFor(type('other'), type('other', { identity: 'engine:else' }))).toBeNull();
  });

  it('says what it takes for granted', () => {
    const assumed = RULES.filter(({ assumption }) => assumption !== undefined).map(({ name }) => name);
    expect(assumed).toEqual(['TS-3', 'SAME-2', 'GEO-1']);
  });
});

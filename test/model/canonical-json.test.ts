import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, canonicalNumber } from '../../src/model/canonical-json.ts';

describe('canonicalJson', () => {
  it.each([
    ['{"b":1,"a":2}', '{"a": 2 ,\n\t"b": 1}\r\n'],
    ['1', '1.0'],
    ['1', '10e-1'],
    ['1500', '1.5E+3'],
    ['0', '-0'],
    ['0', '0.000'],
    ['"é"', '"\\u00e9"'],
    ['"/"', '"\\/"'],
    ['"\\n"', '"\\u000A"'],
    ['"😀"', '"\\ud83d\\uDE00"'],
    ['{"b":0,"a":1,"a":2}', '{"a":1,"b":0,"\\u0061":2.0}'],
    ['{"é":1}', '{"\\u00e9":1}'],
    ['[1,[2,{}]]', ' [ 1 , [ 2 , { } ] ] '],
  ])('holds %s and %s equal', (a, b) => {
    expect(canonicalJson(b)).toBe(canonicalJson(a));
  });

  it.each([
    ['9007199254740993', '9007199254740992'],
    ['0.1', '0.10000000000000000001'],
    ['12345678901234567890123456789', '12345678901234567890123456780'],
    ['{}', '[]'],
    ['null', '""'],
    ['"1"', '1'],
    ['"null"', 'null'],
    ['[1,2]', '[2,1]'],
    ['{"a":1}', '{"A":1}'],
    ['{"a":null}', '{}'],
    ['{"a":2}', '{"a":1,"a":2}'],
    ['{"a":1}', '{"a":1,"a":2}'],
    ['{"a":1}', '{"a":1,"a":1}'],
    ['{"a":3,"a":2}', '{"a":1,"a":2}'],
    ['{"a":2,"a":1}', '{"a":1,"a":2}'],
    ['[{"a":{"b":1,"b":2}}]', '[{"a":{"b":2}}]'],
    ['"é"', '"e\u0301"'],
    ['1e400', '1e401'],
    ['-1', '1'],
    ['not json', '"not json"'],
    ['', 'null'],
    ['{"a,b":1}', '{"a":1,"b":1}'],
  ])('holds %s and %s different', (a, b) => {
    expect(canonicalJson(b)).not.toBe(canonicalJson(a));
  });

  it.each([
    '',
    ' ',
    '{',
    '{]',
    '[1,]',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    'NaN',
    'nul',
    '"\t"',
    '"\\x"',
    '"',
    '"\\',
    '[1] 2',
    '\ufeff1',
  ])('keeps %s, which is no JSON, as it is', (text) => {
    expect(canonicalJson(text)).toBe(`!${text}`);
  });

  it('does not depend on white space and the order of members', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(canonicalJson(JSON.stringify(reversed(value), null, 3))).toBe(canonicalJson(text));
      }),
    );
  });

  it('is JSON of the same value, so that different values stay different', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        const canonical = canonicalJson(text);
        expect(canonicalJson(canonical)).toBe(canonical);
        expect(JSON.parse(canonical)).toEqual(withoutMinusZero(JSON.parse(text)));
      }),
    );
  });

  it('reads a document of 10 MB, and a string of some, and gives one too deep for the stack back as it is', () => {
    const large = `[${Array.from({ length: 500_000 }, (_, i) => `{"id":${String(i)}}`).join(', ')}]`;
    expect(canonicalJson(large)).toBe(
      large
        .replaceAll(', ', ',')
        .replace(/(\d*[1-9])(0+)\}/g, (_, digits: string, zeros: string) => `${digits}e${String(zeros.length)}}`),
    );
    const text = `"${'x'.repeat(5_000_000)}"`;
    expect(canonicalJson(` ${text} `)).toBe(text);
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(canonicalJson(deep)).toBe(`!${deep}`);
  });
});

describe('canonicalNumber', () => {
  it('is equal for equal numbers only', () => {
    const number = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: -30, max: 30 }));
    fc.assert(
      fc.property(number, number, ([a, p], [b, q]) => {
        const equal = a * 10n ** BigInt(p + 30) === b * 10n ** BigInt(q + 30);
        expect(canonicalNumber(`${String(a)}e${String(p)}`) === canonicalNumber(`${String(b)}E${String(q)}`)).toBe(
          equal,
        );
      }),
    );
  });
});

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

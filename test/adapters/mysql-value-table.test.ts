/** The table of values has what the rules can ask for, no more and no less, and nothing falls back on something else. */
import { expect, it } from 'vitest';
import { valueOf, VALUES } from '../../adapters/mysql/values.ts';
import { hashTextOf } from '../../adapters/sql/hash-text.ts';
import type { Form } from '../../src/model/form.ts';
import type { Kind } from '../../src/model/column.ts';
import { RULES } from '../../src/model/rule.ts';
import { typeOf } from '../support/shapes.ts';

const formsOf = (kind: string): readonly Form[] => {
  const rules = RULES.filter(({ pairs, onRequest = [] }) => [...pairs, ...onRequest].flat().includes(kind as Kind));
  return [...new Set(rules.map(({ form }) => form))].sort();
};

it.each(Object.keys(VALUES))('a column of the kind %s has the forms of its rules', (kind) => {
  expect(Object.keys(VALUES[kind as keyof typeof VALUES]).sort()).toEqual(formsOf(kind));
});

it('a column that MySQL has not, or not in that form, is an error', () => {
  const column = (kind: Kind, form: Form) => ({ name: 'c', type: typeOf(kind), form, timeZone: 'UTC' });
  expect(() => valueOf(column('array', 'text'))).toThrow(
    'MySQL has no way to compare c, of the kind array, in the form text',
  );
  expect(() => valueOf(column('uuid', 'text'))).toThrow('of the kind uuid, in the form text');
});

it.each(
  Object.entries(VALUES).flatMap(([kind, forms]) =>
    Object.entries(forms).map(([form, value]) => ({ kind, form, value })),
  ),
)(
  'a $kind as $form is written for a hash of texts where all engines can, in the same frame',
  ({ kind, form, value: { text, framing } }) => {
    const hashText = hashTextOf({ name: 'c', type: typeOf(kind as Kind), form: form as Form, timeZone: 'UTC' });
    expect(text === null).toBe(hashText === null);
    if (hashText !== null) expect(framing === 'by a semicolon').toBe(hashText.isPlain);
  },
);

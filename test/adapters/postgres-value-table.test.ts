/** The table of values has what the rules can ask for, no more and no less, and nothing falls back on something else. */
import { expect, it } from 'vitest';
import { valueOf, VALUES } from '../../adapters/postgres/values.ts';
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

it('a column that PostgreSQL has not, or not in that form, is an error', () => {
  const column = (kind: Kind, form: Form) => ({ name: 'c', type: typeOf(kind), form, timeZone: 'UTC' });
  expect(() => valueOf(column('set', 'text'))).toThrow(
    'PostgreSQL has no way to compare c, of the kind set, in the form text',
  );
  expect(() => valueOf(column('uuid', 'text'))).toThrow('of the kind uuid, in the form text');
});

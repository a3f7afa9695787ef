import { expect, it } from 'vitest';
import { checkFindingPatterns } from '../../src/schema/finding-patterns.ts';

const check = (glob: string, schemas: readonly string[] = ['public']) => {
  checkFindingPatterns({ schemaIgnore: [], schemaSeverity: [{ glob, severity: 'blocker' }] }, schemas);
};

it.each([
  ['indx:*', 'is index meant?'],
  ['colum.collation', 'is column meant?'],
  ['triger', 'is trigger meant?'],
  ['Foreign kee:public.orders.*', 'is foreign key meant?'],
  ['mising:index', 'is missing meant?'],
])('%s is no kind of finding', (glob, hint) => {
  expect(() => {
    check(glob);
  }).toThrow(expect.objectContaining({ code: 'PLAN_INVALID', hint }) as Error);
});

it.each(['index:*', 'column.comment', 'Trigger', 'missing:index', 'public.orders.by_customer', '*', 'tables.*', 'app'])(
  '%s may be one, or a name',
  (glob) => {
    check(glob, ['public', 'tables']);
  },
);

import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { TableShape } from '../../src/model/table.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { column, primaryKey, table, uniqueKey } from '../support/shapes.ts';

const columns = [column('id', 'integer'), column('mail', 'text'), column('tenant', 'integer')];
const shape = (changes: Partial<TableShape>): TableShape => table('t', { columns, ...changes });
const plan = (source: TableShape, target: TableShape, key = DEFAULTS.key) =>
  planTable({ source, target }, { ...DEFAULTS, key });

describe('the key', () => {
  it('is the primary key, walked in its order', () => {
    expect(plan(shape({}), shape({}))).toMatchObject({ key: ['id'], walk: 'key order', keyRepeats: false });
  });

  it('is a unique key that both sides have rather than a primary key of one', () => {
    const both = uniqueKey(['tenant']);
    const chosen = plan(shape({ keys: [primaryKey('id'), both] }), shape({ keys: [both] }));
    expect(chosen).toMatchObject({ key: ['tenant'], walk: 'key order' });
  });

  it('is the primary key of the only side that has one, by hash since the other has no index', () => {
    expect(plan(shape({}), shape({ keys: [] }))).toMatchObject({
      key: ['id'],
      walk: 'key hash',
      keyRepeats: true,
      walkReason: 'the target has no unique index on (id)',
    });
    expect(plan(shape({ keys: [] }), shape({}))).toMatchObject({ key: ['id'], walk: 'key hash' });
  });

  it('keeps the order of the index, not of the columns', () => {
    const keys = [primaryKey('tenant', 'id')];
    const chosen = plan(shape({ keys }), shape({ keys }));
    expect(chosen).toMatchObject({ key: ['tenant', 'id'], walk: 'key order' });
    expect(chosen.views.source.columns.map(({ name }) => name)).toEqual(['tenant', 'id', 'mail']);
  });

  it('goes by hash when the sides index the columns in different orders', () => {
    const chosen = plan(shape({ keys: [primaryKey('id', 'tenant')] }), shape({ keys: [primaryKey('tenant', 'id')] }));
    expect(chosen).toMatchObject({ key: ['id', 'tenant'], walk: 'key hash', keyRepeats: false });
  });

  it('goes by hash when an index may sort by its collation, or descending', () => {
    const byMail = { keys: [primaryKey('mail')] };
    expect(plan(shape(byMail), shape(byMail))).toMatchObject({ key: ['mail'], walk: 'key hash' });
    const descending = shape({ keys: [{ ...primaryKey('id'), ordered: false }] });
    expect(plan(descending, shape({}))).toMatchObject({ walk: 'key hash' });
  });

  it('takes a nullable unique key only when there is nothing better, and then by hash', () => {
    const nullable = uniqueKey(['tenant'], { nullable: true });
    expect(plan(shape({ keys: [nullable] }), shape({ keys: [nullable] }))).toMatchObject({
      key: ['tenant'],
      walk: 'key hash',
      keyRepeats: true,
    });
    expect(
      plan(shape({ keys: [nullable, primaryKey('id')] }), shape({ keys: [nullable, primaryKey('id')] })).key,
    ).toEqual(['id']);
  });

  it('is none when there is none: rows are a multiset', () => {
    expect(plan(shape({ keys: [] }), shape({ keys: [] }))).toMatchObject({ key: [], walk: 'row hash' });
  });

  it('is what the user names, for one table or for all', () => {
    const [keyless, named] = [shape({ keys: [] }), { table: 't', columns: ['tenant', 'ID'] }];
    expect(plan(keyless, keyless, [named]).key).toEqual(['tenant', 'id']);
    expect(plan(keyless, keyless, [{ table: null, columns: ['mail'] }]).key).toEqual(['mail']);
    expect(plan(keyless, keyless, [{ table: 'other', columns: ['mail'] }]).key).toEqual([]);
    expect(() => plan(keyless, keyless, [{ table: 'public.t', columns: ['nope'] }])).toThrow(
      /--key names public.t.nope/,
    );
  });

  it('of the user is asked about on the sides where no unique index proves it', () => {
    const [keyless, named] = [shape({ keys: [] }), [{ table: 't', columns: ['tenant', 'mail'] }]];
    expect(plan(keyless, keyless, named).keyUnproved).toEqual(['source', 'target']);
    expect(plan(shape({ keys: [uniqueKey(['mail'])] }), keyless, named).keyUnproved).toEqual(['target']);
    expect(plan(shape({ keys: [primaryKey('tenant', 'mail', 'id')] }), keyless, named).keyUnproved).toHaveLength(2);
    expect(plan(shape({}), shape({ keys: [] })).keyUnproved).toEqual([]);
  });

  it('cannot lose a column that the user ignores, unless another one is named', () => {
    const tables = { source: shape({}), target: shape({}) };
    const ignoring = { ...DEFAULTS, ignoreColumns: ['t.i*'] };
    expect(() => planTable(tables, ignoring)).toThrow(
      expect.objectContaining({
        code: 'PLAN_INVALID',
        message: "--ignore-columns leaves out public.t.id, a column of the source's primary key",
        hint: expect.stringContaining('--key t=column') as string,
      }),
    );
    expect(planTable(tables, { ...ignoring, key: [{ table: null, columns: ['mail'] }] }).key).toEqual(['mail']);
    expect(() => planTable({ ...tables, source: shape({ keys: [] }) }, ignoring)).toThrow(/the target's primary key/);
    const gone = table('t', { columns: columns.slice(1), keys: [] });
    expect(planTable({ ...tables, target: gone }, ignoring).key).toEqual([]);
  });

  it('stays whatever makes it unique: other columns are selected, and it cannot be ignored', () => {
    const only = { ...DEFAULTS, columns: ['tenant'] };
    for (const keys of [[uniqueKey(['mail'])], [uniqueKey(['mail'], { nullable: true })], [primaryKey('mail')]]) {
      const [keyed, keyless] = [shape({ keys }), shape({ keys: [] })];
      for (const tables of [
        { source: keyed, target: keyed },
        { source: keyless, target: keyed },
        { source: keyed, target: keyless },
      ]) {
        const chosen = planTable(tables, only);
        expect(chosen.key).toEqual(['mail']);
        expect(chosen.columns.map(({ source }) => source.name)).toEqual(['mail', 'tenant']);
        const ignoring = { ...DEFAULTS, ignoreColumns: ['mail'] };
        expect(() => planTable(tables, ignoring)).toThrow(
          expect.objectContaining({
            code: 'PLAN_INVALID',
            message: expect.stringMatching(/^--ignore-columns leaves out public.t.mail, a column of the /) as string,
          }),
        );
        expect(planTable(tables, { ...ignoring, key: [{ table: null, columns: ['id'] }] }).key).toEqual(['id']);
      }
    }
    const both = shape({ keys: [primaryKey('id'), uniqueKey(['mail'])] });
    expect(planTable({ source: both, target: both }, { ...DEFAULTS, ignoreColumns: ['mail'] }).key).toEqual(['id']);
  });

  it('never pairs orders that only look alike: a zone-less time against a point in time', () => {
    const at = (kind: 'timestamp' | 'instant') =>
      table('t', { columns: [column('at', kind)], keys: [primaryKey('at')] });
    expect(planTable({ source: at('timestamp'), target: at('instant') }, DEFAULTS).walk).toBe('key hash');
    expect(planTable({ source: at('timestamp'), target: at('timestamp') }, DEFAULTS).walk).toBe('key order');
  });

  it('walks a uuid against 16 bytes in order, and against text by hash', () => {
    const uuid = table('t', { columns: [column('u', 'uuid')], keys: [primaryKey('u')] });
    const bytes = table('t', { columns: [column('u', 'bytes', { size: 16, fixed: true })], keys: [primaryKey('u')] });
    const text = table('t', { columns: [column('u', 'text', { order: 'bytes' })], keys: [primaryKey('u')] });
    expect(planTable({ source: uuid, target: bytes }, DEFAULTS).walk).toBe('key order');
    expect(planTable({ source: uuid, target: text }, DEFAULTS).walk).toBe('key hash');
  });

  it('that the user names may pair two kinds: it is then walked by hash, and is never chosen otherwise', () => {
    const of = (kind: 'date' | 'timestamp') => table('t', { columns: [column('d', kind)], keys: [primaryKey('d')] });
    const named = [{ table: null, columns: ['d'] }];
    expect(plan(of('date'), of('timestamp'), named)).toMatchObject({ key: ['d'], walk: 'key hash' });
    expect(plan(of('date'), of('timestamp'))).toMatchObject({ key: [], walk: 'row hash' });
    expect(plan(of('date'), of('date'), named)).toMatchObject({ key: ['d'], walk: 'key order' });
  });
});

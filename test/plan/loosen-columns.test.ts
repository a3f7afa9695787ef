import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { looseningTexts, STRICT } from '../../src/model/loosening.ts';
import type { ColumnShape } from '../../src/model/column.ts';
import type { TableShape } from '../../src/model/table.ts';
import { checkColumnPatterns } from '../../src/plan/column-patterns.ts';
import { checkLoosening, looseningNotes } from '../../src/plan/loosening-notes.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { column, primaryKey, table } from '../support/shapes.ts';

const shape = (changes: Partial<TableShape> = {}): TableShape =>
  table('t', {
    columns: [
      column('name', 'text'),
      column('code', 'text'),
      column('at', 'timestamp'),
      column('x', 'float'),
      column('day', 'date'),
    ],
    keys: [primaryKey('code')],
    ...changes,
  });

function plan(options: Partial<Config>, source = shape()) {
  const config = { ...DEFAULTS, ...options };
  const planned = planTable({ source, target: source }, config);
  const check = (): void => {
    checkColumnPatterns({ source: [source], target: [] }, config);
    checkLoosening([planned], config);
  };
  const texts = planned.columns.map((pair) => [pair.source.name, looseningTexts(pair.loosening)] as const);
  return {
    loose: Object.fromEntries(texts.filter(([, list]) => list.length > 0)),
    notes: looseningNotes([planned], config),
    views: planned.views.source.columns.map(({ name }) => name),
    check,
  };
}

const choice = <T>(value: T, columns: string | null = null) => ({ columns, value });

describe('what is let pass in a column', () => {
  it('is nothing unless asked for', () => {
    expect(plan({})).toMatchObject({ loose: {}, notes: [] });
  });

  it('is what its kind has a meaning for, and never anything in the key', () => {
    const all = plan({
      trim: ['*'],
      foldCase: ['t.*'],
      floatTolerance: [choice(1e-9)],
      timeTolerance: [choice(1500)],
      asNull: [choice('zero-dates'), choice('empty', 'public.t.name')],
    });
    expect(all.loose).toEqual({
      name: ['trim', 'fold case', 'empty as null'],
      at: ['time tolerance 1500us', 'zero dates as null'],
      x: ['float tolerance 1e-9'],
      day: ['zero dates as null'],
    });
    expect(all.notes).toEqual([
      'trim: public.t.name',
      'fold case: public.t.name',
      'empty as null: public.t.name',
      'time tolerance 1500us: public.t.at',
      'zero dates as null: public.t.at, public.t.day',
      'float tolerance 1e-9: public.t.x',
      'compared strictly all the same, being keys: public.t.code',
    ]);
    expect(all.check).not.toThrow();
  });

  it('is the last that was said of it', () => {
    const timeTolerance = [choice(1_000_000), choice(1000, 't.at'), choice(2000, 'other.*')];
    expect(plan({ timeTolerance }).loose).toEqual({ at: ['time tolerance 1ms'] });
  });

  it('is a tolerance too where a float meets digits of another kind', () => {
    const both = (source: ColumnShape, target: ColumnShape) => {
      const columns = (x: ColumnShape) => [column('id', 'integer'), x];
      const tables = {
        source: table('t', { columns: columns(source) }),
        target: table('t', { columns: columns(target) }),
      };
      const { columns: pairs } = planTable(tables, { ...DEFAULTS, floatTolerance: [choice(0.5)] });
      return looseningTexts(pairs[1]?.loosening ?? STRICT);
    };
    const [single, double] = [column('x', 'float', { size: 32 }), column('x', 'float', { size: 64 })];
    const exact = column('x', 'decimal');
    for (const other of [double, exact, single]) expect(both(single, other)).toEqual(['float tolerance 0.5']);
    expect(both(exact, exact)).toEqual([]);
  });

  it('puts the columns with a tolerance behind the key', () => {
    expect(plan({ floatTolerance: [choice(0.5)] }).views).toEqual(['code', 'x', 'name', 'at', 'day']);
  });

  it.each([
    [{ trim: ['t.code'] }, '--trim t.code goes to public.t.code, which is part of the key'],
    [{ foldCase: ['c*'] }, '--fold-case c* goes to public.t.code, which is part of the key'],
    [{ trim: ['t.x'] }, '--trim t.x goes to no column of text'],
    [{ floatTolerance: [choice(0.1, 'name')] }, '--float-tolerance name goes to no column of float'],
    [{ timeTolerance: [choice(1, 'day')] }, '--time-tolerance day goes to no column of time'],
    [{ asNull: [choice('empty' as const, 'at')] }, '--as-null at goes to no column of text'],
    [{ asNull: [choice('zero-dates' as const, 'nope')] }, '--as-null nope matches no column'],
  ])('is refused where it would do nothing: %j', (options, message) => {
    expect(plan(options).check).toThrow(message);
  });

  it('is no tolerance in a table whose rows cannot be told apart', () => {
    const keyless = shape({ keys: [] });
    expect(() => plan({ floatTolerance: [choice(0.1)] }, keyless)).toThrow(
      '--float-tolerance covers public.t.x, and the table has no key that identifies a row on both sides',
    );
    expect(plan({ floatTolerance: [choice(0.1)], timeTolerance: [], trim: ['name'] }).loose).toHaveProperty('x');
    expect(plan({ trim: ['name'] }, keyless).loose).toEqual({ name: ['trim'] });
    const key = [{ table: null, columns: ['name'] }];
    expect(plan({ floatTolerance: [choice(0.1)], key }, keyless).loose).toHaveProperty('x');
  });
});

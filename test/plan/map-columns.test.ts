import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { ColumnMapping } from '../../src/config/config.ts';
import { checkColumnMappings } from '../../src/plan/map-columns.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { column, table } from '../support/shapes.ts';

const texts = (...names: string[]) => [column('id', 'integer'), ...names.map((name) => column(name, 'text'))];
const source = table('people', { columns: texts('first', 'last') });

function plan(target: string[], ...mapColumns: ColumnMapping[]) {
  const { columns, lostColumns, notCompared } = planTable(
    { source, target: table('people', { columns: texts(...target) }) },
    { ...DEFAULTS, mapColumns },
  );
  return {
    pairs: columns.map((pair) => `${pair.source.name}=${pair.target.name}`),
    lost: lostColumns,
    noted: notCompared.filter((entry) => !entry.affectsVerdict).map(({ name }) => name),
  };
}

const map = (of: string, target: string): ColumnMapping => {
  const [column = '', name = null] = of.split('.').reverse();
  return { table: name, source: column, target };
};

describe('a column that has another name in the target', () => {
  it('is paired by the mapping, for all tables or for one', () => {
    const pairs = ['id=id', 'first=given', 'last=last'];
    expect(plan(['given', 'last'], map('first', 'given'))).toEqual({ pairs, lost: [], noted: [] });
    expect(plan(['given', 'last'], map('people.FIRST', 'GIVEN')).pairs).toEqual(pairs);
    expect(plan(['given', 'last'], map('items.first', 'nope'))).toMatchObject({ lost: ['first'] });
  });

  it('goes before a pair of equal names, also when two change places', () => {
    const both = [map('first', 'last'), map('last', 'first')];
    expect(plan(['first', 'last'], ...both).pairs).toEqual(['id=id', 'first=last', 'last=first']);
    expect(plan(['first', 'last'], map('first', 'last'))).toMatchObject({
      pairs: ['id=id', 'first=last'],
      lost: ['last'],
      noted: ['public.people.first'],
    });
  });

  it('is paired as the table says, whatever is said for all', () => {
    const found = plan(['given', 'last'], map('first', 'nowhere'), map('people.first', 'given'));
    expect(found.pairs).toContain('first=given');
  });

  it('is refused when a side has no such column, or one is named twice', () => {
    expect(() => plan(['last'], map('people.nope', 'last'))).toThrow(
      /public\.people\.nope, and the source has no such/,
    );
    expect(() => plan(['last'], map('first', 'nope'))).toThrow(/public\.people\.nope, and the target has no such/);
    expect(() => plan(['x'], map('first', 'x'), map('last', 'x'))).toThrow(/public\.people\.x of the target twice/);
    expect(() => plan(['x', 'y'], map('first', 'x'), map('first', 'y'))).toThrow(/first of the source twice/);
  });

  it('is refused when it is in no table', () => {
    const check = (mapping: ColumnMapping) => () => {
      checkColumnMappings([source], { ...DEFAULTS, mapColumns: [mapping] });
    };
    expect(check(map('nope', 'x'))).toThrow(
      '--map-column nope=x matches no table: no table of the source has a column',
    );
    expect(check(map('items.first', 'x'))).toThrow('--map-column items.first=x matches no table: the source has no');
    expect(check(map('first', 'x'))).not.toThrow();
  });
});

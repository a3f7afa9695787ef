import type { ColumnMapping, Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { ColumnShape } from '../model/column.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { findByName, isTable, listNames } from './names.ts';

/**
 * The columns of a pair of tables that the user paired, source to target. A mapping for the table takes the place of
 * one for all tables.
 *
 * @throws CrosstallyError PLAN_INVALID for a column that is not there, or is named twice.
 */
export function mappedColumns(tables: Sides<TableShape>, config: Config): ReadonlyMap<ColumnShape, ColumnShape> {
  const find = (side: Side, mapping: ColumnMapping): ColumnShape => {
    const column = findColumn(tables[side], mapping[side]);
    if (column !== null) return column;
    throw noColumn(mapping, side, tables[side]);
  };
  const own = config.mapColumns
    .filter(({ table }) => table !== null && isTable(tables.source, table))
    .map((mapping) => ({ mapping, source: find('source', mapping) }));
  const general = config.mapColumns.flatMap((mapping) => {
    const source = mapping.table === null ? findColumn(tables.source, mapping.source) : null;
    return source === null || own.some((other) => other.source === source) ? [] : [{ mapping, source }];
  });
  const pairs = [...own, ...general].map(({ mapping, source }) => ({ source, target: find('target', mapping) }));
  checkOnce(tables, pairs);
  return new Map(pairs.map(({ source, target }) => [source, target]));
}

/** A mapping that goes to no table is a slip of the pen, and the column that was meant would be lost. */
export function checkColumnMappings(sources: readonly TableShape[], config: Config): void {
  for (const mapping of config.mapColumns) {
    const { table, source } = mapping;
    const applies = (shape: TableShape): boolean =>
      table === null ? findColumn(shape, source) !== null : isTable(shape, table);
    if (sources.some(applies)) continue;
    const why = table === null ? `no table of the source has a column ${source}` : `the source has no table ${table}`;
    throw new CrosstallyError('PLAN_INVALID', `--map-column ${written(mapping)} matches no table: ${why}`, {
      hint: near(sources, mapping) ?? `tables of the source: ${listNames(sources.map(tableName)) || 'none'}`,
    });
  }
}

function near(sources: readonly TableShape[], { table, source }: ColumnMapping): string | null {
  return table === null
    ? didYouMean(
        sources.flatMap((shape) => shape.columns.map(({ name }) => name)),
        source,
      )
    : didYouMean([...sources.map(({ name }) => name), ...sources.map(tableName)], table);
}

function findColumn(table: TableShape, name: string): ColumnShape | null {
  return findByName(table.columns, (column) => column.name, name);
}

function noColumn(mapping: ColumnMapping, side: Side, table: TableShape): CrosstallyError {
  const name = `${tableName(table)}.${mapping[side]}`;
  const names = table.columns.map((column) => column.name);
  const meant = didYouMean(names, mapping[side]);
  const narrower = mapping.table === null ? ', or name the table: --map-column table.column=column' : '';
  return new CrosstallyError(
    'PLAN_INVALID',
    `--map-column ${written(mapping)} names ${name}, and the ${side} has no such column`,
    { hint: `${meant ?? `its columns are ${listNames(names) || 'none'}`}${narrower}` },
  );
}

function checkOnce(tables: Sides<TableShape>, pairs: readonly Sides<ColumnShape>[]): void {
  for (const side of ['source', 'target'] as const) {
    const columns = pairs.map((pair) => pair[side]);
    const twice = columns.find((column, i) => columns.indexOf(column) !== i);
    if (twice === undefined) continue;
    const name = `${tableName(tables[side])}.${twice.name}`;
    throw new CrosstallyError('PLAN_INVALID', `--map-column names ${name} of the ${side} twice`, {
      hint: 'pair each column with one other',
    });
  }
}

function written({ table, source, target }: ColumnMapping): string {
  return `${table === null ? '' : `${table}.`}${source}=${target}`;
}

/**
 * What no catalog tells and `SHOW CREATE TABLE` does: the parser of a FULLTEXT index, and keys that keep periods apart
 * (MariaDB). Asked of the tables alone that may have such a thing: with a FULLTEXT index, or with a check that is a period's.
 */
import type { ConstraintDefinition, IndexDefinition, TableDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import { quoteTable } from './quote.ts';

export async function saidInFull(
  connections: Connections,
  tables: readonly TableDefinition[],
): Promise<TableDefinition[]> {
  return Promise.all(
    tables.map(async (table) => {
      if (!hasFulltext(table) && !table.constraints.some(isOfPeriod)) return table;
      const [[, text] = []] = await connections.ask(`SHOW CREATE TABLE ${quoteTable(table)}`);
      return withPeriods(withParsers(table, text ?? ''), text ?? '');
    }),
  );
}

function hasFulltext({ indexes }: TableDefinition): boolean {
  return indexes.some(({ method }) => method === 'fulltext');
}

/** A period comes with a check of its name that its start is before its end. */
function isOfPeriod({ kind, expression }: ConstraintDefinition): boolean {
  return kind === 'check' && expression !== null && /^`[^`]+` < `[^`]+`$/.test(expression);
}

function withParsers(table: TableDefinition, text: string): TableDefinition {
  const parsers = new Map(
    Array.from(
      text.matchAll(/FULLTEXT KEY `((?:[^`]|``)+)` [^\n]*WITH PARSER `?(\w+)`?/g),
      ([, name = '', parser = '']) => [name.replaceAll('``', '`'), parser],
    ),
  );
  const parsed = (index: IndexDefinition): IndexDefinition => {
    const parser = parsers.get(index.name);
    return parser === undefined ? index : { ...index, method: `fulltext with parser ${parser}` };
  };
  return { ...table, indexes: table.indexes.map(parsed) };
}

function withPeriods(table: TableDefinition, text: string): TableDefinition {
  const [, name, columns] = /PERIOD FOR `((?:[^`]|``)+)` \(([^)]+)\)/.exec(text) ?? [];
  if (name === undefined || columns === undefined) return table;
  const apart = new Set(
    Array.from(text.matchAll(/KEY (?:`((?:[^`]|``)+)` )?\([^\n]*` WITHOUT OVERLAPS\)/g), ([, key = 'PRIMARY']) => key),
  );
  const ends = columns.replaceAll('`', '').split(/, ?/);
  return {
    ...table,
    constraints: table.constraints
      .filter((one) => !(isOfPeriod(one) && one.name === name))
      .map((one) =>
        apart.has(one.name)
          ? { ...one, period: true, columns: [...one.columns.filter((column) => !ends.includes(column)), name] }
          : one,
      ),
    facts: { ...table.facts, period: `${name} (${ends.join(', ')})` },
  };
}

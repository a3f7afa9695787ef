/** MariaDB's CREATE SEQUENCE: a table of one row, of which no catalog tells. */
import { CrosstallyError } from '../../src/errors.ts';
import type { Fed, Hidden, SequenceDefinition, TableDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteName, quoteTable } from './quote.ts';

/** Sequences in one statement. */
const MOST = 250;

export interface NamedSequences {
  readonly sequences: readonly SequenceDefinition[];
  readonly hidden: readonly Hidden[];
}

/** `rows` begin with schema and name. */
export async function readSequences(
  connections: Connections,
  rows: readonly TextRow[],
  tables: readonly TableDefinition[],
): Promise<NamedSequences> {
  const names = rows.map(([schema, name]) => ({ schema: schema ?? '', name: name ?? '' }));
  const found: SequenceDefinition[] = [];
  try {
    for (let first = 0; first < names.length; first += MOST) {
      const some = names.slice(first, first + MOST);
      const answer = await connections.ask(`${some.map(attributesQuery).join(' UNION ALL ')} ORDER BY 1`);
      found.push(...some.map((name, i) => sequence(name, answer[i] ?? [], feedsOf(name, tables))));
    }
    return { sequences: found, hidden: [] };
  } catch (error) {
    if (!(error instanceof CrosstallyError) || error.code !== 'ADAPTER_PRIVILEGE_MISSING') throw error;
    const [first] = names;
    const hint = `grant SELECT on ${first?.schema ?? ''}.*`;
    return { sequences: [], hidden: [{ object: 'sequence', schema: first?.schema ?? '', name: null, hint }] };
  }
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

function attributesQuery(name: Name, n: number): string {
  return `SELECT ${String(n)} AS n, increment, minimum_value, maximum_value, cycle_option FROM ${quoteTable(name)}`;
}

/** Where the named sequences stand, by schema and name. A cache counts as handed out. */
export async function readNext(
  connections: Connections,
  sequences: readonly SequenceDefinition[],
): Promise<readonly (string | null)[]> {
  const next: (string | null)[] = [];
  for (let first = 0; first < sequences.length; first += MOST) {
    const some = sequences.slice(first, first + MOST);
    const sql = some.map(
      ({ schema, name }, n) =>
        `SELECT ${String(n)} AS n, next_not_cached_value FROM ${quoteTable({ schema, name: name ?? '' })}`,
    );
    const answer = await connections.ask(`${sql.join(' UNION ALL ')} ORDER BY 1`);
    next.push(...some.map((_, i) => answer[i]?.[1] ?? null));
  }
  return next;
}

function sequence({ schema, name }: Name, row: TextRow, feeds: readonly Fed[]): SequenceDefinition {
  const [, increment, least, most, cycle] = row.map((text) => text ?? '');
  return {
    ...{ schema, name, type: 'bigint', readable: true, feeds, cycle: cycle === '1' },
    // 0 is as the server says for AUTO_INCREMENT.
    increment: increment === '0' ? '1' : (increment ?? '1'),
    least: least ?? '1',
    most: most ?? '9223372036854775807',
  };
}

/** Columns whose default is its number itself. */
function feedsOf({ schema, name }: Name, tables: readonly TableDefinition[]): Fed[] {
  const wanted = `nextval(${quoteName(name)})`;
  return tables
    .filter((table) => table.schema === schema)
    .flatMap((table) =>
      table.columns
        .filter((column) => column.default === wanted)
        .map((column) => ({
          table: { schema: table.schema, name: table.name },
          column: column.name,
          indexed:
            table.constraints.some(
              ({ kind, columns }) => kind !== 'foreign key' && kind !== 'check' && columns[0] === column.name,
            ) || table.indexes.some(({ parts }) => parts[0]?.column === column.name),
        })),
    );
}

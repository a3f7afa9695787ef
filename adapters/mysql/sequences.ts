/** MariaDB's CREATE SEQUENCE: a table of one row, of which no catalog tells. */
import { CrosstallyError } from '../../src/errors.ts';
import type { ColumnDefinition, Fed, Hidden, SequenceDefinition, TableDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteTable, quoteText } from './quote.ts';

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
  const own = rows.map(([schema, name]) => ({ schema: schema ?? '', name: name ?? '' }));
  // Most tables draw from none: every sequence is held against the others alone.
  const drawing = tables.filter((table) => table.columns.some((column) => drawnBy(table, column).length > 0));
  const elsewhere = await readElsewhere(connections, drawnFrom(drawing, own));
  const names = [...own, ...elsewhere.names];
  const found: SequenceDefinition[] = [];
  try {
    for (let first = 0; first < names.length; first += MOST) {
      const some = names.slice(first, first + MOST);
      const answer = await connections.ask(`${some.map(attributesQuery).join(' UNION ALL ')} ORDER BY 1`);
      found.push(...some.map((name, i) => sequence(name, answer[i] ?? [], feedsOf(name, drawing))));
    }
    return { sequences: found, hidden: elsewhere.hidden };
  } catch (error) {
    if (!(error instanceof CrosstallyError) || error.code !== 'ADAPTER_PRIVILEGE_MISSING') throw error;
    const [first] = names;
    const hint = `grant SELECT on ${first?.schema ?? ''}.*`;
    return { sequences: [], hidden: [{ object: 'sequence', schema: first?.schema ?? '', name: null, hint }] };
  }
}

/** Which of the sequences that are drawn from are there, as far as this account is told. */
async function readElsewhere(
  connections: Connections,
  drawn: readonly Name[],
): Promise<{ readonly names: readonly Name[]; readonly hidden: readonly Hidden[] }> {
  if (drawn.length === 0) return { names: [], hidden: [] };
  const list = drawn.map(({ schema, name }) => `(${quoteText(schema)}, ${quoteText(name)})`).join(', ');
  const rows = await connections.ask(`SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_type = 'SEQUENCE' AND (table_schema, table_name) IN (${list})`);
  const there = new Set(rows.map(([schema, name]) => JSON.stringify([schema, name])));
  const isThere = ({ schema, name }: Name): boolean => there.has(JSON.stringify([schema, name]));
  const hint = 'a default draws from it: it is not there, or needs a grant of SELECT';
  return {
    names: drawn.filter(isThere),
    hidden: drawn.filter((one) => !isThere(one)).map((one) => ({ object: 'sequence', ...one, hint })),
  };
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

/** `nextval(`s`)`, or with the database of a sequence that is not the table's. */
const NEXTVAL = /nextval\((?:`((?:[^`]|``)+)`\.)?`((?:[^`]|``)+)`\)/gi;

/** Sequences of other databases that number tables which are here. */
function drawnFrom(tables: readonly TableDefinition[], known: readonly Name[]): Name[] {
  const names = tables.flatMap((table) => table.columns.flatMap((column) => drawnBy(table, column)));
  const identity = ({ schema, name }: Name): string => JSON.stringify([schema, name]);
  const found = new Map(names.map((one) => [identity(one), one]));
  for (const one of known) found.delete(identity(one));
  return [...found.values()];
}

function drawnBy({ schema }: TableDefinition, column: ColumnDefinition): Name[] {
  return Array.from((column.default ?? '').matchAll(NEXTVAL), ([, home, name = '']) => ({
    schema: home?.replaceAll('``', '`') ?? schema,
    name: name.replaceAll('``', '`'),
  }));
}

/** Columns whose default draws from it; only where that is the number itself their values are a measure. */
function feedsOf({ schema, name }: Name, tables: readonly TableDefinition[]): Fed[] {
  return tables.flatMap((table) =>
    table.columns
      .filter((column) => drawnBy(table, column).some((one) => one.schema === schema && one.name === name))
      .map((column) => ({
        table: { schema: table.schema, name: table.name },
        column: column.name,
        indexed: isPlain(column) && isLed(table, column.name),
      })),
  );
}

function isPlain({ default: text }: ColumnDefinition): boolean {
  return /^nextval\((?:`(?:[^`]|``)+`\.)?`(?:[^`]|``)+`\)$/i.test(text ?? '');
}

/** Whether an index begins with the column. */
function isLed({ constraints, indexes }: TableDefinition, name: string): boolean {
  const isKey = constraints.some(
    ({ kind, columns }) => kind !== 'foreign key' && kind !== 'check' && columns[0] === name,
  );
  return isKey || indexes.some(({ parts }) => parts[0]?.column === name);
}

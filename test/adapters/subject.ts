import type { Adapter, Database, TableReader } from '../../src/adapter.ts';
import type { Form } from '../../src/model/form.ts';
import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Key } from '../../src/model/key.ts';
import type { TableShape } from '../../src/model/table.ts';
import type { TableView } from '../../src/model/view.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';

export type Engine = 'fingerprint' | 'memory' | 'mysql' | 'mariadb' | 'postgres';

/** Whether there is a server behind it, of which more is asked. */
export function hasServer(engine: string): engine is TestEngine {
  return engine !== 'memory' && engine !== 'fingerprint';
}

/** Column types that every engine has, with an index order that means the same on all of them. */
export type PlainType = 'integer' | 'decimal' | 'text' | 'bytes' | 'date' | 'timestamp' | 'instant';

/** A table in words that every engine can make it from. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: Readonly<Record<string, PlainType>>;
  readonly key: readonly string[];
  /** Canonical texts (bytes in hexadecimal digits), in the order of the columns. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** An engine under test, with an empty place for tables of the test's own. */
export interface Subject extends AsyncDisposable {
  readonly engine: Engine;
  readonly schema: string;
  readonly adapter: Adapter;
  make(table: TableDefinition): Promise<void>;
  /** Null for an engine without a server. */
  readonly server: TestDatabase | null;
}

/** Opens the subject's adapter for as long as `use` runs. */
export async function opened<T>(
  subject: Subject,
  use: (database: Database) => Promise<T>,
  options: { connections?: number; signal?: AbortSignal; adapter?: Adapter } = {},
): Promise<T> {
  const { connections = 2, signal = new AbortController().signal, adapter = subject.adapter } = options;
  const database = await adapter.open({ connections, signal });
  try {
    return await use(database);
  } finally {
    await database[Symbol.asyncDispose]();
  }
}

export async function shapeOf(database: Database, schema: string, name: string): Promise<TableShape> {
  const shapes = await database.describe([schema]);
  const shape = shapes.find((table) => table.name === name);
  if (shape === undefined) throw new Error(`no table ${name} among ${shapes.map((table) => table.name).join(', ')}`);
  return shape;
}

export interface ViewChoice {
  readonly columns: Readonly<Record<string, Form>>;
  readonly keyLength?: number;
  readonly ordered?: boolean;
  readonly where?: string | null;
  readonly timeZone?: string;
}

/** A view of a table, with the types that the engine itself says its columns have. */
export function viewOf(shape: TableShape, choice: ViewChoice): TableView {
  const { keyLength = 0, ordered = keyLength > 0, where = null, timeZone = 'UTC' } = choice;
  const columns = Object.entries(choice.columns).map(([name, form]) => {
    const column = shape.columns.find((one) => one.name === name);
    if (column === undefined) throw new Error(`no column ${name}`);
    return { name, type: column.type, form, timeZone };
  });
  const index = shape.keys[0]?.name;
  return {
    table: { schema: shape.schema, name: shape.name },
    columns,
    keyLength,
    index: ordered ? (index ?? null) : null,
    where,
    ...(shape.partitioned === true && index !== undefined ? { partedIndex: index } : {}),
  };
}

/** Every row as the canonical texts of its columns. */
export async function textsOf(view: TableView, frames: AsyncIterable<Frames>): Promise<Key[]> {
  const rows: Key[] = [];
  for await (const batch of frames) {
    for (let i = 0; i < batch.count; i++) {
      const values = frameColumns(batch.bytes, batch.starts[i] ?? 0, batch.ends[i] ?? 0);
      if (values.length !== view.columns.length) throw new Error(`a row has ${String(values.length)} columns`);
      rows.push(view.columns.map(({ form }, at) => (values[at] == null ? null : formText(form, values[at]))));
    }
  }
  return rows;
}

/** Rows in an order that does not depend on the engine. */
export function sorted(rows: readonly Key[]): Key[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** A reader of a defined table, its key first. */
export async function readerOf(
  database: Database,
  schema: string,
  table: TableDefinition,
): Promise<{ view: TableView; reader: TableReader }> {
  const others = Object.keys(table.columns).filter((name) => !table.key.includes(name));
  const columns = Object.fromEntries([...table.key, ...others].map((name) => [name, table.columns[name] as Form]));
  const shape = await shapeOf(database, schema, table.name);
  const view = viewOf(shape, { columns, keyLength: table.key.length });
  return { view, reader: database.reader(view) };
}

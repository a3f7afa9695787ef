import type { TableRef } from '../../src/model/table.ts';

/** What was said of the tables that are read: what a write to them moves depends on where their rows are. */
export interface TablesRead<T> {
  /** Hears of a table, which may be read or not. */
  readonly describe: (table: TableRef, said: T) => void;
  /** Hears that a table is read. */
  readonly read: (table: TableRef) => void;
  /** Of all tables that are read, each only once. */
  readonly said: () => ReadonlySet<T>;
}

export function tablesRead<T>(): TablesRead<T> {
  const described = new Map<string, T>();
  const read = new Set<T>();
  return {
    describe: (table, said) => void described.set(identityOf(table), said),
    read: (table) => {
      const said = described.get(identityOf(table));
      if (said !== undefined) read.add(said);
    },
    said: () => read,
  };
}

function identityOf({ schema, name }: TableRef): string {
  return JSON.stringify([schema, name]);
}

import type { TextRow } from './driver.ts';

/** Rows of the catalog by what they belong to, in their order. */
export type Groups = ReadonlyMap<string, readonly TextRow[]>;

export function groupBy(rows: readonly TextRow[], identity: (row: TextRow) => string): Groups {
  const groups = new Map<string, TextRow[]>();
  for (const row of rows) {
    const group = groups.get(identity(row));
    if (group === undefined) groups.set(identity(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The table of a row that begins with schema and name. */
export function tableIdentity([schema, name]: TextRow): string {
  return JSON.stringify([schema, name]);
}

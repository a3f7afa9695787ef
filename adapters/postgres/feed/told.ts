/** From changes of rows to keys of tables: what a change does not tell makes the table dirty. */
import type { Key } from '../../../src/model/key.ts';
import { keyColumns } from '../../../src/model/view.ts';
import type { TableView } from '../../../src/model/view.ts';
import type { Heard } from '../../sql/feed/heard.ts';
import { partOf } from './key-parts.ts';
import type { Part } from './key-parts.ts';
import type { Relation } from './relations.ts';
import type { Change, Tuple } from './test-decoding.ts';

/** What of a table's key the log can tell. */
export interface KeyReader {
  readonly columns: readonly string[];
  readonly parts: readonly (Part | null)[];
}

export function keyReader(view: TableView): KeyReader {
  const columns = keyColumns(view);
  return { columns: columns.map(({ name }) => name), parts: columns.map(partOf) };
}

export const REDEFINED = 'its definition was changed';
const TRUNCATED = 'it was truncated';
const KEYLESS = 'it was written to, and has no key';
const UNTOLD = 'it was written to, and the log does not tell the whole key';
const NO_IDENTITY = 'a row was updated or deleted, and its replica identity does not tell the key that it had';

/** Takes what one change tells of one of the tables that its relation is part of. */
export function hear(heard: Heard, change: Change, relation: Relation, view: number, reader: KeyReader): void {
  const { kind, before, after } = change;
  if (kind === 'truncate') heard.dirty(view, TRUNCATED);
  else if (kind === 'other') heard.dirty(view, 'something was done to it that crosstally does not know');
  else if (reader.columns.length === 0) heard.dirty(view, KEYLESS);
  else if (kind !== 'insert' && !tellsKeys(relation, reader)) heard.dirty(view, NO_IDENTITY);
  else {
    // An update that tells no row as it was has left its key as it was.
    const told = [...(before === null ? [] : [before]), ...(after === null ? [] : [after])];
    if (told.length === 0) heard.dirty(view, UNTOLD);
    for (const tuple of told) {
      const key = keyOf(reader, tuple, before);
      if (key === null) heard.dirty(view, UNTOLD);
      else heard.key(view, key);
    }
  }
}

function tellsKeys({ identity }: Relation, { columns }: KeyReader): boolean {
  return identity === null || columns.every((name) => identity.has(name));
}

/** Null when a part of it is not told, or not in a way that is understood. A long value that did not change stands in the row before. */
function keyOf({ columns, parts }: KeyReader, tuple: Tuple, before: Tuple | null): Key | null {
  const key: (string | null)[] = [];
  for (let i = 0; i < columns.length; i++) {
    const name = columns[i] ?? '';
    const printed = tuple.get(name) ?? before?.get(name);
    const part = printed == null ? null : (parts[i]?.(printed) ?? null);
    if (part === null) return null;
    key.push(part);
  }
  return key;
}

/**
 * An `oid` may be the number of a large object, whose bytes are elsewhere: where it is one, the value is compared with a
 * digest of them. Any other oid is a number and nothing else.
 */
import { CrosstallyError } from '../../src/errors.ts';
import type { ColumnType } from '../../src/model/column.ts';
import type { Finish } from '../sql/finish.ts';
import type { Connections } from './connections.ts';
import type { CatalogType } from './types.ts';

export function mayBeLargeObject({ identity }: ColumnType): boolean {
  return identity === 'postgres:oid';
}

/** Whether it is a type whose values hold such numbers among others: an array, a composite, a range of them. */
export function mayHoldLargeObjects({ element, structure }: Pick<CatalogType, 'element' | 'structure'>): boolean {
  return element?.base === 'oid' || /\boid\b/.test(structure ?? '');
}

/** Why a column of such a type is not compared. */
export const HOLDS_LARGE_OBJECTS =
  'its values may hold numbers of large objects, of which the database has some, and what those hold is not compared there; ' +
  'leave it out with --ignore-columns where they are none';

/** Whether the database has any. */
export async function hasLargeObjects(connections: Connections): Promise<boolean> {
  const [[found = 'f'] = []] = await connections.ask('select exists(select from pg_largeobject_metadata)');
  return found === 't';
}

/** The number, and behind a colon the digest of the object if there is one. Reading it takes SELECT on the object. */
export function withContent(name: string): string {
  // Its columns go by names that no column of a table is likely to have: theirs would hide the table's own.
  const objects = 'pg_largeobject_metadata "large objects" ("its number", "its owner", "its grants")';
  const content = `select ':' || encode(sha256(lo_get(${name})), 'hex') from ${objects} where "its number" = ${name}`;
  return `${name}::text || coalesce((${content}), '')`;
}

const COLON = 0x3a;

/** Rows are told apart by their key's number: what it refers to has no place in it, and must not go unseen. */
export function finishKey(name: string): Finish {
  return (bytes) => {
    if (!bytes.includes(COLON)) return bytes;
    throw new CrosstallyError(
      'ADAPTER_VALUE_UNREADABLE',
      `the key column ${name} refers to large objects: they are not compared`,
      {
        hint: 'name another key with --key, so that the column is compared with what it refers to',
      },
    );
  };
}

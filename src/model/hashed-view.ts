import type { ViewColumn } from './view.ts';

const HASH_TYPE = { kind: 'opaque', native: 'hash', identity: 'crosstally:hash', order: null, fixed: true } as const;

/** A column that stands for a hash of so many bytes. */
export function hashColumn(name: string, size: number): ViewColumn {
  return { name, type: { ...HASH_TYPE, size }, form: 'bytes', timeZone: 'UTC' };
}

/** The last column of hashed rows. */
export const ROW_HASH = 'hash of the row';
/** The only key column where keys are hidden. */
export const KEY_HASH = 'hash of the key';

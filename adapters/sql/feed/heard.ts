/**
 * What a feed has heard and not yet handed on: each key once, in bounded memory.
 *
 * heard: a key, or that a table is dirty · handed on: by `take`, the dirty tables at once, the keys a batch at a time.
 */
import type { Changes } from '../../../src/adapter.ts';
import { keyIdentity } from '../../../src/model/key.ts';
import type { Key } from '../../../src/model/key.ts';

/** Keys of one table that are kept; beyond, the table is dirty. */
export const KEYS_OF_A_TABLE = 50_000;
/** Keys of all tables. */
const KEYS_IN_ALL = 500_000;
/** Keys that are handed on at once. */
const KEYS_AT_ONCE = 10_000;

export interface Heard {
  key(view: number, key: Key): void;
  dirty(view: number, reason: string): void;
  /** How many keys wait. */
  waiting(): number;
  take(): Pick<Changes, 'keys' | 'dirty'>;
}

export function newHeard(): Heard {
  const keys = new Map<number, Map<string, Key>>();
  const dirty = new Map<number, string>();
  /** Tables of which no key is kept until it has been told that they are dirty. */
  const full = new Set<number>();
  let waiting = 0;

  function soil(view: number, reason: string): void {
    if (!dirty.has(view)) dirty.set(view, reason);
  }

  function drop(view: number): void {
    waiting -= keys.get(view)?.size ?? 0;
    keys.delete(view);
    full.add(view);
    soil(view, `more than ${KEYS_OF_A_TABLE.toLocaleString('en-US')} of its rows were written to at once`);
  }

  return {
    key(view, key) {
      // NULL is not one key: any number of rows may have it.
      if (key.includes(null)) soil(view, 'a row was written to whose key has NULL in it');
      if (key.includes(null) || full.has(view)) return;
      let of = keys.get(view);
      if (of === undefined) keys.set(view, (of = new Map<string, Key>()));
      const before = of.size;
      of.set(keyIdentity(key), key);
      waiting += of.size - before;
      if (of.size > KEYS_OF_A_TABLE || waiting > KEYS_IN_ALL) drop(view);
    },
    dirty: soil,
    waiting: () => waiting,
    take() {
      const batch: { readonly view: number; readonly key: Key }[] = [];
      for (const [view, of] of keys) {
        for (const [identity, key] of of) {
          if (batch.length === KEYS_AT_ONCE) break;
          batch.push({ view, key });
          of.delete(identity);
        }
        if (of.size === 0) keys.delete(view);
      }
      waiting -= batch.length;
      const soiled = [...dirty].map(([view, reason]) => ({ view, reason }));
      dirty.clear();
      full.clear();
      return { keys: batch, dirty: soiled };
    },
  };
}

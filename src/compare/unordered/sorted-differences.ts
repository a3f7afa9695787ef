/**
 * The rows that differ, in key order, from unmatched rows in any order and of any number: sorted outside of memory, and
 * counted key by key.
 */
import type { Difference } from '../../model/difference.ts';
import { compareKeys, keyIdentity, keyOfIdentity } from '../../model/key.ts';
import type { Key, KeyOrders } from '../../model/key.ts';
import { Sorter } from '../../spill/sorter.ts';
import type { UnmatchedRow } from '../rows/rows-by-key.ts';

/** Rows with one key and hash, those of a side in excess of the other's: above 0 of the source, below of the target. */
interface Excess {
  readonly identity: string;
  readonly key: Key;
  readonly hash: bigint;
  readonly rows: number;
}

/** Some fifteen megabytes. */
const IN_MEMORY = 50_000;

/** Differences that are handed on at once: what has to be looked at again may cost a reading of the table each time. */
const AT_ONCE = 100_000;

export interface SortedDifferences extends AsyncDisposable {
  /** To be waited for when it answers with a promise. */
  add(row: UnmatchedRow): Promise<void> | null;
  /** Forgets what was added. */
  clear(): void;
  /** To be asked once, in the end. Without a key, copies of a row are one difference with their number. */
  differences(): AsyncGenerator<readonly Difference[]>;
}

export function sortedDifferences(orders: KeyOrders, keyed: boolean, most: number = IN_MEMORY): SortedDifferences {
  const sorter = new Sorter<Excess>({
    compare: (a, b) =>
      compareKeys(orders, a.key, b.key) || compareTexts(a.identity, b.identity) || sign(a.hash, b.hash),
    join: (a, b) => (a.hash === b.hash && a.identity === b.identity ? { ...a, rows: a.rows + b.rows } : null),
    pack: ({ identity, hash, rows }) => `${hash.toString(16)} ${String(rows)} ${identity}`,
    unpack,
    most,
  });
  return {
    add: ({ side, key, hash }) =>
      sorter.add({ identity: keyIdentity(key), key, hash, rows: side === 'source' ? 1 : -1 }),
    clear: () => {
      sorter.clear();
    },
    differences: () => differencesIn(sorter.sorted(), keyed),
    [Symbol.asyncDispose]: () => sorter[Symbol.asyncDispose](),
  };
}

function unpack(text: string): Excess {
  const [first, second] = [text.indexOf(' '), text.indexOf(' ', text.indexOf(' ') + 1)];
  const identity = text.slice(second + 1);
  return {
    identity,
    key: keyOfIdentity(identity),
    hash: BigInt(`0x${text.slice(0, first)}`),
    rows: Number(text.slice(first + 1, second)),
  };
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sign(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What the rows of one key come to. */
interface Counted {
  readonly identity: string;
  readonly key: Key;
  lost: number;
  gained: number;
}

async function* differencesIn(
  batches: AsyncIterable<readonly Excess[]>,
  keyed: boolean,
): AsyncGenerator<readonly Difference[]> {
  let found: Difference[] = [];
  for await (const differences of keyByKey(batches, keyed)) {
    for (const difference of differences) {
      found.push(difference);
      if (found.length < AT_ONCE) continue;
      yield found;
      found = [];
    }
  }
  yield found;
}

/** The differences of some keys at a time; to be gone through before the next ones are asked for. */
async function* keyByKey(
  batches: AsyncIterable<readonly Excess[]>,
  keyed: boolean,
): AsyncGenerator<Iterable<Difference>> {
  const state: { open: Counted | null } = { open: null };
  function* finishedIn(batch: readonly Excess[]): Generator<Difference> {
    for (const { identity, key, rows } of batch) {
      const counted = state.open?.identity === identity ? state.open : { identity, key, lost: 0, gained: 0 };
      if (state.open !== null && counted !== state.open) yield* tell(state.open, keyed);
      state.open = counted;
      if (rows > 0) counted.lost += rows;
      else counted.gained -= rows;
    }
  }
  for await (const batch of batches) yield finishedIn(batch);
  if (state.open !== null) yield tell(state.open, keyed);
}

/** Two rows of one key that differ are one changed row; a NULL in the key makes that a guess, so they are two. */
function* tell({ key, lost, gained }: Counted, keyed: boolean): Generator<Difference> {
  const changed = key.includes(null) ? 0 : Math.min(lost, gained);
  const counts = { changed, missing: lost - changed, extra: gained - changed };
  for (const kind of ['changed', 'missing', 'extra'] as const) {
    if (!keyed && counts[kind] > 0) yield { kind, key, count: counts[kind] };
    for (let i = 0; keyed && i < counts[kind]; i++) yield { kind, key };
  }
}

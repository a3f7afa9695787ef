import type { Difference } from '../../model/difference.ts';
import { compareKeys, keyIdentity, keyOfIdentity } from '../../model/key.ts';
import type { Key, KeyOrders } from '../../model/key.ts';
import type { Side, Sides } from '../../model/side.ts';

/** A row that the other side has not. */
export interface UnmatchedRow {
  readonly side: Side;
  readonly key: Key;
  readonly hash: bigint;
}

/**
 * The rows of one side by key. A key can come more than once (nullable or unproved keys), so each has a bag of row
 * hashes: rows are equal when their key and hash are, whatever order they came in.
 */
export class Tally {
  // One hash stands alone rather than in an array: a mismatched chunk has its fifty thousand rows in here.
  readonly #rows = new Map<string, bigint | bigint[]>();

  add(key: Key, hash: bigint): void {
    const identity = keyIdentity(key);
    const before = this.#rows.get(identity);
    if (before === undefined) this.#rows.set(identity, hash);
    else if (typeof before === 'bigint') this.#rows.set(identity, [before, hash]);
    else before.push(hash);
  }

  /** The hash of the only row with a key, those of several, or nothing. */
  get(identity: string): bigint | readonly bigint[] | undefined {
    return this.#rows.get(identity);
  }

  hashes(identity: string): readonly bigint[] {
    return bagOf(this.#rows.get(identity));
  }

  /** What `keyIdentity` makes of each key. */
  identities(): Iterable<string> {
    return this.#rows.keys();
  }
}

/** What these rows are to the other side, in key order. */
export function differencesOf(rows: Iterable<UnmatchedRow>, orders: KeyOrders): Difference[] {
  const unmatched = [...rows];
  // Of a band that was never copied there may be millions: nothing has to be held against anything.
  const only = (side: Side): boolean => unmatched.every((row) => row.side === side);
  if (only('source'))
    return inKeyOrder(
      unmatched.map(({ key }) => ({ kind: 'missing', key })),
      orders,
    );
  if (only('target'))
    return inKeyOrder(
      unmatched.map(({ key }) => ({ kind: 'extra', key })),
      orders,
    );
  return compareTallies(tallied(unmatched), orders);
}

/** The rows of both sides by key. */
export function tallied(rows: Iterable<UnmatchedRow>): Sides<Tally> {
  const tallies = { source: new Tally(), target: new Tally() };
  for (const { side, key, hash } of rows) tallies[side].add(key, hash);
  return tallies;
}

/** The rows that differ, in key order. */
export function compareTallies({ source, target }: Sides<Tally>, orders: KeyOrders): Difference[] {
  const differences: Difference[] = [];
  const compare = (identity: string): void => {
    const [here, there] = [source.get(identity), target.get(identity)];
    // Nearly always: there may be millions of them.
    if (there === undefined && typeof here === 'bigint') {
      differences.push({ kind: 'missing', key: keyOfIdentity(identity) });
    } else if (here === undefined && typeof there === 'bigint') {
      differences.push({ kind: 'extra', key: keyOfIdentity(identity) });
    } else {
      // One by one: a spread of some hundred thousand arguments would not fit on the stack.
      for (const found of compareBags(identity, source.hashes(identity), target.hashes(identity)))
        differences.push(found);
    }
  };
  for (const identity of source.identities()) compare(identity);
  for (const identity of target.identities()) if (source.get(identity) === undefined) compare(identity);
  return inKeyOrder(differences, orders);
}

/** Sorts differences where they are. */
export function inKeyOrder(differences: Difference[], orders: KeyOrders): Difference[] {
  return differences.sort((a, b) => compareKeys(orders, a.key, b.key));
}

function bagOf(hashes: bigint | readonly bigint[] | undefined): readonly bigint[] {
  return typeof hashes === 'object' ? hashes : hashes === undefined ? [] : [hashes];
}

/** Two rows of one key that differ are one changed row; a NULL in the key makes that a guess, so they are two. */
function compareBags(identity: string, source: readonly bigint[], target: readonly bigint[]): Difference[] {
  if (source.length === 1 && target.length === 1 && source[0] === target[0]) return [];
  const key = keyOfIdentity(identity);
  const [lost, gained] = [without(source, target), without(target, source)];
  const changed = key.includes(null) ? 0 : Math.min(lost, gained);
  return [
    ...repeat({ kind: 'changed', key }, changed),
    ...repeat({ kind: 'missing', key }, lost - changed),
    ...repeat({ kind: 'extra', key }, gained - changed),
  ];
}

/** How many elements of a bag are not in the other one. A table without a key may have any number of equal rows. */
function without(bag: readonly bigint[], other: readonly bigint[]): number {
  const rest = new Map<bigint, number>();
  for (const hash of other) rest.set(hash, (rest.get(hash) ?? 0) + 1);
  return bag.filter((hash) => {
    const left = rest.get(hash) ?? 0;
    rest.set(hash, left - 1);
    return left <= 0;
  }).length;
}

function repeat(difference: Difference, times: number): Difference[] {
  return Array.from({ length: times }, () => difference);
}

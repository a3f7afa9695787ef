import type { Difference } from '../model/difference.ts';
import { compareKeys, keyIdentity } from '../model/key.ts';
import type { Key, KeyOrders } from '../model/key.ts';
import type { Sides } from '../model/side.ts';

/**
 * The rows of one side by key. A key can come more than once (nullable or unproved keys), so each has a bag of row
 * hashes: rows are equal when their key and hash are, whatever order they came in.
 */
export class Tally {
  readonly #rows = new Map<string, { readonly key: Key; readonly hashes: bigint[] }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(key: Key, hash: bigint): void {
    this.#count++;
    const identity = keyIdentity(key);
    const entry = this.#rows.get(identity);
    if (entry === undefined) this.#rows.set(identity, { key, hashes: [hash] });
    else entry.hashes.push(hash);
  }

  hashes(key: Key): readonly bigint[] {
    return this.#rows.get(keyIdentity(key))?.hashes ?? [];
  }

  keys(): Iterable<Key> {
    return Array.from(this.#rows.values(), ({ key }) => key);
  }
}

/** The rows that differ, in key order. */
export function compareTallies(tallies: Sides<Tally>, orders: KeyOrders): Difference[] {
  const differences: Difference[] = [];
  for (const key of tallies.source.keys()) {
    differences.push(...compareBags(key, tallies.source.hashes(key), tallies.target.hashes(key)));
  }
  for (const key of tallies.target.keys()) {
    if (tallies.source.hashes(key).length > 0) continue;
    for (let i = tallies.target.hashes(key).length; i > 0; i--) differences.push({ kind: 'extra', key });
  }
  return differences.sort((a, b) => compareKeys(orders, a.key, b.key));
}

/** Two rows of one key that differ are one changed row; a NULL in the key makes that a guess, so they are two. */
function compareBags(key: Key, source: readonly bigint[], target: readonly bigint[]): Difference[] {
  if (source.length === 1 && target.length === 1 && source[0] === target[0]) return [];
  const [lost, gained] = [without(source, target), without(target, source)];
  const changed = key.includes(null) ? 0 : Math.min(lost, gained);
  return [
    ...repeat({ kind: 'changed', key }, changed),
    ...repeat({ kind: 'missing', key }, lost - changed),
    ...repeat({ kind: 'extra', key }, gained - changed),
  ];
}

/** How many elements of a bag are not in the other one. */
function without(bag: readonly bigint[], other: readonly bigint[]): number {
  const rest = [...other];
  return bag.filter((hash) => {
    const at = rest.indexOf(hash);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  }).length;
}

function repeat(difference: Difference, times: number): Difference[] {
  return Array.from({ length: times }, () => difference);
}

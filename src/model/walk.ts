/**
 * How the rows of a table are gone through.
 * - `key order`: in key ranges, both sides' indexes deliver the same order;
 * - `key hash`: each side read once, rows sorted into buckets by a hash of the key, since index orders differ;
 * - `row hash`: the same without a key: rows are a multiset.
 */
export type Walk = 'key order' | 'key hash' | 'row hash';

/** Rows with which something is the matter while both databases are written to, and what may be said of them. */

/** A table of the application, and how its keys are written. */
export interface Table {
  readonly name: string;
  readonly key: (id: number) => string;
}

/** How the tables of the application are walked: in key order, by key hash, by row hash. */
export const TABLES: readonly Table[] = [
  { name: 'ordered', key: String },
  { name: 'hashed', key: (id) => `'K${String(id)}'` },
  { name: 'keyless', key: String },
];

export interface Scene {
  readonly name: string;
  /** The row, one that the application leaves alone otherwise. */
  readonly id: number;
  /** What is done to one side alone. */
  readonly plant?: { readonly side: 'source' | 'target'; readonly sql: (table: Table, id: number) => string };
  /** What it is called where rows have keys. */
  readonly found?: 'missing' | 'extra' | 'changed';
  /** What is written on both sides again and again. */
  readonly each?: (table: Table, id: number, n: number) => string;
  /** Milliseconds between two writes. */
  readonly every?: number;
  /** How many rows need not come to rest. */
  readonly restless: number;
}

const at = ({ name, key }: Table, id: number, set: string): string => `update ${name} set ${set} where id = ${key(id)}`;
const remove = ({ name, key }: Table, id: number): string => `delete from ${name} where id = ${key(id)}`;
const insert = ({ name, key }: Table, id: number): string => `insert into ${name} values (${key(id)}, 0, 'again')`;
const update = (table: Table, id: number, n: number): string => at(table, id, `v = ${String(n)}`);
const drift = (table: Table, id: number): string => at(table, id, `w = 'drifted'`);
/** Behind all other keys. */
const FAR = 90_000_000;

/** None of them is a difference. */
export const RESTLESS: readonly Scene[] = [
  { name: 'hot', id: 30, each: update, every: 20, restless: 1 },
  {
    name: 're-keyed from end to end',
    id: 31,
    each: (table, id, n) => {
      const [from, to] = n % 2 === 0 ? [id, FAR + id] : [FAR + id, id];
      return at(table, from, `id = ${table.key(to)}`);
    },
    every: 210,
    restless: 2,
  },
  {
    name: 'deleted and inserted again',
    id: 32,
    each: (table, id, n) => (n % 2 === 0 ? remove : insert)(table, id),
    every: 130,
    restless: 1,
  },
  {
    name: 'swaps a value with the next one',
    id: 33,
    each: ({ name, key }, id, n) => {
      const [own, next] = [n % 2, (n + 1) % 2];
      const value = `case when id = ${key(id)} then ${String(own)} else ${String(next)} end`;
      return `update ${name} set v = ${value} where id in (${key(id)}, ${key(id + 1)})`;
    },
    every: 170,
    restless: 2,
  },
];

/** Each of them is a difference all the time. */
export const PLANTED: readonly Scene[] = [
  { name: 'lost', id: 20, plant: { side: 'target', sql: remove }, found: 'missing', restless: 0 },
  { name: 'drifted', id: 21, plant: { side: 'target', sql: drift }, found: 'changed', restless: 0 },
  ...hot({ name: 'lost and hot', id: 22, plant: { side: 'target', sql: remove }, found: 'missing', restless: 0 }, 250),
  ...hot(
    { name: 'lost and hotter', id: 23, plant: { side: 'target', sql: remove }, found: 'missing', restless: 0 },
    20,
  ),
  ...hot({ name: 'extra and hot', id: 24, plant: { side: 'source', sql: remove }, found: 'extra', restless: 0 }, 150),
  ...hot({ name: 'drifted and hot', id: 25, plant: { side: 'target', sql: drift }, found: 'changed', restless: 1 }, 90),
];

function hot(scene: Scene, every: number): Scene[] {
  return [{ ...scene, each: update, every }];
}

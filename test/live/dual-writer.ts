/** An application that writes to two databases: to the source at once, to the target some time later. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../support/databases.ts';

/** How the tables of the writer are walked: in key order, by key hash, by row hash. */
export const TABLES = ['ordered', 'hashed', 'keyless'] as const;

/** Keys that the writer leaves alone: below all of its own. */
export const [DRIFTED, HOT] = [10, 11];
const FIRST = 100;

export interface Written {
  writes: number;
  /** Milliseconds that a write of the application took at most. */
  longestWait: number;
}

export interface DualWriter {
  readonly written: Written;
  /** Rewrites one row of `ordered` every ten milliseconds, or stops to. */
  heat(on: boolean): void;
  /** Resolves when the target has all that the source has. */
  stop(): Promise<void>;
}

/** The same rows on both sides. */
export async function makeTables(database: TestDatabase, rows: number): Promise<void> {
  const digits = [0, 1, 2, 3, 4].map((n) => `(select 0 d union all ${units()}) d${String(n)}`).join(', ');
  const number = 'd0.d + d1.d * 10 + d2.d * 100 + d3.d * 1000 + d4.d * 10000';
  const fill = (table: string, key: string, count: number): string =>
    `insert into ${table} select ${key}, 0, 'some text that makes a row as wide as rows are' from (select ${number} + ${String(DRIFTED)} n from ${digits}) numbers where n <= ${String(count)}`;
  await database.run(
    [
      'create table ordered (id bigint primary key, v int, w varchar(100))',
      'create table hashed (id varchar(20) primary key, v int, w varchar(100))',
      'create table keyless (id bigint, v int, w varchar(100))',
      fill('ordered', 'n', rows),
      fill('hashed', `concat('K', n)`, rows / 10),
      fill('keyless', 'n', rows / 20),
    ].join('; '),
  );
}

function units(): string {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `select ${String(digit)}`).join(' union all ');
}

/** Starts to write. `lag` is in milliseconds; the seed decides what is written. */
export function startWriting(
  { source, target }: { source: TestDatabase; target: TestDatabase },
  { rows, lag, seed }: { readonly rows: number; readonly lag: number; readonly seed: number },
): DualWriter {
  const written: Written = { writes: 0, longestWait: 0 };
  const late: { readonly due: number; readonly sql: string }[] = [];
  const next = writes(rows, seed);
  let [running, hot]: [boolean, boolean] = [true, false];

  const write = async (database: TestDatabase, sql: string): Promise<void> => {
    const began = performance.now();
    await database.run(sql);
    written.writes++;
    written.longestWait = Math.max(written.longestWait, performance.now() - began);
  };
  const first = (sql: string): Promise<void> => {
    const done = write(source, sql);
    // Numbered before it is sent, so that the target gets all writes in the source's order.
    late.push({ due: performance.now() + lag, sql });
    return done;
  };
  const atSource = async (): Promise<void> => {
    for (let n = 0; running; n++) {
      await first(next());
      if (hot && n % 2 === 0) await first(`update ordered set v = v + 1 where id = ${String(HOT)}`);
      await pause(3);
    }
  };
  const atTarget = async (): Promise<void> => {
    while (running || late.length > 0) {
      const [oldest] = late;
      if (oldest === undefined || oldest.due > performance.now()) await pause(1);
      else {
        await write(target, oldest.sql);
        late.shift();
      }
    }
  };
  const both = Promise.all([atSource(), atTarget()]);
  both.catch(() => undefined);
  return {
    written,
    heat: (on) => {
      hot = on;
    },
    stop: async () => {
      running = false;
      await both;
    },
  };
}

/** Inserts, updates, deletes and new keys, for all tables in turn; most of what is inserted is deleted in time. */
function writes(rows: number, seed: number): () => string {
  let [state, fresh, turn] = [seed, 10_000_000, 0];
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  const inserted: Record<string, number[]> = { ordered: [], hashed: [], keyless: [] };
  return () => {
    const table = TABLES[turn++ % TABLES.length] ?? 'ordered';
    const key = (id: number): string => (table === 'hashed' ? `'K${String(id)}'` : String(id));
    const most = table === 'ordered' ? rows : table === 'hashed' ? rows / 10 : rows / 20;
    const some = FIRST + random(most - FIRST);
    const own = inserted[table] ?? [];
    switch (random(5)) {
      case 0:
        own.push(++fresh);
        return `insert into ${table} values (${key(fresh)}, ${String(turn)}, 'inserted')`;
      case 1: {
        const id = own.shift();
        return id === undefined
          ? `delete from ${table} where id = ${key(some)}`
          : `delete from ${table} where id = ${key(id)}`;
      }
      case 2: {
        const id = own.shift() ?? some;
        own.push(++fresh);
        return `update ${table} set id = ${key(fresh)} where id = ${key(id)}`;
      }
      default:
        return `update ${table} set v = ${String(turn)} where id = ${key(some)}`;
    }
  };
}

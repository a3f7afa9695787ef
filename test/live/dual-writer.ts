/** An application that writes to two databases: to the source at once, to the target some time later. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../support/databases.ts';
import { TABLES } from './scenes.ts';
import type { Scene, Table } from './scenes.ts';

/** Rows below it the application leaves alone, but for the scenes that are on. */
const FIRST = 100;
/** The first row. */
const LOWEST = 10;

/** Milliseconds by which the target may be late, and writes that may wait for it, before the application waits too. */
const [TOO_LATE, TOO_MANY] = [100, 15];

export interface Written {
  writes: number;
  /** Milliseconds that a write of the application took at most. */
  longestWait: number;
  /** Milliseconds that one took to arrive in the target at most. */
  longestLag: number;
}

export interface DualWriter {
  readonly written: Written;
  /** What is written besides, in all tables, from now on. */
  play(scenes: readonly Scene[]): void;
  /** Resolves when the target has all that the source has. */
  stop(): Promise<void>;
}

/** The same rows on both sides. */
export async function makeTables(database: TestDatabase, rows: number): Promise<void> {
  const digits = [0, 1, 2, 3, 4].map((n) => `(select 0 d union all ${units()}) d${String(n)}`).join(', ');
  const number = 'd0.d + d1.d * 10 + d2.d * 100 + d3.d * 1000 + d4.d * 10000';
  const fill = (table: string, key: string, count: number): string =>
    `insert into ${table} select ${key}, 0, 'some text that makes a row as wide as rows are' from (select ${number} + ${String(LOWEST)} n from ${digits}) numbers where n <= ${String(count)}`;
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
  const written: Written = { writes: 0, longestWait: 0, longestLag: 0 };
  const late: { readonly at: number; readonly sql: string }[] = [];
  const next = writes(rows, seed);
  let [running, besides]: [boolean, () => readonly string[]] = [true, () => []];

  const write = async (database: TestDatabase, sql: string): Promise<void> => {
    const began = performance.now();
    await database.run(sql);
    written.writes++;
    written.longestWait = Math.max(written.longestWait, performance.now() - began);
  };
  const first = (sql: string): Promise<void> => {
    const done = write(source, sql);
    // Numbered before it is sent, so that the target gets all writes in the source's order.
    late.push({ at: performance.now(), sql });
    return done;
  };
  const atSource = async (): Promise<void> => {
    while (running) {
      const [oldest] = late;
      const behind = oldest === undefined ? 0 : performance.now() - oldest.at;
      if (behind < lag + TOO_LATE && late.length < TOO_MANY) {
        for (const sql of besides()) await first(sql);
        await first(next());
      }
      await pause(3);
    }
  };
  const atTarget = async (): Promise<void> => {
    while (running || late.length > 0) {
      const [oldest] = late;
      if (oldest === undefined || oldest.at + lag > performance.now()) await pause(1);
      else {
        await write(target, oldest.sql);
        written.longestLag = Math.max(written.longestLag, performance.now() - oldest.at);
        late.shift();
      }
    }
  };
  const both = Promise.all([atSource(), atTarget()]);
  both.catch(() => undefined);
  return {
    written,
    play: (scenes) => {
      besides = dueAmong(scenes);
    },
    stop: async () => {
      running = false;
      await both;
    },
  };
}

/** The statements of scenes that are due, each scene in its own rhythm in each table. */
function dueAmong(scenes: readonly Scene[]): () => readonly string[] {
  const turns = scenes.flatMap(({ id, each, every = Infinity }) =>
    each === undefined ? [] : TABLES.map((table) => ({ table, id, each, every, n: 0, due: performance.now() })),
  );
  return () => {
    const now = performance.now();
    return turns.flatMap((turn) => {
      if (turn.due > now) return [];
      turn.due = now + turn.every;
      return [turn.each(turn.table, turn.id, turn.n++)];
    });
  };
}

/** Inserts, updates, deletes and new keys, for all tables in turn; most of what is inserted is deleted in time. */
function writes(rows: number, seed: number): () => string {
  let [state, fresh, turn] = [seed, 10_000_000, 0];
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  const inserted = new Map<Table, number[]>(TABLES.map((table) => [table, []]));
  return () => {
    const [table = { name: 'ordered', key: String }] = [TABLES[turn++ % TABLES.length]];
    const { name, key } = table;
    const most = name === 'ordered' ? rows : name === 'hashed' ? rows / 10 : rows / 20;
    const some = FIRST + random(most - FIRST);
    const own = inserted.get(table) ?? [];
    switch (random(5)) {
      case 0:
        own.push(++fresh);
        return `insert into ${name} values (${key(fresh)}, ${String(turn)}, 'inserted')`;
      case 1: {
        const id = own.shift();
        return id === undefined
          ? `delete from ${name} where id = ${key(some)}`
          : `delete from ${name} where id = ${key(id)}`;
      }
      case 2: {
        const id = own.shift() ?? some;
        own.push(++fresh);
        return `update ${name} set id = ${key(fresh)} where id = ${key(id)}`;
      }
      default:
        return `update ${name} set v = ${String(turn)} where id = ${key(some)}`;
    }
  };
}

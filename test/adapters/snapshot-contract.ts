import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { connectTo } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { readerOf, textsOf } from './subject.ts';
import type { Subject, TableDefinition } from './subject.ts';

const SEEN: TableDefinition = {
  name: 'seen',
  columns: { id: 'integer', v: 'integer' },
  key: ['id'],
  rows: Array.from({ length: 50 }, (_, i) => [String(i), '0']),
};

/** One consistent view of a side over all of its connections, where a side has such a thing. */
export function snapshotContract(engine: string, get: () => Subject): void {
  if (engine === 'fingerprint') {
    it('does not change, so that all that is read of it is of one view, if one is asked for', async () => {
      const signal = new AbortController().signal;
      const database = await get().adapter.open({ connections: 2, signal, snapshotAge: 1000 });
      expect(database.snapshot).toBe(true);
      await database[Symbol.asyncDispose]();
    });
    return;
  }
  if (engine === 'memory') {
    it('has no view of one moment to give, and does not say that it has', async () => {
      const signal = new AbortController().signal;
      const database = await get().adapter.open({ connections: 2, signal, snapshotAge: 1000 });
      expect(database.snapshot).not.toBe(true);
    });
    return;
  }

  describe('gives a view of one moment', () => {
    const server = (): TestDatabase => {
      const made = get().server;
      if (made === null) throw new Error('no server');
      return made;
    };
    const open = (snapshotAge: number, connections = 3): Promise<Database> =>
      get().adapter.open({ connections, signal: new AbortController().signal, snapshotAge });
    const read = async (database: Database): Promise<unknown> => {
      const { reader, view } = await readerOf(database, get().schema, SEEN);
      return textsOf(view, reader.frames(EVERYTHING));
    };
    const fresh = async (): Promise<void> => {
      await server().run('drop table if exists seen');
      await get().make(SEEN);
    };

    it('in which nothing is written any more, whichever connection is asked', async () => {
      await fresh();
      await using database = await open(60_000);
      expect(database.snapshot).toBe(true);
      await server().run('update seen set v = 1; delete from seen where id = 7; insert into seen values (99, 9)');
      const views = await Promise.all(Array.from({ length: 6 }, () => read(database)));
      expect(new Set(views.map((rows) => JSON.stringify(rows)))).toEqual(new Set([JSON.stringify(SEEN.rows)]));
    });

    it('also while somebody writes all the time', async () => {
      await fresh();
      const session = await connectTo(server());
      let [writing, writes] = [true, 0];
      const writer = (async () => {
        while (writing) {
          await session.run(`update seen set v = v + 1 where id = ${String(++writes % 50)}`);
          await pause(2);
        }
      })();
      try {
        await using database = await open(60_000, 4);
        for (let round = 0; round < 3; round++) {
          const views = await Promise.all(Array.from({ length: 8 }, () => read(database)));
          expect(new Set(views.map((rows) => JSON.stringify(rows))).size).toBe(1);
        }
        expect(writes).toBeGreaterThan(0);
      } finally {
        writing = false;
        await writer;
        await session.end();
      }
    });

    it('for as long as it may become old, and not longer', async () => {
      await fresh();
      await using database = await open(1500);
      await read(database);
      await pause(1600);
      await expect(read(database)).rejects.toMatchObject({ code: 'SNAPSHOT_GONE' });
    });

    if (engine === 'postgres') {
      it('of which others know nothing when a connection holds it and none is left to read', async () => {
        await expect(open(1000, 1)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      });

      it('and keeps no lock on a table meanwhile', async () => {
        await fresh();
        await using database = await open(60_000);
        await read(database);
        await server().run(`set lock_timeout = '2s'; alter table seen add column later int; reset lock_timeout`);
      });
    }
  });
}

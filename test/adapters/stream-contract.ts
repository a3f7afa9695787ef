import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestEngine } from '../support/servers.ts';
import type { TestDatabase } from '../support/databases.ts';
import { proxyTo } from '../support/proxy.ts';
import { adapterOf } from './sql-subject.ts';
import { hasServer, opened, readerOf, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject, TableDefinition } from './subject.ts';

const SMALL: TableDefinition = {
  name: 'streamed',
  columns: { id: 'integer', a: 'text', b: 'text', c: 'text' },
  key: ['id'],
  rows: [
    ['1', 'a,b', 'c', ''],
    ['2', 'a', 'b,c', null],
    ['3', null, '', 'NULL'],
    ['4', '', null, '1:a'],
    ['5', '~;-', ';', '-'],
  ],
};

/** Rows: far more than the buffers between here and a server hold. */
const BIG_ROWS = 100_000;

export function streamContract(engine: string, get: () => Subject): void {
  describe('streams rows', () => {
    it('of which no value can be taken for its neighbour, nor for NULL', async () => {
      await get().make(SMALL);
      await opened(get(), async (database) => {
        const { reader, view } = await readerOf(database, get().schema, SMALL);
        expect(await textsOf(view, reader.frames(EVERYTHING))).toEqual(SMALL.rows);
      });
    });

    it('of several batches, each row once', async () => {
      const rows = [...Array(2000).keys()].map((i) => [String(i), 'x'.repeat(190), null]);
      const table: TableDefinition = {
        name: 'batches',
        columns: { id: 'integer', a: 'text', b: 'text' },
        key: ['id'],
        rows,
      };
      await get().make(table);
      await opened(get(), async (database) => {
        const { reader, view } = await readerOf(database, get().schema, table);
        expect(await textsOf(view, reader.frames(EVERYTHING))).toEqual(rows);
      });
    });

    it('or says that there is no such table', async () => {
      await opened(get(), async (database) => {
        const shape = { ...(await shapeOf(database, get().schema, 'streamed')), name: 'no such table' };
        const reader = database.reader(viewOf(shape, { columns: { id: 'integer' }, keyLength: 1 }));
        await expect(drain(reader.frames(EVERYTHING))).rejects.toMatchObject({ name: 'CrosstallyError' });
        await expect(reader.cutAfter(EVERYTHING, 1)).rejects.toMatchObject({ name: 'CrosstallyError' });
      });
    });

    it('until the run is stopped', async () => {
      const stop = new AbortController();
      await opened(
        get(),
        async (database) => {
          const { reader } = await readerOf(database, get().schema, SMALL);
          stop.abort();
          await expect(drain(reader.frames(EVERYTHING))).rejects.toMatchObject({ code: 'ABORTED' });
        },
        { signal: stop.signal },
      );
      await expect(get().adapter.open({ connections: 1, signal: stop.signal })).rejects.toMatchObject({
        code: 'ABORTED',
      });
    });
  });

  if (hasServer(engine)) describe('streams a large table', () => largeStreams(engine, get));
}

function largeStreams(engine: TestEngine, get: () => Subject): void {
  it('and frees the connection when the reader stops early', async () => {
    await makeBig(get().server as TestDatabase);
    await opened(
      get(),
      async (database) => {
        for (let i = 0; i < 3; i++) {
          for await (const batch of bigReader(await bigView(database, get()), database)) {
            expect(batch.count).toBeGreaterThan(0);
            break;
          }
        }
        expect(await database.schemas()).not.toEqual([]);
      },
      { connections: 1 },
    );
  });

  it('and keeps a batch as it is until the next one is asked for', async () => {
    await opened(get(), async (database) => {
      for await (const { bytes, ends, count } of bigReader(await bigView(database, get()), database)) {
        const before = Buffer.from(bytes.subarray(0, ends[count - 1]));
        await pause(300);
        expect(before.equals(bytes.subarray(0, ends[count - 1]))).toBe(true);
        break;
      }
    });
  });

  it('with no more connections than it was given', async () => {
    await opened(
      get(),
      async (database) => {
        const view = await bigView(database, get());
        const streams = [1, 2, 3, 4].map(() => bigReader(view, database)[Symbol.asyncIterator]());
        const first = streams.map((stream) => stream.next());
        await Promise.race(first);
        await pause(200);
        expect(await connectionsOf(get())).toBeLessThanOrEqual(2);
        for (const stream of streams) void stream.return?.(undefined);
        await Promise.allSettled(first);
      },
      { connections: 2 },
    );
  });

  it('and throws when the server ends the connection', async () => {
    await breaks(get(), adapterOf(engine, (get().server as TestDatabase).url), () => killReaders(get()));
  });

  it('and throws when the network breaks', async () => {
    await using proxy = await proxyTo((get().server as TestDatabase).url);
    await breaks(get(), adapterOf(engine, proxy.url), async () => {
      proxy.cut();
    });
  });

  it('and throws when the run is stopped, leaving nothing running', async () => {
    const stop = new AbortController();
    await opened(
      get(),
      async (database) => {
        await expect(
          readAll(database, get(), async () => {
            stop.abort();
          }),
        ).rejects.toMatchObject({ code: 'ABORTED' });
      },
      { signal: stop.signal },
    );
    await expect.poll(() => connectionsOf(get()), { timeout: 5000 }).toBe(0);
  });
}

async function breaks(subject: Subject, adapter: Subject['adapter'], fault: () => Promise<void>): Promise<void> {
  await opened(
    subject,
    async (database) => {
      await expect(readAll(database, subject, fault)).rejects.toMatchObject({ code: 'ADAPTER_CONNECTION_LOST' });
    },
    { adapter },
  );
}

/** Reads all rows; the fault comes after the first batch. */
async function readAll(database: Database, subject: Subject, fault: () => Promise<void>): Promise<number> {
  let rows = 0;
  for await (const batch of bigReader(await bigView(database, subject), database)) {
    if (rows === 0) await fault();
    rows += batch.count;
  }
  expect(rows, 'the fault came too late').toBeLessThan(0);
  return rows;
}

async function bigView(database: Database, subject: Subject) {
  const shape = await shapeOf(database, subject.schema, 'big');
  return viewOf(shape, { columns: { id: 'integer', filler: 'text' }, keyLength: 1 });
}

function bigReader(view: Parameters<Database['reader']>[0], database: Database) {
  return database.reader(view).frames(EVERYTHING);
}

async function makeBig(server: TestDatabase): Promise<void> {
  const last = String(BIG_ROWS);
  await server.run('create table big (id int primary key, filler varchar(500) not null)');
  if (server.engine === 'postgres') {
    await server.run(`insert into big select n, repeat('x', 500) from generate_series(1, ${last}) n`);
    return;
  }
  const digits =
    'select 0 d union select 1 union select 2 union select 3 union select 4 union select 5 union select 6 union select 7 union select 8 union select 9';
  const from = ['a', 'b', 'c', 'e', 'f'].map((name) => `(${digits}) ${name}`).join(', ');
  await server.run(
    `insert into big select 1 + a.d + 10*b.d + 100*c.d + 1000*e.d + 10000*f.d, repeat('x', 500) from ${from}`,
  );
}

/** Connections of crosstally's to the subject's database. */
async function connectionsOf({ server }: Subject): Promise<number> {
  return (await readers(server as TestDatabase)).length;
}

async function killReaders({ server }: Subject): Promise<void> {
  const database = server as TestDatabase;
  for (const { id } of await readers(database)) {
    await database.run(
      database.engine === 'postgres' ? `select pg_terminate_backend(${String(id)})` : `kill ${String(id)}`,
    );
  }
}

async function readers(server: TestDatabase): Promise<{ id: number | string }[]> {
  return server.query(
    server.engine === 'postgres'
      ? `select pid as id from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
      : `select id from information_schema.processlist where db = database() and id <> connection_id()`,
  );
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

/** What the server says it sent is held against what came, however the rows are read. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import type { TableReader } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { freshDatabase } from '../support/databases.ts';

/** A way to a server on which each `COPY 5` of an answer says `COPY 6`. */
async function miscounting(server: string): Promise<{ url: string } & AsyncDisposable> {
  const url = new URL(server);
  const [port, host] = [Number(url.port), url.hostname];
  const listener = createServer((near) => {
    const far = connect({ port, host });
    near.pipe(far);
    far.on('data', (bytes: Buffer) => {
      const at = bytes.indexOf('COPY 5\0');
      if (at >= 0) bytes.write('6', at + 5);
      near.write(bytes);
    });
    far.on('close', () => near.destroy()).on('error', () => near.destroy());
    near.on('close', () => far.destroy()).on('error', () => far.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  return { url: url.href, [Symbol.asyncDispose]: async () => void listener.close() };
}

async function drained(stream: AsyncIterable<unknown>): Promise<number> {
  let batches = 0;
  for await (const _batch of stream) batches++;
  return batches;
}

const WAYS: [string, (reader: TableReader) => Promise<unknown>][] = [
  ['frames', (reader) => drained(reader.frames(EVERYTHING))],
  ['raw bytes', (reader) => drained(reader.raw?.read(EVERYTHING) ?? expect.fail('no raw form'))],
  ['keys', (reader) => reader.cuts(EVERYTHING, 1)],
  ['row hashes', (reader) => drained(reader.pushdowns[0]?.rowHashes(EVERYTHING) ?? expect.fail('no hashes'))],
];

it.each(WAYS)('an answer of %s of which the server counts other rows is an error', async (_what, read) => {
  await using database = await freshDatabase('postgres');
  await database.run('create table t (id int primary key); insert into t select generate_series(1, 5)');
  await using line = await miscounting(database.url);
  const rejected = {
    code: 'ADAPTER_CONNECTION_LOST',
    message: 'the server counted 6 rows of an answer in which 5 came',
  };
  const through = async (url: string): Promise<unknown> => {
    const side = await postgres(url).open({ connections: 1, signal: new AbortController().signal });
    try {
      const type = (await side.describe(['public']))[0]?.columns[0]?.type ?? expect.fail('no column');
      const columns = [{ name: 'id', type, form: 'integer' as const, timeZone: 'UTC' }];
      const view = { table: { schema: 'public', name: 't' }, columns, keyLength: 1, index: 't_pkey', where: null };
      return await read(side.reader(view));
    } finally {
      await side[Symbol.asyncDispose]();
    }
  };
  await expect(through(database.url)).resolves.toBeDefined();
  await expect(through(line.url)).rejects.toMatchObject(rejected);
  await database.run('truncate t');
  await expect(through(database.url)).resolves.toBeDefined();
});

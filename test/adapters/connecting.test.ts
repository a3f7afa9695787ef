/** Whatever goes wrong while a side is being connected to: it is told as that, in time, and a stop is not waited for. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { serverUrls } from '../support/servers.ts';
import { adapterOf } from './sql-subject.ts';

const sockets = new Set<Socket>();
const servers: Server[] = [];

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A port on which something else listens. */
async function listening(greet: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    greet(socket);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

interface Outcome {
  readonly error: CrosstallyError;
  readonly seconds: number;
}

async function failing(
  engine: 'postgres' | 'mysql',
  url: string,
  signal = new AbortController().signal,
): Promise<Outcome> {
  const begun = performance.now();
  try {
    await (await adapterOf(engine, url).open({ connections: 1, signal }))[Symbol.asyncDispose]();
  } catch (error) {
    expect(error).toBeInstanceOf(CrosstallyError);
    return { error: error as CrosstallyError, seconds: (performance.now() - begun) / 1000 };
  }
  throw new Error('it was opened');
}

const TIMEOUT = { postgres: 'connect_timeout=2', mysql: 'connect-timeout=2' } as const;

describe.each(['postgres', 'mysql'] as const)('%s', (engine) => {
  const urlTo = (place: string, query: string = TIMEOUT[engine]): string => `${engine}://u:p@${place}/db?${query}`;

  it('keeps to the time for connecting where nobody says a word, and asks whether the scheme is right', async () => {
    const { error, seconds } = await failing(engine, urlTo(await listening(() => undefined)));
    expect(error).toMatchObject({ code: 'ADAPTER_CONNECT_FAILED', remedy: null });
    expect(error.message).toContain('says nothing');
    expect(error.hint).toContain(`${engine}:// is the right scheme`);
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(4);
  });

  it('stops at once while it connects', async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 200);
    const { error, seconds } = await failing(engine, urlTo(await listening(() => undefined), ''), stop.signal);
    expect(error.code).toBe('ABORTED');
    expect(seconds).toBeLessThan(1.5);
  });

  it('never takes a server that hangs up for one whose rows were read', async () => {
    const { error } = await failing(engine, urlTo(await listening((socket) => socket.end())));
    expect(error.code).toBe('ADAPTER_CONNECT_FAILED');
    expect(`${error.message} ${error.hint ?? ''}`).not.toMatch(/rows/);
  });

  it.each([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
  ])('knows %s', async (name, greeting) => {
    const { error } = await failing(engine, urlTo(await listening((socket) => socket.write(greeting))));
    expect(error).toMatchObject({ code: 'ADAPTER_CONNECT_FAILED', remedy: null });
    expect(error.message).toContain(name);
  });
});

it('names the right scheme where a server of the other kind answers', async () => {
  const { mariadb, mysql: other, postgres: pg } = serverUrls();
  for (const url of [mariadb, other]) {
    const { error } = await failing('postgres', `postgres://u:p@${new URL(url).host}/db?connect_timeout=3`);
    expect(error.message).toContain('a MySQL or MariaDB server answers there');
    expect(error.hint).toContain('mysql://');
  }
  // It waits for the client to begin, as the client waits for it.
  const { error } = await failing('mysql', `mysql://u:p@${new URL(pg).host}/db?connect-timeout=2`);
  expect(error.code).toBe('ADAPTER_CONNECT_FAILED');
  expect(error.hint).toContain('mysql:// is the right scheme');
});

describe('a pool of the caller’s', () => {
  const signal = new AbortController().signal;

  it('of pg with a client in a transaction is refused, and the transaction stands', async () => {
    const pool = new Pool({ connectionString: serverUrls().postgres, max: 1 });
    try {
      const client = await pool.connect();
      await client.query('begin; create temporary table kept (id int)');
      client.release();
      await expect(postgres(pool).open({ connections: 1, signal })).rejects.toMatchObject({
        code: 'ADAPTER_CONNECT_FAILED',
        message: expect.stringContaining('in a transaction') as string,
      });
      await pool.query('insert into kept values (1); commit');
      expect((await pool.query('select * from kept')).rows).toHaveLength(1);
    } finally {
      await pool.end();
    }
  });

  it.each(['mysql', 'mariadb'] as const)('of mysql2 likewise, on %s', async (engine) => {
    const pool = createPool({ uri: serverUrls()[engine], connectionLimit: 1 });
    try {
      await pool.query('set autocommit = 0');
      await pool.query('create temporary table kept (id int) engine = innodb');
      await pool.query('insert into kept values (1)');
      await expect(mysql(pool).open({ connections: 1, signal })).rejects.toMatchObject({
        code: 'ADAPTER_CONNECT_FAILED',
        message: expect.stringContaining('in a transaction') as string,
      });
      expect((await pool.query('select * from kept'))[0]).toHaveLength(1);
    } finally {
      await pool.end();
    }
  });
});

/** Behind pgbouncer in transaction mode, where nothing of a session lasts: it works, also with fewer connections. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { askPostgres } from '../support/postgres-server.ts';
import { freePort, openBerth } from '../support/server.ts';
import type { Server } from '../support/server.ts';
import { isRoot } from '../support/server-user.ts';
import { compare, findings, makeWorld } from './world.ts';

const run = promisify(execFile);
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

async function findPgbouncer(): Promise<string> {
  const look = (): Promise<string> =>
    run('sh', ['-c', 'command -v pgbouncer'], { env: { PATH } }).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
  const found = await look();
  if (found !== '') return found;
  if (isRoot) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['-q', 'update'], { env });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', '--no-remove', 'pgbouncer'], { env });
  }
  return (await look()) || Promise.reject(new Error('There is no pgbouncer to test with: install pgbouncer.'));
}

async function startPgbouncer(behind: URL): Promise<Server> {
  const [program, berth, port] = await Promise.all([findPgbouncer(), openBerth('pgbouncer'), freePort()]);
  const login = `user=${behind.username}${behind.password === '' ? '' : ` password=${behind.password}`}`;
  const settings = `[databases]
* = host=${behind.hostname} port=${behind.port} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`;
  const file = join(berth.folder, 'pgbouncer.ini');
  await writeFile(file, settings);
  const url = Object.assign(new URL(behind), { host: `127.0.0.1:${String(port)}` }).href;
  return berth.launch({ url, prepare: ['true'], serve: [program, '-q', file], ask: askPostgres });
}

it('finds the same behind it, with two connections for six', async () => {
  await using world = await makeWorld('postgres', 'postgres');
  const bouncer = await startPgbouncer(new URL(world.source.url));
  try {
    const through = (url: string): string => Object.assign(new URL(url), { host: new URL(bouncer.url).host }).href;
    const urls = { source: through(world.source.url), target: through(world.target.url) };
    const direct = findings(await compare(world));
    for (const consistency of ['recheck', 'snapshot'] as const) {
      expect(findings(await compare(world, urls, { concurrency: 6, consistency }))).toEqual(direct);
    }
  } finally {
    await bouncer.stop();
  }
});

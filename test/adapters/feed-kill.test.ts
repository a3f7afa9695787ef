import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import { startFeedServer } from '../support/feed-servers.ts';
import type { Server } from '../support/server.ts';
import { engines } from '../support/servers.ts';
import { leftovers, MARKS, nothingLeft } from './feed-subject.ts';

/** A process of its own that opens a feed with what `npm run build` made, and holds it. */
const HOLD = `
  const [module, name, url, schema] = process.argv.slice(1);
  const adapter = (await import(module))[name](url);
  const { signal } = new AbortController();
  const database = await adapter.open({ connections: 2, signal });
  const [{ columns, ...table }] = (await database.describe([schema])).filter(({ name }) => name === 'marks');
  const view = { table: { schema, name: table.name }, keyLength: 1, index: null, where: null,
                 columns: columns.map(({ name, type }) => ({ name, type, form: 'integer', timeZone: 'UTC' })) };
  const feed = await database.feed([view], { signal });
  if (typeof feed === 'string') throw new Error(feed);
  await feed.poll();
  console.log('open');
  setInterval(() => undefined, 1000);`;

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

it.each(engines)('leaves nothing on %s when its process is killed', { timeout: 90_000 }, async (engine) => {
  const log = await startFeedServer(engine);
  servers.push(log);
  await using server = await freshDatabase(engine, 'feed', undefined, log.url);
  await server.run(MARKS);
  const name = engine === 'postgres' ? 'postgres' : 'mysql';
  const module = pathToFileURL(`dist/${name}.js`).href;
  const schema = engine === 'postgres' ? 'public' : server.name;
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLD, module, name, server.url, schema]);
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  expect(complaint).toBe('');
  expect(await leftovers(server)).toBe(1);
  child.kill('SIGKILL');
  await ended;
  expect(await nothingLeft(server, 20)).toBe(true);
});

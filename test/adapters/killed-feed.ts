import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { feedDatabase } from '../support/feed-servers.ts';
import type { TestEngine } from '../support/servers.ts';
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

/** A feed whose process is gone leaves nothing on the server. */
export function killedFeed(engine: TestEngine): void {
  it(`leaves nothing on ${engine} when its process is killed`, { timeout: 90_000 }, async () => {
    await using server = await feedDatabase(engine, MARKS);
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
}

/** `crosstally watch` with what goes on beside it: the page and the alerts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import { receiver } from '../watch/alerts/receiver.ts';
import { ask, served } from '../watch/serve/asking.ts';
import { status } from '../watch/serve/made-up.ts';

let [source, target] = [null, null] as unknown as [TestDatabase, TestDatabase];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-watch-cli-'));
  [source, target] = await Promise.all([freshDatabase('postgres', 'watch'), freshDatabase('postgres', 'watch')]);
  const tables = `create table orders (id bigint primary key, v text); insert into orders values (1, 'a'), (2, 'b')`;
  await Promise.all([source.run(tables), target.run(tables)]);
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true })]);
});

/** Runs beside `during`, which is told where the page is, and ends by Ctrl-C. */
async function watching(args: readonly string[], during: (page: string) => Promise<void>) {
  const stop = new AbortController();
  let told = (_page: string): void => undefined;
  const page = new Promise<string>((resolve) => (told = resolve));
  const run = runCli(
    ['watch', source.url, target.url, '--ledger', join(folder, 'l'), '--listen', '127.0.0.1:0', ...args],
    {
      signal: stop.signal,
      timeoutMs: 100_000,
      onStderr: (text) => {
        const [, url] = /^page, metrics and status at (http\S+)/m.exec(text) ?? [];
        if (url !== undefined) told(url);
      },
    },
  );
  try {
    await during(await Promise.race([page, run.then(({ stderr }) => Promise.reject(new Error(stderr)))]));
  } finally {
    stop.abort();
  }
  return run;
}

const patience = { timeout: 40_000, interval: 100 };

describe('crosstally watch --listen', () => {
  it('says on its page, its probes and to its webhook what it finds', async () => {
    await using hook = await receiver();
    const ran = await watching(['--webhook', hook.url, '--no-schema'], async (page) => {
      await expect.poll(async () => (await ask(page, '/readyz')).code, patience).toBe(200);
      expect((await ask(page, '/')).body).toContain('Safe to cut over');
      await target.run(`update orders set v = 'x' where id = 2`);
      await expect.poll(async () => (await ask(page, '/status')).body, patience).toContain('"kind": "changed"');
      expect((await ask(page, '/readyz')).code).toBe(503);
      expect((await ask(page, '/metrics')).body).toContain(
        'crosstally_drift_rows{table="public.orders",kind="changed"} 1\n',
      );
      expect(await ask(page, '/healthz')).toMatchObject({ code: 200 });
    });
    // Ended before its ten seconds are over: it tells what there is to tell all the same.
    expect(hook.received.map(({ body }) => body)).toMatchObject([
      { kind: 'opened', tables: [{ table: 'public.orders', drift: { missing: 0, extra: 0, changed: 1 } }] },
    ]);
    expect(ran.stderr).not.toContain('SECRET');
    await target.run(`update orders set v = 'b' where id = 2`);
  }, 120_000);

  it('is refused where it cannot be: one sentence, exit code 2, before a database is asked', async () => {
    await using other = await served(status());
    const nowhere = ['watch', 'postgres://nobody@127.0.0.1:1/a', 'postgres://nobody@127.0.0.1:1/b'];
    const at = async (...args: string[]) => runCli([...nowhere, ...args], { cwd: folder });
    const taken = await at('--listen', new URL(other.url).host);
    expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining('LISTEN_FAILED: --listen 127.0.0.1:')]);
    const open = await at('--listen', ':0');
    expect([open.exitCode, open.stderr]).toEqual([2, expect.stringContaining('there is no --token')]);
    const hook = await at('--webhook', 'SECRET');
    expect([hook.exitCode, hook.stderr]).toEqual([2, expect.stringContaining('no URL of http or https')]);
    expect(hook.stderr).not.toContain('SECRET');
  });
});

/** The command in this process, on databases in memory: what it prints, its exit code, and what is on the disk after it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { run } from '../../src/cli/main.ts';
import { items, manyItems, temporaryFolder } from '../fingerprint/tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function crosstally(argv: readonly string[], side: Adapter = items(manyItems(9))): Promise<Answer> {
  const texts = { stdout: '', stderr: '' };
  const onto = (name: keyof typeof texts) => ({
    write: (text: string, done?: () => void): boolean => {
      texts[name] += text;
      done?.();
      return true;
    },
  });
  const code = await run(argv, {
    ...{ stdout: onto('stdout'), stderr: onto('stderr'), env: {} },
    adapters: async (url) => (url.startsWith('fingerprint:') ? fingerprint(url.slice('fingerprint:'.length)) : side),
    ...{ onSignal: () => () => undefined, kill: () => undefined, exit: () => undefined },
  });
  return { code, ...texts };
}

describe('a folder of fingerprints', () => {
  it('keeps the newest, lists them, and holds one against another', async () => {
    const nightly = folder.path('nightly');
    await crosstally(['fingerprint', 'memory://x', '--output', nightly, '--keep', '2']);
    await writeFile(`${nightly}/by hand.fp`, 'not removed');
    const before = await readdir(nightly);
    for (const rows of [8, 7]) {
      const keep = ['fingerprint', 'memory://x', '--output', nightly, '--keep', '2'];
      expect(await crosstally(keep, items(manyItems(rows)))).toMatchObject({ code: 0 });
    }
    const files = await readdir(nightly);
    expect(files).toHaveLength(3);
    expect(before.filter((name) => files.includes(name))).toEqual(['by hand.fp']);
    const listed = await crosstally(['fingerprint', 'list', nightly]);
    expect(listed.code).toBe(2);
    const lines = listed.stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('1 table · not of one moment'))).toHaveLength(2);
    expect(lines.at(-1)).toContain('FINGERPRINT_INVALID');
    const [a = '', b = ''] = files.filter((name) => name !== 'by hand.fp').map((name) => `${nightly}/${name}`);
    const diff = await crosstally(['fingerprint', 'diff', a, b, '--format', 'json']);
    expect(diff.code).toBe(1);
    const report = JSON.parse(diff.stdout) as { tables: [{ differences: unknown[] }] };
    expect(report.tables[0].differences).toMatchObject([{ kind: 'missing', key: { id: '7' } }]);
    expect((await crosstally(['fingerprint', 'diff', a, a])).code).toBe(0);
  });

  it.each([
    [['list', 'no such folder'], 'no such folder is no folder of fingerprints: there is none'],
    [['list'], 'a file or folder is missing: crosstally fingerprint list FOLDER'],
    [['diff', 'one.fp'], 'a file or folder is missing: crosstally fingerprint diff BEFORE.fp AFTER.fp'],
    [['diff', 'one.fp', 'two.fp'], 'one.fp cannot be read: there is no such file'],
    [['memory://x', '--output', '.'], '. is a folder'],
    [['memory://x', '--output', 'package.json', '--keep', '2'], 'package.json cannot be made one: it is a file'],
  ])('%j is one sentence', async (argv, sentence) => {
    const { code, stdout, stderr } = await crosstally(['fingerprint', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

it('a fingerprint replaces the one that had its name, whole', async () => {
  const path = folder.path('again.fp');
  const size = async (): Promise<number> => (await readFile(path)).length;
  await crosstally(['fingerprint', 'memory://x', '--output', path], items(manyItems(900)));
  const large = await size();
  await crosstally(['fingerprint', 'memory://x', '--output', path]);
  expect(await size()).toBeLessThan(large);
  expect((await crosstally(['verify', `fingerprint:${path}`, 'memory://x'])).code).toBe(0);
});

import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { verify } from '../../src/index.ts';
import { runCli } from '../support/run-cli.ts';
import { items, manyItems, temporaryFolder } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let whole = Buffer.alloc(0);
beforeAll(async () => {
  folder = await temporaryFolder();
  await takeFingerprint({ source: items(manyItems(40)), output: folder.path('whole.fp') });
  whole = await readFile(folder.path('whole.fp'));
});
afterAll(() => folder[Symbol.asyncDispose]());

async function verdictOf(bytes: Uint8Array): Promise<string> {
  const path = folder.path('spoiled.fp');
  await writeFile(path, bytes);
  // Most are found out when they are opened, which takes no time.
  const opened = await fingerprint(path)
    .open({ connections: 1, signal: new AbortController().signal })
    .catch((error: { code?: string; message: string }) => `${error.code ?? 'no code'}: ${error.message}`);
  if (typeof opened === 'string') return opened;
  await opened[Symbol.asyncDispose]();
  const run = verify({ source: fingerprint(path), target: items(manyItems(40)), consistency: 'none' });
  return run.report().then(
    ({ verdict }) => verdict,
    (error: { code?: string; message: string }) => `${error.code ?? 'no code'}: ${error.message}`,
  );
}

/** Numbers that look like chance, the same in each run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('a file that is not as it was written', () => {
  it('is whole to begin with', async () => {
    expect(await verdictOf(whole)).toBe('match');
  });

  it('is never a match: a thousand truncations and flipped bits', async () => {
    const below = chance(16);
    for (let i = 0; i < 500; i++) {
      const cut = await verdictOf(whole.subarray(0, below(whole.length)));
      expect(cut).toMatch(/^FINGERPRINT_INVALID: .* (?:is cut short, or still being written|is empty)$/);
      const flipped = Buffer.from(whole);
      const at = below(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8));
      expect(await verdictOf(flipped)).toMatch(/^FINGERPRINT_INVALID: /);
    }
  });

  it('is said to be what it is', async () => {
    expect(await verdictOf(Buffer.from('id,name\n1,a\n'))).toContain('is no fingerprint');
    expect(await verdictOf(Buffer.alloc(0))).toContain('is empty');
    expect(await verdictOf(Buffer.concat([whole, Buffer.from('\n')]))).toContain('is cut short');
    const newer = Buffer.from(whole.toString('latin1').replace('"formatVersion":1', '"formatVersion":9'), 'latin1');
    expect(await verdictOf(newer)).toContain('has the format 9 of crosstally');
    const missing = verify({ source: fingerprint(folder.path('no such.fp')), target: items([]) }).report();
    await expect(missing).rejects.toMatchObject({ code: 'FINGERPRINT_INVALID' });
  });
});

describe('a file that cannot be written', () => {
  it('leaves nothing behind', async () => {
    const take = (output: string) => takeFingerprint({ source: items(manyItems(40)), output });
    await expect(take(folder.path('no folder/x.fp'))).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    await mkdir(folder.path('folder'));
    await expect(take(folder.path('folder'))).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    await chmod(folder.path('folder'), 0o700);
  });

  it('has its name only when it is whole, and a stop leaves nothing', async () => {
    const output = folder.path('stopped.fp');
    const stop = new AbortController();
    const left = async () => (await readdir(folder.path('.'))).filter((name) => name.includes('stopped.fp'));
    const beside: Promise<string[]>[] = [];
    const tell = (): void => {
      beside.push(left());
      stop.abort();
    };
    const taking = takeFingerprint({ source: items(manyItems(40)), output, tell, signal: stop.signal });
    await taking.catch(() => undefined);
    expect(await beside[0]).toEqual([expect.stringMatching(/^\.stopped\.fp\.\w+\.tmp$/)]);
    await rm(output, { force: true });
    expect(await left()).toEqual([]);
    stop.abort();
    const never = takeFingerprint({ source: items(manyItems(40)), output, signal: stop.signal });
    await expect(never).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await left()).toEqual([]);
  });

  it('is not left half written when the side has no table', async () => {
    const output = folder.path('none.fp');
    const taking = takeFingerprint({ source: items(manyItems(3)), output, exclude: ['*'] });
    await expect(taking).rejects.toMatchObject({ code: 'PLAN_INVALID' });
    await expect(readFile(output)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('is of one side, and one folder is listed', async () => {
  const take = await runCli(['fingerprint', 'postgres://a/b', 'postgres://c/d', '--output', folder.path('x.fp')]);
  expect(take).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('a fingerprint is of one side') as string,
  });
  const list = await runCli(['fingerprint', 'list', folder.path(''), 'more']);
  expect(list).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('one folder is listed') as string });
  const none = await runCli(['fingerprint', 'list', folder.path('none')]);
  expect(none.stderr).toContain('is no folder of fingerprints: there is none');
});

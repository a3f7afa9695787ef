import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { loadSettings } from '../../src/config/load.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-pairs-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, 'c.yaml');
  await writeFile(path, text);
  return path;
}

const TWO = `
concurrency: 2
strict: true
exclude: '*_old'
pairs:
  shop:
    source: mysql://a/shop
    target: postgres://b/shop
  crm:
    source: mysql://a/crm
    target: postgres://b/crm
    strict: false
    where: deleted_at is null
`;

async function load(text: string, more: Partial<Parameters<typeof loadSettings>[0]> = {}) {
  return loadSettings({ flags: {}, environment: {}, ...more, configFile: await file(text) });
}

describe('pairs of sides in one file', () => {
  it('have what stands above them, and what they say themselves before it', async () => {
    const [shop, crm] = await load(TWO);
    expect(shop).toMatchObject({
      pair: 'shop',
      source: 'mysql://a/shop',
      config: { strict: true, concurrency: 2, where: null },
    });
    expect(crm).toMatchObject({
      pair: 'crm',
      target: 'postgres://b/crm',
      config: { strict: false, where: 'deleted_at is null' },
    });
    expect(crm?.places).toMatchObject({
      exclude: expect.stringMatching(/c\.yaml:4$/) as string,
      where: expect.stringMatching(/c\.yaml:13$/) as string,
    });
  });

  it('give way to variables and flags', async () => {
    const all = await load(TWO, { flags: { concurrency: '5' }, environment: { CROSSTALLY_STRICT: 'true' } });
    expect(all.map(({ config }) => [config.concurrency, config.strict])).toEqual([
      [5, true],
      [5, true],
    ]);
  });

  it('can be chosen by name', async () => {
    expect((await load(TWO, { pairs: ['crm'] })).map(({ pair }) => pair)).toEqual(['crm']);
    await expect(load(TWO, { pairs: ['cmr'] })).rejects.toThrow('--pair cmr: there are shop, crm');
    await expect(load('strict: true', { pairs: ['crm'] })).rejects.toThrow('--pair is for a config file with pairs');
  });

  it.each([
    ['pairs: [a]', ':1: pairs has to hold pairs of sides'],
    ['pairs: {}', ':1: pairs has to hold pairs of sides'],
    ['pairs:\n  a: mysql://a', ':2: pairs.a has to be a mapping'],
    ['pairs:\n  a: { source: mysql://a/b }', 'no target of pair a'],
    [
      'pairs:\n  a: { source: mysql://a/b, target: mysql://a/c, tabels: x }',
      ':2: pairs.a.tabels is no option: is tables meant?',
    ],
    ['pairs:\n  a: { source: mysql://a/b, target: mysql://a/c, format: json }', ':2: format is for all pairs'],
    [`checkpoint: x\n${TWO}`, 'checkpoint would be the same file for all pairs'],
  ])('are refused: %j', async (text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it('are not there besides sides on the command line', async () => {
    await expect(load(TWO, { flags: { source: 'mysql://a/b' } })).rejects.toThrow(
      'the config file has pairs, and source given',
    );
    const environment = { CROSSTALLY_TARGET: 'mysql://a/b' };
    await expect(load(TWO, { environment })).rejects.toThrow('the config file has pairs, and target given');
  });
});

describe('a config file for a program', () => {
  it('is what it says, filled in from the environment that is handed over', async () => {
    const path = await file('source: mysql://${HOST}/a\ntables: [a, b]\nsettle: 2s');
    expect(await loadConfig(path, { HOST: 'h' })).toEqual({ source: 'mysql://h/a', tables: ['a', 'b'], settle: 2000 });
    await expect(loadConfig(path)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('c.yaml:1: the environment has no HOST') as string,
    });
  });

  it('is refused with every problem', async () => {
    const path = await file('tabels: a\nstrategy: fast');
    await expect(loadConfig(path)).rejects.toThrow(
      /2 problems[\s\S]*:1: tabels is no option[\s\S]*:2: strategy has to be/,
    );
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toThrow('there is no such file');
  });

  it('with pairs is asked for one of them', async () => {
    const path = await file(TWO);
    await expect(loadConfig(path)).rejects.toThrow('the file has pairs: name one of shop, crm');
    await expect(loadConfig(path, {}, 'cmr')).rejects.toThrow('there is no pair cmr');
    expect(await loadConfig(path, {}, 'crm')).toMatchObject({
      concurrency: 2,
      strict: false,
      where: 'deleted_at is null',
    });
  });
});

import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { asInFile, checkFlags } from '../../src/config/flags.ts';
import { checkOptions } from '../../src/config/check.ts';
import { loadSettings } from '../../src/config/load.ts';
import { OPTION_NAMES, optionOf, variableName } from '../../src/config/options.ts';
import { checkVariables } from '../../src/config/variables.ts';

const sides = { source: 'postgres://old/shop', target: 'mysql://new/shop' };

async function load(environment: Record<string, string>, flags: Record<string, unknown> = sides) {
  return (await loadSettings({ flags, configFile: null, environment }))[0];
}

/** The example of the documents, as one text. */
function exampleText(example: unknown): string {
  if (typeof example !== 'object' || example === null) return String(example);
  if (Array.isArray(example)) return example.join('\n');
  return Object.entries(example as Record<string, unknown>)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('\n');
}

describe('variables of the environment', () => {
  it('hold a URL with commas as it is', () => {
    const urls = ['https://a/x?to=b,c', 'https://d/{e,f'];
    expect(checkVariables({ CROSSTALLY_WEBHOOK: urls.join('\n') })).toEqual({ said: { webhook: urls }, problems: [] });
    expect(checkFlags({ webhook: urls }).said).toEqual({ webhook: urls });
    expect(checkFlags({ webhook: urls[0] }).said).toEqual({ webhook: [urls[0]] });
  });

  it.each(OPTION_NAMES)('there is one for %s', (name) => {
    const { kind, example, flagMeans = true } = optionOf(name);
    const value: unknown = parse(example ?? '');
    if (kind.flag === 'switch') {
      expect(checkVariables({ [variableName(name)]: 'true' })).toEqual({ said: { [name]: flagMeans }, problems: [] });
      expect(checkVariables({ [variableName(name)]: '0' })).toEqual({ said: { [name]: !flagMeans }, problems: [] });
      return;
    }
    // A condition for a table is told by a colon.
    const text = name.endsWith('here') ? 'a = 1' : exampleText(value).replace(/\$\{\w+\}/g, 'x');
    const { said, problems } = checkVariables({ [variableName(name)]: text });
    expect(problems).toEqual([]);
    const lines = kind.flag === 'several' ? text.split('\n') : text;
    expect(said).toEqual(checkOptions({ [name]: asInFile(name, lines) }, 'text').said);
    expect(Object.keys(said)).toEqual([name]);
  });

  it('give way to flags, and are told by their names', async () => {
    const { config, places } = await load(
      { CROSSTALLY_CONCURRENCY: '3', CROSSTALLY_WHERE: 'orders: a = 1\nlog: b = 2', CROSSTALLY_STRICT: '1' },
      { ...sides, concurrency: '7' },
    );
    expect(config).toMatchObject({ concurrency: 7, where: { orders: 'a = 1', log: 'b = 2' }, strict: true });
    expect(places).toEqual({ where: 'CROSSTALLY_WHERE', strict: 'CROSSTALLY_STRICT' });
  });

  it('can name the two sides', async () => {
    const environment = { CROSSTALLY_SOURCE: sides.source, CROSSTALLY_TARGET: sides.target };
    expect(await load(environment, {})).toMatchObject(sides);
  });

  it('say nothing when they are empty', async () => {
    expect((await load({ CROSSTALLY_TABLES: '', CROSSTALLY_STRICT: '' })).said).toEqual({});
  });

  it.each([
    [{ CROSSTALLY_CONCURRENCY: 'four' }, 'CROSSTALLY_CONCURRENCY has to be a whole number'],
    [{ CROSSTALLY_STRICT: 'yes' }, 'CROSSTALLY_STRICT has to be true or false'],
    [{ CROSSTALLY_TABELS: 'a' }, 'CROSSTALLY_TABELS is no option: is CROSSTALLY_TABLES meant?'],
    [{ CROSSTALLY_RESUME: 'true' }, 'CROSSTALLY_RESUME needs --checkpoint'],
  ])('are refused: %j', async (environment, message) => {
    await expect(load(environment)).rejects.toThrow(message);
  });

  it('of others that begin alike are left alone', async () => {
    expect((await load({ CROSSTALLY_TEST_POSTGRES_URL: 'postgres://x' })).said).toEqual({});
  });
});

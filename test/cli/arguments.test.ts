import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { planCommand } from '../../src/cli/plan.ts';
import { schemaCommand } from '../../src/cli/schema.ts';
import { verifyCommand } from '../../src/cli/verify.ts';
import { demoCommand } from '../../src/cli/demo.ts';
import { COMMANDS as ALL } from '../../src/cli/main.ts';
import { optionsOf, flagName } from '../../src/config/options.ts';
import { widthOf } from '../../src/report/text/layout.ts';

const COMMANDS = [verifyCommand, schemaCommand, planCommand];
const read = (...argv: string[]) => readArguments(argv, COMMANDS, '1.2.3');
const sides = ['postgres://a/b', 'mysql://c/d'];

describe('a command line', () => {
  it.each([
    [['verify', ...sides, '--tabels', 'x'], 'not understood: --tabels: is --tables meant?'],
    [['schema', ...sides, '--map-colunm=a=b'], 'not understood: --map-colunm=a=b: is --map-column meant?'],
    [['verfy', ...sides], /verify/],
    [
      ['verify', ...sides, 'mysql://e/f'],
      /^not understood: mysql:\/\/e\/f: two URLs are compared, a source and a target$/,
    ],
  ])('that is not understood names what may be meant: %j', async (argv, message) => {
    await expect(read(...argv)).rejects.toThrow(message);
  });

  it('has short flags for what is often asked', async () => {
    expect(await read('verify', '-h')).toMatchObject({
      kind: 'say',
      text: expect.stringContaining('--tables') as string,
    });
    expect(await read('-v')).toEqual({ kind: 'say', text: '1.2.3\n' });
    expect(await read('verify', ...sides, '-q')).toMatchObject({ kind: 'run', given: { quiet: true } });
  });

  it('takes what says what belongs together for every command', async () => {
    for (const command of ['verify', 'schema', 'plan']) {
      const flags = ['--map-column', 'a=b', '--columns', 'c', '--ignore-columns', 'd', '--schema', 's', '--map', 't=u'];
      expect(await read(command, ...sides, ...flags)).toMatchObject({ kind: 'run', given: { 'map-column': 'a=b' } });
    }
  });
});

describe('the help', () => {
  const helpAt = async (width: number, ...argv: string[]): Promise<string> => {
    const said = await readArguments(argv, [...COMMANDS, demoCommand], '1.2.3', width);
    return said.kind === 'say' ? said.text : '';
  };

  it.each([
    [['help'], ['help', 'verify'], 'crosstally verify [source] [target]'],
    [['--help'], ['verify', '--help'], 'crosstally verify [source] [target]'],
    [['-h'], ['verify', ...sides, '--tables', 'x', '-h'], 'crosstally verify [source] [target]'],
  ])('is asked for by %j', async (all, one, first) => {
    expect(await helpAt(100, ...all)).toContain('Commands:');
    expect((await helpAt(100, ...one)).startsWith(first)).toBe(true);
  });

  it.each(ALL.map(({ usage }) => usage.split(' ')[0] ?? ''))(
    'of %s has every option, and no empty list',
    async (name) => {
      const said = await readArguments([name, '--help'], ALL, '1.2.3', 100);
      const text = said.kind === 'say' ? said.text : '';
      expect(text).not.toContain('\n\n\n');
      const { options = {} } = ALL.find(({ usage }) => usage.split(' ')[0] === name) ?? {};
      const shown = Object.keys(options).filter((flag) => options[flag]?.hidden !== true);
      expect(shown.filter((flag) => !text.includes(` --${flag} `))).toEqual([]);
    },
  );

  it('of a command that is not there names the one that is', async () => {
    await expect(helpAt(80, 'help', 'verfy')).rejects.toThrow('not understood: verfy: is verify meant?');
  });

  it.each([60, 80, 120])('fits in %d columns, has no blank line in a list and every option once', async (width) => {
    for (const command of ['verify', 'schema', 'plan', 'demo'] as const) {
      const text = await helpAt(width, command, '--help');
      const examples = text.indexOf('Examples:');
      const lines = text.slice(0, examples).split('\n');
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
      expect(text).not.toMatch(/\n\n {4,}--/);
      expect(text).not.toMatch(/\[(?:string|boolean)\]/);
      const listed = [...text.slice(0, examples).matchAll(/^(?: {6}| {2}-\w, )--([a-z-]+)/gm)].map(([, name]) => name);
      const own = command === 'demo' ? [] : optionsOf(command).flatMap((name) => flagName(name) ?? []);
      expect(listed.sort()).toEqual(
        [...own, ...(command === 'demo' ? [] : ['config', 'no-config', 'pair']), 'help', 'version'].sort(),
      );
    }
  });
});

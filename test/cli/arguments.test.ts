import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { planCommand } from '../../src/cli/plan.ts';
import { schemaCommand } from '../../src/cli/schema.ts';
import { verifyCommand } from '../../src/cli/verify.ts';

const COMMANDS = [verifyCommand, schemaCommand, planCommand];
const read = (...argv: string[]) => readArguments(argv, COMMANDS, '1.2.3');
const sides = ['postgres://a/b', 'mysql://c/d'];

describe('a command line', () => {
  it.each([
    [['verify', ...sides, '--tabels', 'x'], 'not understood: --tabels: is --tables meant?'],
    [['schema', ...sides, '--map-colunm=a=b'], 'not understood: --map-colunm=a=b: is --map-column meant?'],
    [['verfy', ...sides], /verify/],
    [['verify', ...sides, 'mysql://e/f'], /^not understood: mysql:\/\/e\/f$/],
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

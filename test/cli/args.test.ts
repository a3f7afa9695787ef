import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import type { Io, Output } from '../../src/cli/command.ts';
import { run } from '../../src/cli/main.ts';
import { withPlace } from '../../src/cli/place.ts';
import { planCommand } from '../../src/cli/plan.ts';
import { errorText, hasColor, withoutPasswords } from '../../src/cli/print.ts';
import { verifyCommand } from '../../src/cli/verify.ts';
import { CrosstallyError } from '../../src/errors.ts';

const commands = [verifyCommand, planCommand];

async function given(...argv: string[]): Promise<unknown> {
  const request = await readArguments(argv, commands, '1.2.3');
  return request.kind === 'run' ? { usage: request.command.usage, ...request.given } : request;
}

/** What the command line printed; no command line of these tests gets as far as a database. */
async function runWith(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const io: Io = {
    stdout: collector((text) => (printed.stdout += text)),
    stderr: collector((text) => (printed.stderr += text)),
    env: {},
    adapters: (url) => Promise.reject(new CrosstallyError('ADAPTER_URL_INVALID', `asked for ${url}`)),
    onSignal: () => () => undefined,
    kill: () => undefined,
    exit: () => undefined,
  };
  return { code: await run(argv, io), ...printed };
}

function collector(add: (text: string) => unknown): Output {
  return {
    write: (text, done) => {
      add(text);
      done?.();
      return true;
    },
  };
}

describe('the command line', () => {
  it('takes the sides and leaves texts as they are', async () => {
    expect(await given('verify', 'postgres://a/1', '2', '--chunk-rows', '007', '--where', '5')).toMatchObject({
      usage: 'verify [source] [target]',
      source: 'postgres://a/1',
      target: '2',
      chunkRows: '007',
      where: '5',
    });
  });

  it('takes one value for a list option, and lists by repetition', async () => {
    const read = await given(
      'verify',
      '--tables',
      'a',
      'postgres://s',
      '--tables',
      'b,c',
      'mysql://t',
      '--map',
      'a.b=c.d',
    );
    expect(read).toMatchObject({ source: 'postgres://s', target: 'mysql://t', tables: ['a', 'b,c'], map: 'a.b=c.d' });
  });

  it.each([
    [['verify', '--tabels', 'x'], 'not understood: --tabels'],
    [['verify', '--no-such-thing=5', 'a', 'b'], 'not understood: --no-such-thing=5'],
    [['verify', 'a', 'b', 'c'], 'not understood: c'],
    [['verify', '-x'], 'not understood: -x'],
    [['verfy', 'a', 'b'], 'not understood: verfy'],
    [['verify', '--where'], '--where needs a value'],
    [[], 'name a command: verify, schema, plan, '],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await runWith(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`crosstally: CONFIG_INVALID: ${message}`);
    expect(stderr).toContain('\nhint: ');
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['postgres://u:hunter2@h/d', 'c', 'postgres://u:hunter2@h/d'],
    ['postgres://u:hunter2@h/d', 'mysql://h/d', 'mysql://u:hun@ter2@h/d?password=hunter2'],
  ])('shows no password of what it refuses', async (...sides) => {
    const { stderr } = await runWith('verify', ...sides);
    expect(stderr).toContain('not understood');
    expect(stderr).not.toMatch(/hunter2|ter2/);
  });

  it('keeps a password out of the error itself', async () => {
    const error: unknown = await given('verify', 'a', 'b', 'mysql://u:hunter2@h/d').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: 'not understood: mysql://u:***@h/d: two URLs are compared, a source and a target',
    });
  });

  it('helps, with examples, for each command', async () => {
    const top = await runWith('--help');
    expect(top).toMatchObject({ code: 0, stderr: '' });
    expect(top.stdout).toContain('Exit code: 0 match · 1 mismatch · 2 could not tell');
    for (const command of ['verify', 'plan']) {
      const { code, stdout, stderr } = await runWith(command, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`crosstally ${command} [source] [target]`);
      expect(stdout).toContain('Examples:');
      expect(stdout).toContain('--source-time-zone');
    }
  });

  it('says its version', async () => {
    expect(await given('--version')).toEqual({ kind: 'say', text: '1.2.3\n' });
  });

  it('names every problem of the options before it looks for a database', async () => {
    const { code, stderr } = await runWith(
      'verify',
      'postgres://a/b',
      'nowhere',
      '--concurrency',
      '99',
      '--format',
      'xml',
    );
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'crosstally: CONFIG_INVALID: 3 problems',
      '  <target> is not a URL such as postgres://user@host:5432/database',
      '  --concurrency has to be a whole number from 1 to 64',
      '  --format has to be text or json',
      'hint: crosstally verify --help lists what can be said',
      '',
    ]);
  });

  it('points to the help of the command that was given', async () => {
    const bad = await runWith('schema', 'postgres://a/b', 'mysql://c/d', '--format', 'xml');
    expect(bad.stderr).toContain('hint: crosstally schema --help lists what can be said');
    const unknown = await runWith('schema', 'postgres://a/b', 'mysql://c/d', '--fromat', 'json');
    expect(unknown.stderr).toContain('crosstally schema --help the options');
  });

  it('tells an error of an adapter in one sentence, with the stack only for --debug', async () => {
    const plain = await runWith('plan', 'postgres://u:secret@a/b', 'mysql://c/d');
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr.split('\n')).toEqual([
      expect.stringMatching(/^crosstally: a password on the command line can be read by others .*PGPASSWORD/),
      'crosstally: ADAPTER_URL_INVALID: the source: asked for postgres://u:***@a/b',
      '',
    ]);
    const debug = await runWith('plan', 'postgres://u:secret@a/b', 'mysql://c/d', '--debug');
    expect(debug.stderr).toContain('    at ');
    expect(debug.stderr).not.toContain('secret');
  });

  it('refuses an output that cannot be written before it looks for a database', async () => {
    const { code, stderr } = await runWith(
      'verify',
      'postgres://a/b',
      'mysql://c/d',
      '--output',
      '/no/such/report.json',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('OUTPUT_FAILED: the report cannot be written to /no/such/report.json');
    expect(stderr).not.toContain('asked for');
  });
});

describe('a failure, for a program that asked for JSON', () => {
  it.each([
    [['verify', '--format', 'json', '--tabels', 'x'], 'CONFIG_INVALID'],
    [['verify', 'postgres://a/b', '--format=json'], 'CONFIG_INVALID'],
    [['plan', 'postgres://a/b', 'mysql://c/d', '--format', 'json'], 'ADAPTER_URL_INVALID'],
    [['schema', 'postgres://u:hunter2@a/b', 'mysql://c/d', '--format', 'json'], 'ADAPTER_URL_INVALID'],
    [['verify', 'postgres://a/b', 'mysql://c/d', '--format', 'json', '--output', '/no/such/file'], 'OUTPUT_FAILED'],
  ])('is an object: %j', async (argv, code) => {
    const run = await runWith(...argv);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ tool: 'crosstally', verdict: 'incomplete', error: { code } });
    expect(run.stdout).not.toContain('hunter2');
    expect(run.stderr).toContain(code);
  });

  it('stands where the report would, and is not printed otherwise', async () => {
    const path = join(tmpdir(), `crosstally-failure-${String(process.pid)}.json`);
    const sides = ['postgres://a/b', 'mysql://c/d'];
    expect((await runWith('verify', ...sides, '--format', 'json', '--output', path)).stdout).toBe('');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ error: { code: 'ADAPTER_URL_INVALID' } });
    await rm(path);
    expect((await runWith('verify', ...sides)).stdout).toBe('');
  });
});

describe('a report that is to go to', () => {
  it.each(['-', '/dev/stdout', '/dev/fd/1'])('%s is printed', async (output) => {
    const run = await runWith('plan', 'postgres://a/b', 'mysql://c/d', '--format', 'json', '--output', output);
    expect(run.stdout).toContain('"error"');
  });
});

describe('what a file says', () => {
  it('is told with its line when it cannot be', async () => {
    const path = join(tmpdir(), `crosstally-place-${String(process.pid)}.yaml`);
    await writeFile(path, '# a pair\nsource: postgres://a/b\ntarget: mysql://c/d\nresume: true\n');
    const { stderr } = await runWith('verify', '--config', path);
    expect(stderr).toContain(`CONFIG_INVALID: ${path}:4: resume needs --checkpoint`);
    await rm(path);
  });

  it('is told with its line when a database has no such thing', () => {
    const error = new CrosstallyError('PLAN_INVALID', '--tables ordrs matches no table', { hint: 'is orders meant?' });
    expect(withPlace(error, { places: { tables: 'c.yaml:7' } })).toMatchObject({
      code: 'PLAN_INVALID',
      message: '--tables ordrs matches no table (c.yaml:7)',
      hint: 'is orders meant?',
    });
    expect(withPlace(error, { places: { exclude: 'c.yaml:7' } })).toBe(error);
  });
});

describe('an error', () => {
  it('cannot speak to the terminal', () => {
    const error = new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'a\u001b[31m', { hint: 'b\u009b31m' });
    expect(errorText(error, false)).toBe('crosstally: ADAPTER_STATEMENT_FAILED: a\\u{1b}[31m\nhint: b\\u{9b}31m\n');
  });

  it.each([
    ['postgres://u:p@h/d', 'postgres://u:***@h/d'],
    ['x mysql://u:p@ss:w/rd@h:3/d y', 'x mysql://u:***@h:3/d y'],
    ['postgres://h/d?user=u&password=p&x=1', 'postgres://h/d?user=u&password=***&x=1'],
    ['postgres://u@h:5432/d', 'postgres://u@h:5432/d'],
    ['postgres://:p@h/d', 'postgres://:***@h/d'],
  ])('shows %j without its password', (text, shown) => {
    expect(withoutPasswords(text)).toBe(shown);
  });
});

describe('colour', () => {
  const terminal: Output = { isTTY: true, write: () => true };
  const pipe: Output = { write: () => true };

  it.each([
    [terminal, {}, true],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [pipe, {}, false],
    [pipe, { FORCE_COLOR: '1' }, true],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [terminal, { FORCE_COLOR: '0' }, false],
  ])('is decided by terminal and environment (%#)', (output, env, color) => {
    expect(hasColor(output, env)).toBe(color);
  });
});

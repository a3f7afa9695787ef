/** What other programs run: read as they would read it, its command lines held against the options that there are. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readArguments } from '../../src/cli/arguments.ts';
import { COMMANDS } from '../../src/cli/main.ts';
import { checkFlags } from '../../src/config/flags.ts';
import { flagName, OPTION_NAMES, variableName } from '../../src/config/options.ts';
import { checkVariables } from '../../src/config/variables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** Fails for an option that there is not, or a value that it does not take. */
async function understood(words: readonly string[]): Promise<string> {
  const request = await readArguments(words, COMMANDS, '0');
  if (request.kind !== 'run') throw new Error(`${words.join(' ')} runs nothing`);
  const { given } = request;
  const flags = OPTION_NAMES.map((name) => [name, given[flagName(name) ?? name]] as const);
  const { problems } = checkFlags(Object.fromEntries(flags.filter(([, value]) => value !== undefined)));
  expect(problems).toEqual([]);
  return request.command.usage.split(' ')[0] ?? '';
}

interface Workflow {
  jobs: Record<string, { needs?: string; steps: { uses?: string; with?: Record<string, string> }[] }>;
}
interface Action {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] };
}

describe('pipelines', () => {
  it('of GitHub say only what the action knows', async () => {
    const { jobs } = parse(await read('examples/pipelines/github.yml')) as Workflow;
    const { inputs } = parse(await read('action/action.yml')) as Action;
    const step = jobs['verify']?.steps.find(({ uses }) => uses?.includes('/action@'));
    expect(Object.keys(step?.with ?? {}).filter((name) => !(name in inputs))).toEqual([]);
    expect(await understood(['verify', ...(step?.with?.['arguments'] ?? '').trim().split('\n')])).toBe('verify');
    expect(jobs['cutover']?.needs).toBe('verify');
  });

  it('of GitLab are understood, variables too', async () => {
    const { verify } = parse(await read('examples/pipelines/gitlab.yml')) as {
      verify: { script: string[]; variables: Record<string, string> };
    };
    const [line = ''] = verify.script;
    expect(await understood(line.replace('npx --yes crosstally ', '').split(' '))).toBe('verify');
    const url = 'postgres://a/b';
    const variables = { ...verify.variables, CROSSTALLY_SOURCE: url, CROSSTALLY_TARGET: url };
    expect(checkVariables(variables)).toMatchObject({ said: { settle: 10_000 }, problems: [] });
  });

  it('of Kubernetes are understood', async () => {
    const documents = parseAllDocuments(await read('examples/pipelines/kubernetes.yaml'));
    const [claim, job] = documents.map((document) => document.toJS() as Record<string, unknown>);
    expect([claim?.['kind'], job?.['kind']]).toEqual(['PersistentVolumeClaim', 'Job']);
    const [container] = (
      job as { spec: { template: { spec: { containers: { args: string[]; env: { name: string }[] }[] } } } }
    ).spec.template.spec.containers;
    expect(await understood(container?.args ?? [])).toBe('verify');
    const known = OPTION_NAMES.map(variableName);
    expect(container?.env.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it('of systemd are understood', async () => {
    const service = await read('examples/pipelines/crosstally.service');
    const [, line = ''] = /^ExecStart=\/usr\/bin\/crosstally (.*)$/m.exec(service) ?? [];
    expect(await understood(line.split(' '))).toBe('verify');
    expect(await read('examples/pipelines/crosstally.timer')).toMatch(/\[Timer\]\nOnCalendar=/);
  });

  it('would be found out if they were not', async () => {
    await expect(understood(['verify', '--setle=10s'])).rejects.toThrow('is --settle meant?');
  });
});

describe('the action', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crosstally-action-'));
    // In the place of npx: says how it was called, and ends as it is told.
    const npx = '#!/bin/sh\nprintf "%s|" "$@" "$CROSSTALLY_SOURCE" "$CROSSTALLY_TARGET"\nexit "$CODE"\n';
    await writeFile(join(folder, 'npx'), npx);
    await chmod(join(folder, 'npx'), 0o755);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('hands inputs over as variables, and never as text of a script', async () => {
    const { inputs, outputs, runs } = parse(await read('action/action.yml')) as Action;
    const [step] = runs.steps;
    expect(runs.using).toBe('composite');
    expect(step?.run).not.toContain('${{');
    const used = Object.values(step?.env ?? {}).flatMap((value) => /inputs\.(\w+)/.exec(value)?.[1] ?? []);
    expect(used.sort()).toEqual(Object.keys(inputs).sort());
    expect(Object.keys(outputs)).toEqual(['verdict', 'report']);
  });

  it.each([
    ['0', 'match'],
    ['1', 'mismatch'],
    ['2', 'incomplete'],
    ['137', 'incomplete'],
  ])('of exit code %s says %s, and ends with it', async (code, verdict) => {
    const output = join(folder, `output-${code}`);
    const env = {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      CODE: code,
      REPORT: 'my report.json',
      PACKAGE: 'crosstally@0.1.0',
      ARGUMENTS: '--exclude=*_old\n--where=a = 1\n',
      CROSSTALLY_SOURCE: 'postgres://a/b',
      CROSSTALLY_TARGET: '',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: output,
    };
    const ended = await new Promise<{ code: number; stdout: string }>((done) => {
      execFile('bash', [join(root, 'action/verify.sh')], { env, cwd: folder }, (error, stdout) => {
        done({ code: Number(error?.code ?? 0), stdout });
      });
    });
    expect(ended.code).toBe(Number(code));
    const words = ended.stdout.split('|').slice(0, -1);
    const report = ['--format', 'json', '--output', 'my report.json'];
    expect(words).toEqual([
      ...['--yes', '--package', 'crosstally@0.1.0', 'crosstally', 'verify', ...report],
      ...['--exclude=*_old', '--where=a = 1', 'postgres://a/b', ''],
    ]);
    expect(await understood(words.slice(4, 11))).toBe('verify');
    expect(await readFile(output, 'utf8')).toContain(`verdict=${verdict}\n`);
  });
});

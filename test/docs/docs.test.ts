import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../src/cli/options.ts';
import { metricNames } from '../../src/watch/serve/metrics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs()].map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));
const readme = pages[0]?.text ?? '';

describe('the documents', () => {
  it.each(pages)('$name links to what is there', ({ name, text }) => {
    const links = Array.from(text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g), ([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(name), link)))).toEqual([]);
  });

  it.each(pages)('$name names only options that there are', ({ name, text: whole }) => {
    // What others call theirs stands in the first column, and in the first line of an example.
    const text = name.startsWith('docs/coming-from/') ? ownColumn(whole) : whole;
    const known = new Set([
      ...Object.keys(flagsOf('verify')),
      ...Object.keys(flagsOf('plan')),
      ...Object.keys(flagsOf('watch')),
      ...Object.keys(flagsOf('fingerprint')),
      'why',
      'help',
      'debug',
      'update',
      'global',
      'silent',
      // Those of curl.
      'fail',
      'experimental-vm-modules',
    ]);
    const named = Array.from(text.matchAll(/(?<=[`\s])--([a-z][a-z-]+)/g), ([, option = '']) => option);
    expect(named.filter((option) => !known.has(option))).toEqual([]);
  });

  it('name the metrics of a watch, all of them and no others', () => {
    const page = readFileSync(join(root, 'docs/watch.md'), 'utf8');
    const named = new Set(Array.from(page.matchAll(/`(crosstally_\w+)`/g), ([, name = '']) => name));
    expect([...named].sort()).toEqual([...metricNames()].sort());
  });

  it('explain every error code', () => {
    const codes = [...readFileSync(join(root, 'src/errors.ts'), 'utf8').matchAll(/^ {2}\| '(\w+)'/gm)];
    const page = readFileSync(join(root, 'docs/exit-codes.md'), 'utf8');
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.map(([, code]) => code).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

function ownColumn(text: string): string {
  const lines = text.split('\n').flatMap((line) => (line.startsWith('|') ? (line.split(' | ').at(-1) ?? '') : []));
  return [...lines, ...(text.match(/^crosstally .*$/gm) ?? [])].join('\n').replace(/\(`--exclude-columns` there\)/, '');
}

/** In comments, what the page of the library introduces goes without saying. */
const AROUND = `import { assertMatch, compareSchemas, CrosstallyError, formatReport, loadConfig, plan, takeFingerprint, verify, watch } from 'crosstally';
import { fingerprint } from 'crosstally/fingerprint';
import { memory } from 'crosstally/memory';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';
import { createPool } from 'mysql2';
import { Pool } from 'pg';
export const used = [assertMatch, formatReport, compareSchemas, loadConfig, plan, takeFingerprint, verify, fingerprint, memory, mysql, postgres, createPool, CrosstallyError, Pool];
declare const oldUrl: string;
declare const newUrl: string;
`;

/** What is in the others stands in the comments that they are made from. */
const written = pages.filter(({ name }) => !name.startsWith('docs/api/'));

/** What programs are told to write: in pages as `ts`, and in the comments of what is exported as `@example`. */
const examples = [...written.flatMap(({ name, text }) => codesOf(name, text)), ...sources().flatMap(examplesOf)];

describe('examples for programs', () => {
  const [readmeCode = ''] = codesOf('README.md', readme).map(({ code }) => code);
  const broken = readmeCode.replace('run.report()', 'run.reprot()');
  const problems = problemsOf([...examples.map(({ code }) => code), broken]);

  it.each(examples.map(({ name }, i) => [name, i] as const))('%s type-checks', (_name, i) => {
    expect(problems[i]).toEqual([]);
  });

  it('would be found out if they did not', () => {
    expect(readmeCode).toContain("from 'crosstally'");
    expect(problems.at(-1)).toHaveLength(1);
  });

  it('are there for every function that is exported', () => {
    const files = examples.map(({ name }) => name);
    for (const file of [
      'src/verify.ts',
      'src/inspect.ts',
      'src/explain.ts',
      'src/fingerprint/take.ts',
      'adapters/fingerprint/index.ts',
      'src/matchers.ts',
      'src/report/assert-match.ts',
      'src/report/format.ts',
      'adapters/postgres/index.ts',
      'adapters/mysql/index.ts',
      'adapters/memory/index.ts',
    ])
      expect(files).toContain(`${file} 1`);
  });
});

interface Example {
  readonly name: string;
  readonly code: string;
}

function codesOf(page: string, text: string): Example[] {
  const codes = Array.from(text.matchAll(/```ts\n(import [\s\S]*?)```/g), ([, code = '']) => code);
  return codes.map((code, i) => ({ name: `${page} ${i + 1}`, code }));
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, file), 'utf8');
  const comments = Array.from(text.matchAll(/ \* @example\n([\s\S]*?) \*\//g), ([, code = '']) => code);
  return comments.map((code, i) => ({ name: `${file} ${i + 1}`, code: AROUND + code.replace(/^ \* ?/gm, '') }));
}

function sources(): string[] {
  return ['src', 'adapters'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
}

function docs(): string[] {
  const names = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  return [...names.flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])), 'examples/README.md'];
}

/** What the compiler says of files that import the package by its name. */
function problemsOf(codes: readonly string[]): string[][] {
  const sources = new Map(codes.map((code, i) => [join(root, `test/docs/readme-${i}.ts`), withPaths(code)]));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const disk = ts.createCompilerHost(options);
  const program = ts.createProgram([...sources.keys()], options, {
    ...disk,
    fileExists: (name) => sources.has(name) || disk.fileExists(name),
    readFile: (name) => sources.get(name) ?? disk.readFile(name),
    getSourceFile: (name, ...rest) => {
      const source = sources.get(name);
      return source === undefined ? disk.getSourceFile(name, ...rest) : ts.createSourceFile(name, source, rest[0]);
    },
  });
  return [...sources.keys()].map((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

function withPaths(code: string): string {
  return code
    .replace(/'crosstally'/g, "'../../src/index.ts'")
    .replace(/'crosstally\/matchers'/g, "'../../src/matchers.ts'")
    .replace(/'crosstally\/(\w+)'/g, "'../../adapters/$1/index.ts'");
}

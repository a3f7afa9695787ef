import { existsSync, readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { packed } from './packed.ts';
import type { Packed } from './packed.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const [, install = ''] = /^npm ci && npm pack && (npm install --global .*)$/m.exec(readme) ?? [];
const [, program = ''] = /```ts\n(import [\s\S]*?)```/.exec(readme) ?? [];
const commands = Array.from(readme.matchAll(/^(crosstally (?:plan|verify) .*)$/gm), ([, line = '']) => line);
const [, gate = ''] = /`(crosstally verify "\$OLD" "\$NEW" \|\| exit 1)`/.exec(readme) ?? [];

let [source, target]: (TestDatabase | undefined)[] = [];
let installed: Packed;

beforeAll(async () => {
  [installed, source, target] = await Promise.all([
    packed(install),
    freshDatabase('mysql', 'packed_old'),
    freshDatabase('postgres', 'packed_new'),
  ]);
  for (const database of [source, target]) {
    await database.run(`create table orders (id int primary key, note varchar(50));
      insert into orders values (1, 'one'), (2, 'two'), (3, 'three')`);
  }
}, 180_000);
afterAll(async () => {
  await Promise.all([source?.drop(), target?.drop()]);
  await installed[Symbol.asyncDispose]();
});

/** With the servers of the tests in place of the ones that documents name. */
function here(text: string): string {
  return text
    .replace(/mysql:\/\/app@old-host\/shop/g, source?.url ?? '')
    .replace(/postgres:\/\/app@new-host\/shop/g, target?.url ?? '');
}

describe("the README's own lines, with the package installed globally", () => {
  it('are found', () => {
    expect(install).toBe('npm install --global ./crosstally-*.tgz');
    expect(commands).toHaveLength(2);
    expect(gate).not.toBe('');
  });

  it('bring the man page', () => {
    expect(existsSync(join(installed.global, 'share/man/man1/crosstally.1'))).toBe(true);
  });

  it('plan and verify', async () => {
    for (const line of commands) {
      expect(await installed.shell(here(line).replaceAll('?', '\\?'))).toMatchObject({ exitCode: 0 });
    }
  });

  it('are a gate', async () => {
    const env = { OLD: source?.url ?? '', NEW: target?.url ?? '' };
    expect(await installed.shell(gate, env)).toMatchObject({ exitCode: 0 });
    await target?.run('delete from orders where id = 2');
    const { exitCode, stdout } = await installed.shell(`${gate}; exit 7`, env);
    await target?.run(`insert into orders values (2, 'two')`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining('missing') as string });
  });
});

describe('the package installed in an empty folder', () => {
  it("runs the README's program", async () => {
    await writeFile(join(installed.local, 'main.js'), here(program));
    expect(await installed.shell('node main.js')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    await target?.run(`update orders set note = 'x' where id = 3`);
    const { exitCode, stdout, stderr } = await installed.shell('node main.js');
    await target?.run(`update orders set note = 'three' where id = 3`);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: 'packed_old.orders changed 3\n'.replace('packed_old', source?.name ?? ''),
    });
    expect(stderr).toContain('NOT_A_MATCH');
    expect(stderr).toContain('changed id 3 (note)');
  });

  it('brings nothing along that is bundled, and the licences of what is', async () => {
    const folder = join(installed.local, 'node_modules');
    const licences = readFileSync(join(folder, 'crosstally/dist/LICENSES.txt'), 'utf8');
    const bundled = Array.from(licences.matchAll(/^(\S+) \d\S* \((?:MIT|ISC)\)$/gm), ([, name = '']) => name);
    expect(bundled).toEqual(expect.arrayContaining(['yaml', 'yargs', 'zod', 'picomatch', 'xxhash-wasm']));
    expect(bundled.filter((name) => existsSync(join(folder, name)))).toEqual([]);
    expect(licences.match(/Permission (is hereby granted|to use)/g)?.length).toBe(bundled.length);
  });

  it('has a source map for whatever it runs, and its code once', async () => {
    const dist = join(installed.local, 'node_modules/crosstally/dist');
    const files = await readdir(dist, { recursive: true });
    const text = (name: string): string => readFileSync(join(dist, name), 'utf8');
    // But for what rolldown itself puts there: its own helpers, and files that only hand on.
    const code = files.filter((name) => {
      return (
        name.endsWith('.js') &&
        !name.endsWith('rolldown-runtime.js') &&
        !/^(export \{.*\} from .*;\s*)+$/.test(text(name))
      );
    });
    expect(code.length).toBeGreaterThan(10);
    expect(code.filter((name) => !files.includes(`${name}.map`))).toEqual([]);
    const holding = code.filter((name) => /CrosstallyError = class|class CrosstallyError/.test(text(name)));
    expect(holding).toHaveLength(1);
  });

  it('shows its picture on a package page', () => {
    const { files, repository } = JSON.parse(
      readFileSync(join(installed.local, 'node_modules/crosstally/package.json'), 'utf8'),
    ) as { files: string[]; repository: { url: string } };
    // A registry looks for the pictures of a README in the repository, others in the package.
    expect(repository.url).toMatch(/^git\+https:/);
    expect(files).toContain('docs');
    expect(existsSync(join(installed.local, 'node_modules/crosstally/docs/report.svg'))).toBe(true);
  });
});

/** Without `pg`'s types: whoever has none describes his pool himself. */
const CONSUMER = `
import { assertMatch, compareSchemas, CrosstallyError, formatReport, loadConfig, plan, verify } from 'crosstally';
import type { Adapter, Event, Report, TableDifference } from 'crosstally';
import { matchers } from 'crosstally/matchers';
import { memory } from 'crosstally/memory';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';

declare const pool: { connect(): Promise<{ query(sql: string): Promise<{ rows: unknown[] }>; release(): void }> };
declare const client: { connect(): Promise<void>; query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }> };
declare const plain: { getConnection(callback: (error: Error | null, connection: { query(sql: string): void }) => void): void };

export async function check(): Promise<Report> {
  const source: Adapter = mysql(plain, { schema: 'shop' });
  const run = verify({ ...(await loadConfig('c.yaml')), source, target: postgres(pool), tables: ['a'], settle: '5s' });
  for await (const one of run.differences()) console.log((one satisfies TableDifference).key);
  for await (const event of run.events()) console.log((event satisfies Event).type);
  const report = await run.report().catch((error: unknown) => {
    throw error instanceof CrosstallyError ? new Error(error.code) : error;
  });
  assertMatch(report);
  console.log(formatReport(report, 'json'), matchers.toBeAMatch(report).pass);
  await plan({ source: memory({ tables: [] }), target: postgres(client) });
  // @ts-expect-error no such option
  void verify({ source, target: source, tabels: [] });
  // @ts-expect-error no pool
  postgres({ host: 'localhost' });
  // @ts-expect-error no pool
  mysql({ host: 'localhost' });
  return compareSchemas({ source, target: source });
}
`;

const { ModuleKind, ModuleResolutionKind } = ts;
const WAYS: Readonly<Record<string, ts.CompilerOptions>> = {
  NodeNext: { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
  Node16: { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 },
  Bundler: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
};

function problemsOf(file: string, options: ts.CompilerOptions): string[] {
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022 };
  const program = ts.createProgram([file], { ...strict, ...options });
  return ts.getPreEmitDiagnostics(program).map((problem) => {
    return `${problem.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`;
  });
}

describe('a strict program that uses the package, without the types of pg', () => {
  beforeAll(() => writeFile(join(installed.local, 'consumer.ts'), CONSUMER));
  const typeRoots = (): string[] => [join(installed.local, 'node_modules/@types')];
  const lib = ['lib.es2022.d.ts'];

  it.each(Object.keys(WAYS).flatMap((way) => [true, false].map((skipLibCheck) => ({ way, skipLibCheck }))))(
    'compiles by $way, skipLibCheck $skipLibCheck',
    ({ way, skipLibCheck }) => {
      expect(existsSync(join(installed.local, 'node_modules/@types/pg'))).toBe(false);
      const options = { ...WAYS[way], skipLibCheck, lib, types: ['node'], typeRoots: typeRoots() };
      expect(problemsOf(join(installed.local, 'consumer.ts'), options)).toEqual([]);
    },
  );

  it('compiles without the types of Node, where the DOM says what an AbortSignal is', () => {
    const dom = [...lib, 'lib.dom.d.ts', 'lib.esnext.disposable.d.ts'];
    const options = { ...WAYS['Bundler'], skipLibCheck: false, lib: dom, types: [] };
    expect(problemsOf(join(installed.local, 'consumer.ts'), options)).toEqual([]);
  });
});

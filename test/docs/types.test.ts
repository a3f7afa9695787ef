import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { typesPage } from './types-page.ts';

it('docs/types.md says what the type table says', async () => {
  const file = new URL('../../docs/types.md', import.meta.url).pathname;
  const page = await format(typesPage(), { ...(await resolveConfig(file)), parser: 'markdown' });
  await expect(page).toMatchFileSnapshot(file);
});

import { describe, expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { plan } from '../../src/index.ts';
import type { Config } from '../../src/index.ts';
import { table } from '../support/shapes.ts';

/** A side with a table in each schema, of which the first is the default. */
function side(...schemas: string[]): Adapter {
  const tables = schemas.map((schema) => ({ ...table('t', { schema }), rows: [] }));
  return memory({ tables, schema: schemas[0] ?? '', label: schemas.join() });
}

async function pairs(source: Adapter, target: Adapter, options: Partial<Config> = {}): Promise<string[]> {
  const { plan: made } = await plan({ source, target, ...options });
  const name = (of: { schema: string } | null): string => of?.schema ?? '-';
  return [...made.tables, ...made.unpaired].map((pair) => `${name(pair.source)}=${name(pair.target)}`);
}

const map = (...of: string[]): Partial<Config> => ({
  map: of.map((text) => ({ source: text.split('=')[0] ?? '', target: text.split('=')[1] ?? '' })),
});

describe('the schemas that are compared', () => {
  it('are the default ones, whatever their names', async () => {
    expect(await pairs(side('shop', 'crm'), side('public', 'crm'))).toEqual(['shop=public']);
  });

  it('are those that --schema names, paired by name', async () => {
    expect(await pairs(side('shop', 'crm'), side('public', 'crm'), { schemas: ['c*'] })).toEqual(['crm=crm']);
    await expect(pairs(side('a'), side('b'), { schemas: ['x'] })).rejects.toThrow(
      '--schema x matches no schema of either side',
    );
  });

  it('are an error where a pattern is on neither side, also beside one that is, and with a near name', async () => {
    const sides = [side('public', 'crm'), side('public', 'crm')] as const;
    await expect(pairs(...sides, { schemas: ['public', 'cmr'] })).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      message: '--schema cmr matches no schema of either side',
      hint: 'is crm meant?',
    });
    const nowhere = memory({ tables: [{ ...table('t'), rows: [] }], schema: 'publik' });
    await expect(pairs(nowhere, side('public'))).rejects.toMatchObject({
      message: 'the source has no schema publik',
      hint: 'is public meant?',
    });
  });

  it('of one side alone have tables that are missing or extra', async () => {
    const schema = { schemas: ['public', 'crm'] };
    expect(await pairs(side('public', 'crm'), side('public'), schema)).toEqual(['public=public', 'crm=-']);
    expect(await pairs(side('public'), side('public', 'crm'), schema)).toEqual(['public=public', '-=crm']);
  });

  it('that nobody selected are named, with their tables', async () => {
    const { plan: made } = await plan({ source: side('shop', 'crm', 'log'), target: side('public') });
    expect(made.unselected).toEqual([
      { name: 'crm', tables: 1 },
      { name: 'log', tables: 1 },
    ]);
  });

  it('of an empty source are said', async () => {
    const { plan: made } = await plan({ source: memory({ tables: [], schema: 'shop' }), target: side('public') });
    expect(made.warnings).toContain('the source has no table in shop');
  });

  it('are also those that --map names, beside the default ones', async () => {
    const [source, target] = [side('shop', 'crm'), side('public', 'customers')];
    expect(await pairs(source, target, map('crm.*=customers.*'))).toEqual(['shop=public', 'crm=customers']);
    expect(await pairs(source, target, { schemas: ['*'], ...map('crm.*=customers.*') })).toHaveLength(2);
  });

  it('are not the default one of a side whose counterpart is mapped elsewhere', async () => {
    expect(await pairs(side('public'), side('public', 'app'), map('public.*=app.*'))).toEqual(['public=app']);
    expect(await pairs(side('public', 'app'), side('public'), map('app.*=public.*'))).toEqual(['app=public']);
  });

  it('are not those of which --map names a table: that table alone is looked at, the default ones pair as ever', async () => {
    const [source, target] = [side('shop', 'crm', 'log'), side('public', 'customers')];
    expect(await pairs(source, target, map('crm.t=customers.t'))).toEqual(['shop=public', 'crm=customers']);
  });

  it('have to be there', async () => {
    await expect(pairs(side('shop', 'crm'), side('public'), map('crm.*=customers.*'))).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      message: '--map names the schema customers, which the target does not have',
      hint: 'the target has public',
    });
  });
});

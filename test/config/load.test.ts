import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import { loadSettings } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/load.ts';

const sides = { source: 'postgres://old/shop', target: 'mysql://new/shop' };

async function load(flags: Readonly<Record<string, unknown>>, configFile: string | null = null): Promise<Settings> {
  const [settings] = await loadSettings({ flags, configFile, environment: { OLD: 'old' } });
  return settings;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function configFile(...lines: string[]): Promise<string> {
  const path = join(folder, 'crosstally.yaml');
  await writeFile(path, lines.join('\n'));
  return path;
}

describe('settings', () => {
  it('are the defaults when only the sides are given', async () => {
    expect(await load(sides)).toEqual({ ...sides, config: DEFAULTS, said: {}, places: {}, pair: null, idle: [] });
  });

  it('take repeated flags and commas alike', async () => {
    const { config } = await load({
      ...sides,
      tables: ['a,b', 'c{d,e}'],
      schemas: 'x,y',
      map: ['a=b', 'c=d'],
      mapColumns: ['sales.people.first=given', 'tel=phone'],
      key: ['id', 'orders=id,line'],
      where: ['a in (1, 2)', 'orders: b = 2'],
    });
    expect(config.mapColumns).toEqual([
      { table: 'sales.people', source: 'first', target: 'given' },
      { table: null, source: 'tel', target: 'phone' },
    ]);
    expect(config.where).toEqual({ '*': 'a in (1, 2)', orders: 'b = 2' });
    expect(config.tables).toEqual(['a', 'b', 'c{d,e}']);
    expect(config.schemas).toEqual(['x', 'y']);
    expect(config.map).toEqual([
      { source: 'a', target: 'b' },
      { source: 'c', target: 'd' },
    ]);
    expect(config.key).toEqual([
      { table: null, columns: ['id'] },
      { table: 'orders', columns: ['id', 'line'] },
    ]);
  });

  it('go by the flag where the file says something else', async () => {
    const path = await configFile(
      'source: postgres://${OLD}/shop',
      'target: mysql://file/shop',
      'concurrency: 2',
      'where: a = 1',
    );
    const { source, target, config } = await load({ target: 'mysql://flag/shop', concurrency: '7' }, path);
    expect({ source, target }).toEqual({ source: 'postgres://old/shop', target: 'mysql://flag/shop' });
    expect(config).toMatchObject({ concurrency: 7, where: 'a = 1' });
  });

  it('know what was said and what is a default', async () => {
    expect((await load({ ...sides, maxDifferences: '1000' })).said).toEqual({ maxDifferences: 1000 });
    expect((await load(sides, await configFile('maxDifferences: 5'))).said).toEqual({ maxDifferences: 5 });
  });

  it('cannot be changed', async () => {
    const settings = await load({ ...sides, tables: ['a'], map: ['a=b'] });
    for (const part of [settings, settings.config, settings.config.tables, settings.config.map[0]]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('are refused with every problem of file and flags at once', async () => {
    const path = await configFile('tabels: a', 'strategy: fast');
    const flags = {
      ...sides,
      chunkRows: '-1',
      concurrency: '4.5',
      targetTimeZone: '+2',
      where: ['a', 'b'],
      tables: [''],
    };
    const error: unknown = await load(flags, path).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: [
        '7 problems',
        `  ${path}:1: tabels is no option: is tables meant?`,
        `  ${path}:2: strategy has to be auto, pushdown or stream`,
        '  --tables has an empty pattern',
        '  --where is given more than once',
        "  --target-time-zone knows no time zone '+2': use a name such as Europe/Berlin or an offset such as +02:00",
        '  --chunk-rows has to be a whole number of at least 1',
        '  --concurrency has to be a whole number from 1 to 64',
      ].join('\n'),
    });
  });

  it('name the side that is missing', async () => {
    await expect(load({ source: sides.source })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'no target: give its URL, or name it in the config file',
    });
  });

  it.each(['UTC', 'Europe/Berlin', '+02:00', '-05:30', '+14:00'])('know the time zone %s', async (sourceTimeZone) => {
    expect((await load({ ...sides, sourceTimeZone })).config).toMatchObject({ sourceTimeZone, targetTimeZone: null });
  });

  it.each(['', 'Berlin', '+2', '2:00', '+15:00', '+02:60', "UTC'; drop table x"])(
    'know no time zone %j',
    async (zone) => {
      await expect(load({ ...sides, targetTimeZone: zone })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    },
  );

  it.each(['0', '65', '-1', '1e1', ' 4', '', 'four', '999999999999999999999'])(
    'refuse a concurrency of %j',
    async (concurrency) => {
      await expect(load({ ...sides, concurrency })).rejects.toThrow('--concurrency');
    },
  );

  it.each(['a', '=b', 'a=', '=', '.a=b', 'a.=b'])('refuse the column map %j', async (mapColumns) => {
    await expect(load({ ...sides, mapColumns: [mapColumns] })).rejects.toThrow(
      '--map-column has to be written as column=',
    );
  });

  it('name the rules that a misspelt one may mean', async () => {
    await expect(load({ ...sides, rules: 'a=TXT-9' })).rejects.toThrow(
      "--rule knows no rule 'TXT-9': is TXT-1 or TXT-2",
    );
    await expect(load({ ...sides, rules: 'a=colour' })).rejects.toThrow(
      /--rule knows no rule 'colour': there are INT-1/,
    );
    await expect(load({ ...sides, rules: 'JSON-1' })).rejects.toThrow('--rule has to be written as column=RULE');
    expect((await load({ ...sides, rules: ['a=JSON-1', 'b*=INT-1'] })).config.rules).toHaveLength(2);
  });

  it.each([
    ['1s', 1_000_000],
    ['10ms', 10_000],
    ['500us', 500],
    ['1.5 ms', 1500],
    ['0.0011s', 1100],
  ])('take the time tolerance %s', async (timeTolerance, value) => {
    expect((await load({ ...sides, timeTolerance })).config.timeTolerance).toEqual([{ columns: null, value }]);
  });

  it.each(['1', '0s', '-1s', '1m', '0.5us', 's', '', 'a=', '=1s', '1e3s', 'orders.at=1'])(
    'refuse the time tolerance %j',
    async (timeTolerance) => {
      await expect(load({ ...sides, timeTolerance })).rejects.toThrow(/^--time-tolerance has/);
    },
  );

  it.each(['0', '1', '-0.1', '1e-400', 'x', '', 'NaN', '0x1', '1e-9%', 'a.b='])(
    'refuse the float tolerance %j',
    async (floatTolerance) => {
      await expect(load({ ...sides, floatTolerance })).rejects.toThrow(/^--float-tolerance has to be a number above 0/);
    },
  );

  it('take what passes for all columns and for some', async () => {
    const { config } = await load({
      ...sides,
      trim: 'a,b.*',
      floatTolerance: ['1e-9', 'prices.*=0.01'],
      asNull: ['zero-dates,empty', 'a=empty'],
    });
    expect(config.trim).toEqual(['a', 'b.*']);
    expect(config.floatTolerance).toEqual([
      { columns: null, value: 1e-9 },
      { columns: 'prices.*', value: 0.01 },
    ]);
    expect(config.asNull).toEqual([
      { columns: null, value: 'zero-dates' },
      { columns: null, value: 'empty' },
      { columns: 'a', value: 'empty' },
    ]);
  });

  it.each(['a', '=b', 'a=', '='])('refuse the map %j', async (map) => {
    await expect(load({ ...sides, map: [map] })).rejects.toThrow('--map has to be written as table=table');
  });
});

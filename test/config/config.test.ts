import { describe, expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import { completeConfig, DEFAULTS } from '../../src/config/config.ts';
import { CrosstallyError, verify } from '../../src/index.ts';

const sides = { source: memory({ tables: [] }), target: memory({ tables: [] }) };
const complete = (options: object) => completeConfig({ ...sides, ...options });

describe('the options of the library', () => {
  it('have the defaults of the command line where they are left out', () => {
    expect(complete({})).toEqual(DEFAULTS);
    const options = { concurrency: 2, maxDifferences: Infinity, chunkRows: null, where: undefined };
    expect(complete(options)).toEqual({ ...DEFAULTS, concurrency: 2, maxDifferences: Infinity });
  });

  it('are those of the config file, in all of its forms', () => {
    const config = complete({
      tables: 'orders, c{ustomers,rates}',
      map: { orders: 'sales_orders' },
      mapColumns: ['customers.first=first_name'],
      key: { orders: ['id', 'line'], '*': 'code' },
      rules: { 'orders.payload': 'JSON-1' },
      floatTolerance: 1e-9,
      timeTolerance: { 'orders.*': '10ms' },
      asNull: { orders: ['zero-dates', 'empty'] },
      where: { orders: 'id < 3' },
      sourceWhere: 'gone is null',
      targetTimeZone: '+02:00',
      settle: '90s',
      schemaSeverity: { trigger: 'warning' },
      wouldHold: 'unique(a.b)',
    });
    expect(config).toMatchObject({
      tables: ['orders', 'c{ustomers,rates}'],
      map: [{ source: 'orders', target: 'sales_orders' }],
      mapColumns: [{ table: 'customers', source: 'first', target: 'first_name' }],
      key: [
        { table: 'orders', columns: ['id', 'line'] },
        { table: null, columns: ['code'] },
      ],
      rules: [{ columns: 'orders.payload', value: 'JSON-1' }],
      floatTolerance: [{ columns: null, value: 1e-9 }],
      timeTolerance: [{ columns: 'orders.*', value: 10_000 }],
      where: { orders: 'id < 3' },
      sourceWhere: 'gone is null',
      targetTimeZone: '+02:00',
      settle: 90_000,
      schemaSeverity: [{ glob: 'trigger', severity: 'warning' }],
      wouldHold: [{ kind: 'unique', table: 'a', columns: ['b'] }],
    });
    const { tables: _all, ...read } = config;
    expect(complete({ ...config, schemas: undefined, columns: undefined })).toMatchObject(read);
  });

  it.each([
    [{ tabels: ['x'] }, 'tabels is no option: is tables meant?'],
    [{ strategy: 'Push' }, 'strategy has to be auto, pushdown or stream'],
    [{ consistency: 'foo' }, 'consistency has to be recheck, snapshot or none'],
    [{ tables: [] }, 'tables is an empty list: leave it out for all'],
    [{ schemas: [] }, 'schemas is an empty list: leave it out for all'],
    [{ columns: '' }, 'columns.0 has an empty pattern'],
    [{ tables: [3] }, 'tables.0 has to be a text'],
    [{ strategy: null }, 'strategy has to be auto, pushdown or stream'],
    [{ chunkRows: 0 }, 'chunkRows has to be a whole number of at least 1'],
    [{ concurrency: 1.5 }, 'concurrency has to be a whole number from 1 to 64'],
    [{ concurrency: NaN }, 'concurrency has to be a whole number from 1 to 64'],
    [{ maxDifferences: -1 }, 'maxDifferences has to be a whole number of at least 0'],
    [{ settle: -1 }, 'settle has to be a text'],
    [{ settle: '2h' }, 'settle may be 1h at most'],
    [{ floatTolerance: [{ columns: null, value: 1 }] }, 'floatTolerance.0 has to be a text or a number'],
    [{ floatTolerance: [1] }, 'floatTolerance.0 has to be a number above 0'],
    [{ timeTolerance: [{ columns: null, value: 0.5 }] }, 'timeTolerance.0 has to be'],
    [{ rules: { a: 'TXT-9' } }, "rules.a knows no rule 'TXT-9'"],
    [{ map: { a: 3 } }, 'map.a has to be a text'],
    [{ resume: true }, 'resume needs checkpoint'],
    [{ keys: [] }, 'keys is no option: is key meant?'],
    [{ signal: 'now' }, 'signal has to be an AbortSignal'],
    [
      { source: 'postgres://a:secret@b/c' },
      "source is a text: write source: postgres(url), with postgres from 'crosst",
    ],
    [
      { target: 'mysql://a:secret@b/c' },
      "target is a text: write target: mysql(url), with mysql from 'crosstally/mysql'",
    ],
    [{ source: { query: () => 1 } }, 'source is no adapter: write source: postgres(url or pool)'],
    [{ target: undefined }, 'target is missing: write target: postgres(url or pool)'],
  ])('are refused where they cannot be: %j', (options, problem) => {
    expect(() => complete(options)).toThrow(problem);
    expect(() => complete(options)).not.toThrow('secret');
  });

  it('are refused all at once, before anything is asked', () => {
    const wrong = { ...sides, chunkRows: 0, tabels: 'x', strategy: 'Push' } as object as typeof sides;
    const thrown = (() => {
      try {
        return verify(wrong);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(CrosstallyError);
    expect(thrown).toMatchObject({
      code: 'CONFIG_INVALID',
      message:
        'tabels is no option: is tables meant?; strategy has to be auto, pushdown or stream; ' +
        'chunkRows has to be a whole number of at least 1',
    });
  });
});

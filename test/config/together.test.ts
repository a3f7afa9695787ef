import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';

const sides = { source: 'postgres://old/shop', target: 'mysql://new/shop' };
const load = async (flags: Readonly<Record<string, unknown>>, command = 'verify') =>
  (await loadSettings({ flags: { ...sides, ...flags }, configFile: null, environment: {}, command }))[0];

describe('options together', () => {
  it.each([
    [{ resume: true }, '--resume needs --checkpoint'],
    [{ compareSchema: true, wouldHold: 'unique(a.b)' }, '--would-hold is about definitions, and --no-schema'],
    [{ compareSchema: true, strict: true }, '--strict is about definitions'],
    [{ compareSchema: true, fixes: 'a.sql' }, '--fixes is about definitions'],
  ])('that cannot be are refused: %j', async (flags, message) => {
    await expect(load(flags)).rejects.toThrow(message);
  });

  it.each([
    [{ settle: '3s', consistency: 'none' }, ['--settle has no effect with --consistency none']],
    [{ settle: '3s' }, []],
    [{ maxSnapshotAge: '1h' }, ['--max-snapshot-age has no effect without --consistency snapshot']],
    [{ maxSnapshotAge: '1h', consistency: 'snapshot' }, []],
    [{ compareSchema: true, schemaIgnore: 'index:*' }, ['--schema-ignore has no effect with --no-schema']],
  ])('that do nothing are said: %j', async (flags, idle) => {
    expect((await load(flags)).idle).toEqual(idle);
  });

  it('says nothing of what a plan takes for the sake of verify', async () => {
    expect((await load({ maxSnapshotAge: '1h' }, 'plan')).idle).toEqual([]);
    expect((await load({ sql: true, format: 'json' }, 'plan')).idle).toEqual([
      '--sql has no effect with JSON, which has the statements anyway',
    ]);
  });
});

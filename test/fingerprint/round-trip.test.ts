import { stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { verify } from '../../src/index.ts';
import type { Options, Report } from '../../src/index.ts';
import { found, instant, items, manyItems, temporaryFolder } from './tables.ts';
import type { Item, ItemsWish } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function taken(source: Adapter, options: Options = {}): Promise<string> {
  const output = folder.path(`${String(files++)}.fp`);
  await takeFingerprint({ ...options, source, output });
  return output;
}

function compare(source: Adapter, target: Adapter, options: Options = {}): Promise<Report> {
  return verify({ consistency: 'none', ...options, source, target }).report();
}

const BEFORE = manyItems(5_000);
const AFTER: Item[] = [
  ...BEFORE.filter((_row, i) => i < 2000 || i >= 2004).map((row): Item =>
    row[0] === '77' ? ['77', 'other', row[2]] : row[0] === '4999' ? ['4999', null, row[2]] : row,
  ),
  ['20000', 'new', '2026-01-01 00:00:00Z'],
];
const LINES = [
  'changed 77',
  'missing 2000',
  'missing 2001',
  'missing 2002',
  'missing 2003',
  'changed 4999',
  'extra 20000',
];

describe('a fingerprint as a side', () => {
  const walks: readonly (readonly [string, ItemsWish])[] = [
    ['in key order', {}],
    ['by key hash', { ordered: false }],
  ];
  it.each(walks)('names what was lost, added and changed since, %s', async (_name, wish) => {
    const before = fingerprint(await taken(items(BEFORE, wish)));
    const after = fingerprint(await taken(items(AFTER, wish)));
    for (const source of [items(BEFORE, wish), before]) {
      for (const target of source === before ? [items(AFTER, wish), after] : [after]) {
        const report = await compare(source, target);
        expect(found(report.tables[0])).toEqual(LINES);
        expect(report.tables[0]).toMatchObject({ verdict: 'mismatch', rows: { source: 5000, target: 4997 } });
      }
    }
    expect((await compare(before, items(BEFORE, wish))).verdict).toBe('match');
    expect((await compare(items(BEFORE, wish), before)).verdict).toBe('match');
    expect((await compare(before, before)).verdict).toBe('match');
  });

  it('of a table without a key names the rows by the hash that a comparison of values gives them', async () => {
    const wish = { keyed: false };
    const live = await compare(items(BEFORE, wish), items(AFTER, wish));
    const report = await compare(fingerprint(await taken(items(BEFORE, wish))), items(AFTER, wish));
    expect(found(report.tables[0])).toEqual(found(live.tables[0]));
    expect(report.tables[0]?.rows).toEqual(live.tables[0]?.rows);
  });

  it('of empty tables and of single rows is no other', async () => {
    const [none, one] = [items([]), items(BEFORE.slice(0, 1))];
    expect((await compare(fingerprint(await taken(none)), none)).verdict).toBe('match');
    expect(found((await compare(fingerprint(await taken(none)), one)).tables[0])).toEqual(['extra 0']);
    expect(found((await compare(fingerprint(await taken(one)), none)).tables[0])).toEqual(['missing 0']);
  });

  it('is written with the permissions of a secret', async () => {
    expect((await stat(await taken(items(BEFORE)))).mode & 0o777).toBe(0o600);
  });

  it('says of what moment it is, and that it does not know which columns changed', async () => {
    const { source, target } = await compare(fingerprint(await taken(items(BEFORE))), items(AFTER));
    expect(source.fingerprint).toMatchObject({ consistent: false, columns: false });
    expect(target.fingerprint).toBeUndefined();
  });

  it('names changed columns where it keeps their hashes', async () => {
    const report = await compare(fingerprint(await taken(items(BEFORE), { columnsToo: true })), items(AFTER));
    expect(found(report.tables[0])).toEqual(LINES.map((line) => (line.startsWith('changed') ? `${line} name` : line)));
  });
});

describe('digests of blocks alone', () => {
  it('name the ranges that differ', async () => {
    const before = fingerprint(await taken(items(manyItems(25_000)), { detail: 'chunks' }));
    expect((await compare(before, items(manyItems(25_000)))).verdict).toBe('match');
    const [table] = (await compare(before, items(manyItems(25_000).filter((_row, i) => i !== 12_345)))).tables;
    expect(table).toMatchObject({
      verdict: 'mismatch',
      reason:
        'rows differ in a key range: id after 9999 through 19999 (10,000 rows of the source, 9,999 of the target)',
    });
    const emptied = await compare(before, items([]));
    expect(emptied.tables[0]?.reason).toBe(
      'rows differ in a key range: all of it (25,000 rows of the source, 0 of the target)',
    );
  });

  it('of a table without a key say no more than that it differs', async () => {
    const before = fingerprint(await taken(items(BEFORE, { keyed: false }), { detail: 'chunks' }));
    expect((await compare(items(BEFORE, { keyed: false }), before)).verdict).toBe('match');
    expect((await compare(before, items(AFTER, { keyed: false }))).verdict).toBe('mismatch');
  });
});

describe('under a secret', () => {
  it('hides keys, which the side that is open tells', async () => {
    const [secret, another] = [folder.path('secret'), folder.path('another')];
    await writeFile(secret, `${'s'.repeat(32)}\n`);
    await writeFile(another, `${'t'.repeat(32)}\n`);
    const path = await taken(items(BEFORE), { secret });
    const before = fingerprint(path);
    const report = await compare(before, items(AFTER), { secret });
    const lines = found(report.tables[0]);
    expect(lines.filter((line) => !line.startsWith('missing')).sort()).toEqual([
      'changed 4999',
      'changed 77',
      'extra 20000',
    ]);
    expect(lines.filter((line) => /^missing hidden [0-9a-f]{16}$/.test(line))).toHaveLength(4);
    expect((await compare(items(BEFORE), before, { secret })).verdict).toBe('match');
    const lost = await compare(items(BEFORE), fingerprint(await taken(items(AFTER), { secret })), { secret });
    expect(
      found(lost.tables[0])
        .filter((line) => line.startsWith('missing'))
        .sort(),
    ).toEqual(LINES.filter((line) => line.startsWith('missing')));
    await expect(compare(before, items(AFTER))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(compare(before, items(AFTER), { secret: another })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('of a few bytes there is none', async () => {
    const secret = folder.path('short');
    await writeFile(secret, 'hunter2');
    await expect(taken(items(BEFORE), { secret })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('rows that a column calls newer', () => {
  it('are set apart, and count with --strict', async () => {
    const before = fingerprint(await taken(items(BEFORE)));
    const now = instant(Date.now());
    const after = AFTER.map(([id, name, written]): Item => [id, name, ['77', '20000'].includes(id) ? now : written]);
    const { verdict, tables } = await compare(before, items(after), { changedBy: 'written' });
    expect(verdict).toBe('mismatch');
    expect(found(tables[0])).toEqual(LINES.filter((line) => !/77|20000/.test(line)));
    expect(tables[0]?.newer).toMatchObject({ rows: 2 });
    const strict = await compare(before, items(after), { changedBy: 'written', strict: true });
    expect(found(strict.tables[0])).toEqual(LINES);
    const onlyNewer = await compare(before, items([...BEFORE, ['20000', 'new', now]]), { changedBy: 'written' });
    expect(onlyNewer).toMatchObject({ verdict: 'match', tables: [{ newer: { rows: 1 } }] });
  });

  it('are none that say they will be written in days to come', async () => {
    const later = instant(Date.now() + 48 * 3_600_000);
    const stamped = BEFORE.map(([id, name, written]): Item => [id, name, id === '77' ? later : written]);
    const before = fingerprint(await taken(items(stamped)));
    const damaged = stamped.map(([id, name, written]): Item => [id, id === '77' ? 'damaged' : name, written]);
    const { verdict, tables } = await compare(before, items(damaged), { changedBy: 'written' });
    expect(verdict).toBe('mismatch');
    expect(found(tables[0])).toEqual(['changed 77']);
  });

  it('need a point in time', async () => {
    const before = fingerprint(await taken(items(BEFORE)));
    await expect(compare(before, items(AFTER), { changedBy: 'name' })).rejects.toMatchObject({ code: 'PLAN_INVALID' });
  });
});

describe('what a fingerprint does not hold', () => {
  it('is not compared, and no match', async () => {
    const before = fingerprint(await taken(items(BEFORE)));
    const ignoring = await compare(before, items(BEFORE), { ignoreColumns: ['name'] });
    expect(ignoring.tables[0]?.verdict).toBe('incomplete');
    const trimmed = await compare(before, items(BEFORE), { trim: ['name'] });
    expect(trimmed.tables[0]?.verdict).toBe('incomplete');
    const lost = await compare(before, items(AFTER), { ignoreColumns: ['name'] });
    expect(found(lost.tables[0])).toEqual(LINES.filter((line) => !line.startsWith('changed')));
    const otherKey = await compare(before, items(BEFORE), { key: [{ table: null, columns: ['id', 'name'] }] });
    expect(otherKey.tables[0]?.verdict).toBe('incomplete');
  });

  it('is left out where the user left it out when it was taken', async () => {
    const before = fingerprint(await taken(items(BEFORE), { ignoreColumns: ['name'] }));
    const report = await compare(before, items(AFTER.filter(([id]) => id !== '20000')));
    expect(found(report.tables[0])).toEqual(LINES.filter((line) => line.startsWith('missing')));
    expect(report.notCompared).toMatchObject([{ name: 'main.items.name', affectsVerdict: false }]);
    expect(report.loosened.join()).toContain('when the fingerprint of the source was taken');
  });
});

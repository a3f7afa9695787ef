/** The file in which a watch keeps what it knows: it survives a kill at any byte, and is nobody else's. */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger, readLedger } from '../../../src/watch/ledger/ledger.ts';
import type { LedgerRecord } from '../../../src/watch/ledger/record.ts';
import { apply, driftOf, isProved, MOST_DRIFT, newState, recordsOf } from '../../../src/watch/ledger/state.ts';
import type { LedgerState } from '../../../src/watch/ledger/state.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = '2026-11-28T12:00:00.000Z';
const side = { label: 'db', engine: 'postgres', engineVersion: '18' };
const NOTHING = { missing: 0, extra: 0, changed: 0 };

const begun = (facts = '["id"]\nv1', unseen = true): LedgerRecord => ({
  ...{ type: 'watch', at, sides: { source: side, target: side } },
  ...{ tables: [{ source: 's.t', target: 'r.t' }], facts: [facts], unseen },
});
const began: LedgerRecord = { type: 'began', at, table: 's.t' };
const ended = (clean = true, beyond = NOTHING): LedgerRecord => ({
  ...{ type: 'ended', at, table: 's.t' },
  pass: { rows: { source: 5, target: 5 }, incomplete: null, clean, beyond },
});
const seen = (...ids: string[]): LedgerRecord => ({
  ...{ type: 'seen', at, table: 's.t' },
  differences: ids.map((id) => ({ kind: 'missing', key: [id] })),
});
const gone = (...ids: string[]): LedgerRecord => ({
  ...{ type: 'gone', at, table: 's.t', by: 'look' },
  keys: ids.map((id) => `missing ${id}`),
});

function stateOf(...records: readonly LedgerRecord[]): LedgerState {
  const state = newState();
  for (const record of records) apply(state, record);
  return state;
}

const tableOf = (state: LedgerState) => {
  const table = state.tables.get('s.t');
  if (table === undefined) throw new Error('no table');
  return table;
};

describe('a table of the ledger', () => {
  it('is proved by a clean pass that began after all that happened to it', () => {
    expect(isProved(tableOf(stateOf(begun(), began, ended())))).toBe(true);
    expect(isProved(tableOf(stateOf(begun(), began, seen('1'), ended())))).toBe(false);
    expect(isProved(tableOf(stateOf(begun(), began, ended(), seen('1'), gone('1'))))).toBe(false);
    expect(isProved(tableOf(stateOf(begun(), began, ended(), seen('1'), gone('1'), began, ended())))).toBe(true);
    expect(isProved(tableOf(stateOf(begun(), began, ended(false))))).toBe(false);
  });

  it('is not proved by what was before something can have happened that nobody saw', () => {
    expect(isProved(tableOf(stateOf(begun(), began, ended(), begun())))).toBe(false);
    expect(isProved(tableOf(stateOf(begun(), began, ended(), begun('["id"]\nv1', false))))).toBe(true);
    expect(isProved(tableOf(stateOf(begun(), began, ended(), begun('["id"]\nv2', false))))).toBe(false);
  });

  it('keeps its drift while its keys mean the same', () => {
    expect(tableOf(stateOf(begun(), seen('1'), begun('["id"]\nv2'))).drift.size).toBe(1);
    expect(tableOf(stateOf(begun(), seen('1'), begun('["code"]\nv1'))).drift.size).toBe(0);
  });

  it('is dirty until a pass that began later has ended', () => {
    const dirty: LedgerRecord = { type: 'dirty', at, table: 's.t', reason: 'TRUNCATE' };
    expect(tableOf(stateOf(begun(), began, dirty, ended())).dirty).toBe('TRUNCATE');
    expect(tableOf(stateOf(begun(), dirty, began, ended())).dirty).toBeNull();
    expect(tableOf(stateOf(begun(), dirty, began, { type: 'broken', at, table: 's.t', reason: 'x' })).dirty).toBe(
      'TRUNCATE',
    );
  });

  it('counts what was accepted apart, and not once it is another difference', () => {
    const accepted: LedgerRecord = { type: 'accepted', at, table: 's.t', keys: ['missing 1'], why: 'known' };
    const state = stateOf(begun(), seen('1', '2'), accepted);
    expect(driftOf(tableOf(state))).toEqual({ open: { missing: 1, extra: 0, changed: 0 }, accepted: 1 });
    apply(state, { type: 'seen', at, table: 's.t', differences: [{ kind: 'missing', key: ['1'], count: 2 }] });
    expect(driftOf(tableOf(state))).toMatchObject({ open: { missing: 3 }, accepted: 0 });
  });

  it('keeps so many differences one by one, and of the others how many there are', () => {
    const ids = Array.from({ length: MOST_DRIFT + 5 }, (_, n) => String(n));
    const state = stateOf(begun(), began, seen(...ids), ended(false, { missing: 5, extra: 0, changed: 0 }));
    expect(tableOf(state).drift.size).toBe(MOST_DRIFT);
    expect(driftOf(tableOf(state)).open.missing).toBe(MOST_DRIFT + 5);
  });
});

const STORY: readonly LedgerRecord[] = [
  begun(),
  { type: 'definitions', at, blockers: 0, failure: null },
  began,
  seen('1', '2', '3'),
  ended(false),
  { type: 'accepted', at, table: 's.t', keys: ['missing 3'], why: 'known' },
  gone('1'),
  { type: 'dirty', at, table: 's.t', reason: 'DDL' },
  { type: 'gate', at, ready: false, reasons: ['1 row differs'] },
];

const known = (state: LedgerState): unknown => ({
  gate: state.gate,
  blockers: state.blockers,
  tables: [...state.tables.values()].map((table) => ({ ...table, drift: [...table.drift.entries()] })),
});

describe('the file', () => {
  const write = async (path: string, records: readonly LedgerRecord[]): Promise<void> => {
    await using ledger = await openLedger(path);
    for (const record of records) await ledger.add(record);
  };

  it('that is read again, and one that is written anew, says the same', async () => {
    const path = join(folder, 'same');
    await write(path, STORY);
    const again = await readLedger(path);
    expect(known(again)).toEqual(known(stateOf(...STORY)));
    expect(known(stateOf(...recordsOf(again)))).toEqual(known(again));
  });

  it('may end anywhere: what was whole before counts, and it goes on from there', async () => {
    const path = join(folder, 'whole');
    await write(path, STORY);
    const bytes = await readFile(path);
    const cut = join(folder, 'cut');
    for (let size = 0; size < bytes.length; size += 7) {
      await writeFile(cut, bytes);
      await truncate(cut, size);
      const lines = bytes.subarray(0, size).toString().split('\n').length - 2;
      await using ledger = await openLedger(cut);
      expect(known(ledger.state)).toEqual(known(stateOf(...STORY.slice(0, Math.max(0, lines)))));
      await ledger.add(begun());
    }
    expect((await readLedger(cut)).tables.size).toBe(1);
  });

  it('is one watch’s at a time', async () => {
    const path = join(folder, 'used');
    await using ledger = await openLedger(path);
    await ledger.add(begun());
    await expect(openLedger(path)).rejects.toThrow(/the ledger .*used is in use by process \d+/);
  });

  it.each([
    ['of something else', 'hello\nworld, this is no ledger\n', /is something else: no watch wrote it/],
    ['of a later format', 'crosstally ledger, format 9\n', /has format 9, and this version reads format 1/],
  ])('%s is refused', async (_what, text, message) => {
    const path = join(folder, 'other');
    await writeFile(path, text);
    await expect(openLedger(path)).rejects.toMatchObject({
      code: 'LEDGER_INVALID',
      message: expect.stringMatching(message) as string,
    });
  });

  it('that was changed in the middle is refused', async () => {
    const path = join(folder, 'changed');
    await write(path, STORY);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"missing"', '"extra"'));
    await expect(openLedger(path)).rejects.toThrow(/damaged in the middle/);
  });

  it('that cannot be written any more is gone on without, and that is said', async () => {
    const path = '/dev/full';
    await expect(openLedger(path)).rejects.toMatchObject({ code: 'LEDGER_INVALID' });
  });
});

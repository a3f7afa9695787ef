/** Whether it is safe to cut over: not while anything is not known. */
import { expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { reasonsAgainst } from '../../src/watch/gate.ts';
import type { Live } from '../../src/watch/gate.ts';
import { apply, newState } from '../../src/watch/ledger/state.ts';
import type { LedgerRecord } from '../../src/watch/ledger/record.ts';

const at = '2026-11-28T12:00:00.000Z';
const side = { label: 'db', engine: 'postgres', engineVersion: '18' };
const plan = { tables: [{}], unpaired: [], notCompared: [] } as unknown as Plan;
const LIVE: Live = {
  ...{
    plan,
    oldestSuspectSeconds: null,
    suspectSeconds: 60,
    feedLagSeconds: 60,
    held: null,
    ledgerFailure: null,
    definitions: true,
  },
};

const begun: LedgerRecord = {
  ...{ type: 'watch', at, sides: { source: side, target: side }, facts: ['', ''], unseen: true },
  tables: [
    { source: 's.a', target: 's.a' },
    { source: 's.b', target: 's.b' },
  ],
};
const clean = (table: string): LedgerRecord[] => [
  { type: 'began', at, table },
  {
    ...{ type: 'ended', at, table },
    pass: {
      rows: { source: 1, target: 1 },
      incomplete: null,
      clean: true,
      beyond: { missing: 0, extra: 0, changed: 0 },
    },
  },
];
const equal: LedgerRecord = { type: 'definitions', at, blockers: 0, failure: null };
const GOOD = [begun, equal, ...clean('s.a'), ...clean('s.b')];
const drift: LedgerRecord = { type: 'seen', at, table: 's.a', differences: [{ kind: 'missing', key: ['1'] }] };
const gone: LedgerRecord = { type: 'gone', at, table: 's.a', keys: ['missing 1'], by: 'look' };

function reasons(records: readonly LedgerRecord[], live: Partial<Live> = {}): string[] {
  const state = newState();
  for (const record of records) apply(state, record);
  return reasonsAgainst(state, { ...LIVE, ...live });
}

it('it is when all of it was seen to be equal', () => {
  expect(reasons(GOOD)).toEqual([]);
});

it.each<[string, readonly LedgerRecord[], Partial<Live>, RegExp]>([
  [
    'a table was not compared in whole',
    [begun, equal, ...clean('s.a')],
    {},
    /no clean pass yet over 1 of 2 tables: s.b/,
  ],
  ['a row differs', [...GOOD, drift], {}, /^1 row differs: s.a 1\n/],
  [
    'drift was resolved since the passes',
    [...GOOD, drift, gone],
    {},
    /no clean pass since drift was last seen over 2 of 2/,
  ],
  [
    'drift was resolved since the other table’s pass',
    [...GOOD, drift, gone, ...clean('s.a')],
    {},
    /over 1 of 2 tables: s.b/,
  ],
  [
    'a pass could not tell',
    [...GOOD, { type: 'broken', at, table: 's.b', reason: 'asked in vain' }],
    {},
    /s.b: asked in vain/,
  ],
  ['a table is dirty', [...GOOD, { type: 'dirty', at, table: 's.b', reason: 'TRUNCATE' }], {}, /s.b: TRUNCATE/],
  [
    'definitions were not compared',
    [begun, ...clean('s.a'), ...clean('s.b')],
    {},
    /definitions have not been compared yet/,
  ],
  [
    'a definition is a blocker',
    [...GOOD, { type: 'definitions', at, blockers: 2, failure: null }],
    {},
    /2 blockers among/,
  ],
  [
    'definitions could not be read',
    [...GOOD, { type: 'definitions', at, blockers: 0, failure: 'no' }],
    {},
    /could not be compared: no/,
  ],
  ['a side is held', GOOD, { held: 'the pause file exists' }, /held: the pause file exists/],
  ['a suspect is too old', GOOD, { oldestSuspectSeconds: 61 }, /has waited 61 s/],
  ['a feed is behind', GOOD, { feedLagSeconds: 61 }, /a feed is 61 s behind/],
  ['the ledger is not written', GOOD, { ledgerFailure: 'disk full' }, /disk full/],
  ['nothing is compared', [begun, equal], { plan: { ...plan, tables: [] } }, /no table is compared/],
  [
    'the target lacks a table',
    GOOD,
    { plan: { ...plan, unpaired: [{ source: { schema: 's', name: 'c' }, target: null }] } as unknown as Plan },
    /one side lacks 1 table: s.c \(target\)/,
  ],
  [
    'something is not compared that should be',
    GOOD,
    {
      plan: {
        ...plan,
        notCompared: [{ kind: 'table', name: 's.f', reason: 'foreign', affectsVerdict: true }],
      } as unknown as Plan,
    },
    /not compared: s.f: foreign/,
  ],
])('it is not when %s', (_what, records, live, message) => {
  expect(reasons(records, live).join('\n')).toMatch(message);
});

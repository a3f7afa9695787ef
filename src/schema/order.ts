import type { SchemaChange } from '../model/schema-change.ts';
import type { Draft } from './draft.ts';

/** An order in which the fixes work: types, columns, keys, what points to keys, positions, what reads tables. */
const RANKS: Readonly<Record<SchemaChange['type'], number>> = {
  'create sequence': 1,
  'set default': 2,
  'alter column': 2,
  'drop not null': 2,
  'set not null': 2,
  'number column': 2,
  'create index': 3,
  'replace index': 3,
  'rebuild index': 3,
  'add constraint': 3,
  inherit: 4,
  'validate not null': 6,
  'enforce constraint': 6,
  'validate constraint': 6,
  'set position': 7,
  run: 8,
  'refresh view': 9,
  'set fact': 9,
  'enable trigger': 9,
  analyze: 10,
};

const LAST = 11;

/** Types, extensions and functions come before all else, views in the order in which they were made, grants behind. */
const RUN_FIRST: readonly string[] = [
  'extension',
  'language',
  'collation',
  'enum',
  'composite type',
  'range type',
  'domain',
  'function',
  'aggregate',
  'operator',
  'cast',
];

function rank({ change, object }: Draft): number {
  if (change === null) return LAST;
  if (change.type === 'run' && RUN_FIRST.includes(object)) return RUN_FIRST.indexOf(object) / RUN_FIRST.length;
  if (object === 'grant') return RANKS.analyze;
  if (change.type === 'add constraint') return change.constraint.kind === 'foreign key' ? 5 : 3;
  return RANKS[change.type];
}

/** The findings in an order in which their fixes can be run one after the other. */
export function inFixOrder(drafts: readonly Draft[]): Draft[] {
  // Stable: within a rank as they were found, table by table.
  return [...drafts].sort((a, b) => rank(a) - rank(b));
}

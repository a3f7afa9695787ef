import type { PartitionDefinition, TableDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { Sides } from '../model/side.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';

/** Partitions one by one, within an engine: rows that none of them takes are refused. */
export function comparePartitions(inspected: Inspected, table: PairedTable): Draft[] {
  const { source, target } = table;
  // A table without partitions takes all rows; one that is partitioned by other columns is said to be.
  if (!isOneEngine(inspected) || target.facts['partitioning'] === undefined) return [];
  if (source.facts['partitioning'] !== target.facts['partitioning']) return elsewhere(table);
  const byBound = new Map(target.partitions.map((one) => [one.bound, one]));
  const bounds = new Set(source.partitions.map(({ bound }) => bound));
  return [
    ...source.partitions.flatMap((one) => {
      const partner = byBound.get(one.bound);
      return partner === undefined
        ? [missingPartition(table, one)]
        : comparePair(inspected, table, { source: one, target: partner });
    }),
    ...target.partitions.filter(({ bound }) => !bounds.has(bound)).map((one) => extraPartition(table, one)),
  ];
}

/** The partitions cannot be held against each other: whether rows are refused is what can be asked for. */
function elsewhere({ label, source, target }: PairedTable): Draft[] {
  const common = {
    kind: 'missing',
    object: 'partition',
    table: label,
    name: source.name,
    severity: 'blocker',
  } as const;
  if (target.partitions.length === 0)
    return [draft({ ...common, message: 'it has no partition, and refuses all rows' })];
  if (!takesAll(source) || !isBounded(target)) return [];
  const message = 'no partition of the target is for whatever comes: it refuses rows that the source takes';
  return [draft({ ...common, target: target.partitions.map(({ bound }) => bound).join(', '), message })];
}

function isHashed({ facts }: TableDefinition): boolean {
  return /^(linear )?(hash|key)\b/i.test(facts['partitioning'] ?? 'hash');
}

/** A table without partitions, one by hash, and one with a partition for the rest take whatever comes. */
function takesAll(table: TableDefinition): boolean {
  return isHashed(table) || table.partitions.some(({ isDefault }) => isDefault);
}

/** Rows that are larger than all bounds, or in no list, are refused. */
function isBounded(table: TableDefinition): boolean {
  return !takesAll(table) && !table.partitions.some(({ bound }) => /\bmaxvalue\b/i.test(bound));
}

function missingPartition({ label, source, target }: PairedTable, { name, bound }: PartitionDefinition): Draft {
  const later = source.partitions.slice(source.partitions.findIndex((one) => one.bound === bound) + 1);
  const between = later.some((one) => one.ranged && target.partitions.some((other) => other.bound === one.bound));
  const caught = between || isListed(bound, target) || target.partitions.some(({ isDefault }) => isDefault);
  const severity: Severity = caught ? 'warning' : 'blocker';
  const message = caught
    ? 'its rows lie in another partition'
    : 'no partition of the target is for these rows: they are refused unless another one takes them';
  return draft({ kind: 'missing', object: 'partition', table: label, name, severity, source: bound, message });
}

/** Whether the values of a list are all in lists of the target, however they are spread over these. */
function isListed(bound: string, { facts, partitions }: TableDefinition): boolean {
  const values = listOf(bound);
  if (values.length === 0 || !/^list\b/i.test(facts['partitioning'] ?? '')) return false;
  const there = new Set(partitions.flatMap((one) => listOf(one.bound)));
  return values.every((value) => there.has(value));
}

/** `1,2`, or `FOR VALUES IN (1, 2)`; none of lists of several columns, and of partitions of partitions. */
function listOf(bound: string): readonly string[] {
  const plain = bound.replace(/^FOR VALUES IN \((.*)\)$/s, '$1');
  if (/^[^']*[(·]/.test(plain)) return [];
  return plain.match(/'(?:[^']|'')*'|[^,\s]+/g) ?? [];
}

function extraPartition({ label, source }: PairedTable, { name, bound, isDefault }: PartitionDefinition): Draft {
  const common = { kind: 'extra', object: 'partition', table: label, name, target: bound } as const;
  const takesMore = isDefault && !source.partitions.some((one) => one.isDefault);
  return takesMore
    ? draft({ ...common, severity: 'warning', message: 'the target takes rows that the source refuses' })
    : draft({ ...common, severity: 'note', message: 'only the target has it' });
}

/** What a partition is besides its bound. */
export const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  kind: { severity: 'blocker', message: 'its rows lie somewhere else' },
  persistence: { severity: 'blocker', message: 'an unlogged partition is empty after a crash, and on every replica' },
  'row security': { severity: 'blocker', message: 'roles that read the partition itself see other rows' },
  indexes: { severity: 'blocker', message: 'indexes of its own differ' },
  constraints: { severity: 'blocker', message: 'constraints of its own differ' },
  defaults: { severity: 'warning', message: 'rows written to the partition itself get other values' },
  'switched off': {
    severity: 'blocker',
    message: 'what its parent has does not act on rows of this partition, or does',
  },
  owner: { severity: 'warning', message: 'somebody else may change and drop it' },
  engine: { severity: 'blocker', message: 'another storage engine has other transactions, locks and limits' },
};

function comparePair(
  { definitions }: Inspected,
  { label }: PairedTable,
  { source, target }: Sides<PartitionDefinition>,
): Draft[] {
  const common = { kind: 'changed', object: 'partition', table: label, name: source.name } as const;
  const facts = Object.keys({ ...source.facts, ...target.facts }).flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    const { severity, message } = FACTS[aspect] ?? { severity: 'note', message: 'stored otherwise' };
    // Of a role that the target lacks everything is said once, with the role.
    const isUnknown = aspect === 'owner' && definitions.target.roles?.some(({ name }) => name === from) !== true;
    return from === to || isUnknown ? [] : [draft({ ...common, aspect, severity, source: from, target: to, message })];
  });
  if (source.name === target.name) return facts;
  const names = { source: source.name, target: target.name };
  const message = 'the same rows under another name';
  return [...facts, draft({ ...common, aspect: 'name', severity: 'note', ...names, message })];
}

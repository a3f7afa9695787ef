import type { PartitionDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
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
      return partner === undefined ? [missingPartition(table, one)] : comparePair(table, one, partner);
    }),
    ...target.partitions.filter(({ bound }) => !bounds.has(bound)).map((one) => extraPartition(table, one)),
  ];
}

/** The partitions cannot be held against each other: one that takes whatever comes is what can be asked for. */
function elsewhere({ label, source, target }: PairedTable): Draft[] {
  if (target.partitions.length > 0) return [];
  const common = { object: 'partition', table: label, name: source.name } as const;
  return [
    draft({ kind: 'missing', ...common, severity: 'blocker', message: 'it has no partition, and refuses all rows' }),
  ];
}

function missingPartition({ label, source, target }: PairedTable, { name, bound }: PartitionDefinition): Draft {
  const [last, lastOfTarget] = [source.partitions.at(-1), target.partitions.at(-1)];
  const between = lastOfTarget?.ranged === true && lastOfTarget.bound === last?.bound;
  const caught = between || target.partitions.some(({ isDefault }) => isDefault);
  const severity: Severity = caught ? 'warning' : 'blocker';
  const message = caught
    ? 'its rows lie in another partition'
    : 'no partition of the target is for these rows: they are refused unless another one takes them';
  return draft({ kind: 'missing', object: 'partition', table: label, name, severity, source: bound, message });
}

function extraPartition({ label, source }: PairedTable, { name, bound, isDefault }: PartitionDefinition): Draft {
  const common = { kind: 'extra', object: 'partition', table: label, name, target: bound } as const;
  const takesMore = isDefault && !source.partitions.some((one) => one.isDefault);
  return takesMore
    ? draft({ ...common, severity: 'warning', message: 'the target takes rows that the source refuses' })
    : draft({ ...common, severity: 'note', message: 'only the target has it' });
}

/** What a partition is besides its bound. */
const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  kind: { severity: 'blocker', message: 'its rows lie somewhere else' },
  persistence: { severity: 'blocker', message: 'an unlogged partition is empty after a crash, and on every replica' },
  'row security': { severity: 'blocker', message: 'roles that read the partition itself see other rows' },
  indexes: { severity: 'blocker', message: 'indexes of its own differ' },
  constraints: { severity: 'blocker', message: 'constraints of its own differ' },
  defaults: { severity: 'warning', message: 'rows written to the partition itself get other values' },
  engine: { severity: 'blocker', message: 'another storage engine has other transactions, locks and limits' },
};

function comparePair({ label }: PairedTable, source: PartitionDefinition, target: PartitionDefinition): Draft[] {
  const common = { kind: 'changed', object: 'partition', table: label, name: source.name } as const;
  const facts = Object.keys({ ...source.facts, ...target.facts }).flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    const { severity, message } = FACTS[aspect] ?? { severity: 'note', message: 'stored otherwise' };
    return from === to ? [] : [draft({ ...common, aspect, severity, source: from, target: to, message })];
  });
  if (source.name === target.name) return facts;
  const names = { source: source.name, target: target.name };
  const message = 'the same rows under another name';
  return [...facts, draft({ ...common, aspect: 'name', severity: 'note', ...names, message })];
}

import type { TableDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import { tableName } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';

/** Tables that one side lacks. */
export function unpairedTables({ plan }: Inspected): Draft[] {
  return plan.unpaired.flatMap(({ source, target }) => {
    const common = { object: 'table', severity: 'blocker' } as const;
    if (source !== null) {
      const names = { table: tableName(source), name: source.name, source: tableName(source) };
      return [draft({ kind: 'missing', ...common, ...names, message: 'the target has no such table' })];
    }
    if (target === null) return [];
    const names = { table: tableName(target), name: target.name, target: tableName(target) };
    return [
      draft({
        kind: 'extra',
        ...common,
        ...names,
        message: 'the source has no such table: leave it out with --exclude if that is meant',
      }),
    ];
  });
}

/** What a table's storage fact means when it differs. */
const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  persistence: { severity: 'blocker', message: 'an unlogged table is empty after a crash, and on every replica' },
  'row security': { severity: 'blocker', message: 'roles see, and may write, other rows' },
  'replica identity': { severity: 'warning', message: 'logical replication identifies its rows otherwise' },
  partitioning: { severity: 'warning', message: 'rows are spread over partitions otherwise' },
  partitions: { severity: 'warning', message: 'it has other partitions: rows may find none' },
  engine: { severity: 'blocker', message: 'another storage engine has other transactions, locks and limits' },
};

/** Storage facts within an engine, and the comment. */
export function compareFacts(inspected: Inspected, { label, source, target }: PairedTable): Draft[] {
  const facts = isOneEngine(inspected) ? Object.keys({ ...source.facts, ...target.facts }) : [];
  const common = { kind: 'changed', object: 'table', table: label, name: source.name } as const;
  const changed = facts.flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    const { severity, message } = FACTS[aspect] ?? { severity: 'note', message: 'stored otherwise' };
    return from === to ? [] : [draft({ ...common, aspect, severity, source: from, target: to, message })];
  });
  if ((source.comment ?? '') === (target.comment ?? '')) return changed;
  const comments = { source: source.comment, target: target.comment };
  return [
    ...changed,
    draft({ ...common, aspect: 'comment', severity: 'note', ...comments, message: 'another comment' }),
  ];
}

/** What keeps a table of the target from being ready for load, and the source's was. */
export function compareReadiness(inspected: Inspected, { label, source, target }: PairedTable): Draft[] {
  const drafts = target.unready
    // A statistics target is lost when the source has one, not when the target has.
    .filter(
      ({ aspect, name }) => aspect !== 'statistics target' && !(aspect !== 'statistics' && has(source, aspect, name)),
    )
    .map(({ aspect, name, message }) =>
      draft({
        kind: 'stale',
        object: name === null ? 'table' : 'index',
        table: label,
        name: name ?? target.name,
        aspect,
        severity: 'warning',
        target: message,
        message: ADVICE[aspect] ?? message,
        change:
          aspect === 'statistics'
            ? { type: 'analyze', table: target }
            : aspect === 'collation version' && name !== null
              ? { type: 'rebuild index', table: target, name }
              : null,
      }),
    );
  return [...drafts, ...(isOneEngine(inspected) ? lostStatisticsTargets(label, source, target) : [])];
}

const ADVICE: Readonly<Record<string, string>> = {
  statistics: 'the target has rows and no statistics of them: the first queries will be planned badly',
  autovacuum: 'autovacuum is off: statistics grow old, and dead rows stay',
  'collation version': 'the index was built with another version of its collation: it may not find rows',
};

function has({ unready }: TableDefinition, aspect: string, name: string | null): boolean {
  return unready.some((one) => one.aspect === aspect && one.name === name);
}

function lostStatisticsTargets(label: string, source: TableDefinition, target: TableDefinition): Draft[] {
  return source.unready
    .filter(({ aspect, name }) => aspect === 'statistics target' && !has(target, aspect, name))
    .map(({ name, message }) =>
      draft({
        kind: 'changed',
        object: 'column',
        table: label,
        name: name ?? '',
        aspect: 'statistics target',
        severity: 'warning',
        source: message,
        target: 'default',
        message: 'the planner looks at fewer of its values',
      }),
    );
}

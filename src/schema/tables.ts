import type { TableDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import { mapSides } from '../model/side.ts';
import type { Side } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableRef } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isOneEngine, targetTable } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';

/** Tables that one side lacks. */
export function unpairedTables({ plan }: Inspected): Draft[] {
  return plan.unpaired.flatMap(({ source, target }) => {
    if ((source ?? target)?.kind !== 'table') return [];
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

/** Tables below one that is compared whole, of which one side lacks some: their rows are read, their names are not there. */
export function unpairedMembers({ plan, tables, definitions }: Inspected): Draft[] {
  const known = mapSides(definitions, (one) => new Map(one.tables.map((table) => [tableName(table), table])));
  const paired = mapSides(definitions, (_, side) => new Set(tables.map((table) => tableName(table[side]))));
  const left = (side: Side): readonly TableDefinition[] =>
    [...new Set(plan.tables.flatMap(({ family }) => family?.[side] ?? []))].flatMap((name) => {
      const table = paired[side].has(name) ? undefined : known[side].get(name);
      return table ?? [];
    });
  const common = { object: 'table' } as const;
  return [
    ...left('source').map((table) => {
      const names = { table: tableName(table), name: table.name, source: tableName(table) };
      const message = 'the target has no such table, or one that does not inherit: its rows are looked for above it';
      return draft({ kind: 'missing', ...common, ...names, severity: 'blocker', message });
    }),
    ...left('target').map((table) => {
      const names = { table: tableName(table), name: table.name, target: tableName(table) };
      const message = 'the source has no such table: its rows are compared with those of the table above it';
      return draft({ kind: 'extra', ...common, ...names, severity: 'warning', message });
    }),
  ];
}

/** A materialized view on one side and a table on the other: their rows may be equal, and who writes them differs. */
export function otherKinds({ plan }: Inspected): Draft[] {
  return plan.tables
    .filter(({ source, target }) => source.kind !== target.kind)
    .map(({ id, source, target }) => {
      const message =
        source.kind === 'table'
          ? 'a table of the source is a materialized view in the target: writes to it fail'
          : 'a materialized view in the source is a table in the target: nothing refreshes it';
      const common = { kind: 'changed', object: 'table', table: id, name: source.name, aspect: 'kind' } as const;
      return draft({ ...common, severity: 'blocker', source: source.kind, target: target.kind, message });
    });
}

/** What a table's storage fact means when it differs. */
export const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  persistence: { severity: 'blocker', message: 'an unlogged table is empty after a crash, and on every replica' },
  'row security': { severity: 'blocker', message: 'roles see, and may write, other rows' },
  'replica identity': { severity: 'warning', message: 'logical replication identifies its rows otherwise' },
  partitioning: { severity: 'warning', message: 'rows are spread over partitions otherwise' },
  'access method': { severity: 'warning', message: 'its rows are stored by other code' },
  'row type': { severity: 'warning', message: 'its columns do not follow a type, or another one' },
  options: { severity: 'note', message: 'other storage options' },
  tablespace: { severity: 'note', message: 'it lies in another tablespace' },
  owner: { severity: 'warning', message: 'somebody else may change and drop it' },
  engine: { severity: 'blocker', message: 'another storage engine has other transactions, locks and limits' },
  collation: { severity: 'warning', message: 'columns added later sort, and may be unique, by other rules' },
  'row format': { severity: 'note', message: 'stored otherwise' },
  period: {
    severity: 'blocker',
    message: 'statements for a portion of the period fail, or its start may lie behind its end',
  },
  'system versioning': { severity: 'blocker', message: 'what a row was before a change is kept, or is not' },
};

/** Facts that a statement sets on a live system. */
const SETTABLE: readonly string[] = ['row security', 'replica identity', 'collation'];

/** Storage facts within an engine, and the comment. */
export function compareFacts(inspected: Inspected, { label, source, target }: PairedTable): Draft[] {
  const facts = isOneEngine(inspected) ? Object.keys({ ...source.facts, ...target.facts }) : [];
  const common = { kind: 'changed', object: 'table', table: label, name: source.name } as const;
  const changed = facts.flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    if (from === to || (aspect === 'owner' && !hasRole(inspected, from))) return [];
    // A partitioned table has no rows of its own to be stored by any.
    if (aspect === 'access method' && (from === null || to === null)) return [];
    const { severity, message } = FACTS[aspect] ?? { severity: 'note', message: 'stored otherwise' };
    const change: SchemaChange | null =
      from !== null && SETTABLE.includes(aspect)
        ? { type: 'set fact', table: target, fact: aspect, value: from }
        : null;
    return [draft({ ...common, aspect, severity, source: from, target: to, message, change })];
  });
  if ((source.comment ?? '') === (target.comment ?? '')) return changed;
  const comments = { source: source.comment, target: target.comment };
  return [
    ...changed,
    draft({ ...common, aspect: 'comment', severity: 'note', ...comments, message: 'another comment' }),
  ];
}

/** Rows that the table keeps besides those that a plain query sees. */
export function namedHistory({ plan }: Inspected, { label, source, target }: PairedTable): Draft[] {
  if (source.facts['system versioning'] !== 'yes' || target.facts['system versioning'] !== 'yes') return [];
  if (plan.tables.some(({ id }) => id === tableName({ ...source, history: true }))) return [];
  const common = { kind: 'hidden', object: 'history', table: label, name: source.name } as const;
  const message = 'not compared here: what its rows were before they were changed; verify --history compares them';
  return [draft({ ...common, severity: 'warning', message })];
}

/** Of a role that the target lacks everything is said once, with the role. */
function hasRole({ definitions }: Inspected, name: string | null): boolean {
  return definitions.target.roles?.some((role) => role.name === name) ?? false;
}

/** A name in another case is another name to a server that minds it; one that differs in more was mapped. */
export function compareName(inspected: Inspected, { label, source, target }: PairedTable): Draft[] {
  if (source.name === target.name || source.name.toLowerCase() !== target.name.toLowerCase()) return [];
  const oneEngine = isOneEngine(inspected);
  const names = { source: source.name, target: target.name };
  const message = oneEngine
    ? 'the name is written in another case: statements that write it as in the source do not find it'
    : 'the name is written in another case';
  const common = { object: 'table', table: label, name: source.name, aspect: 'name' } as const;
  return [draft({ kind: 'changed', ...common, ...names, severity: oneEngine ? 'warning' : 'note', message })];
}

/** A parent answers with the rows of all that inherits from it. */
export function compareParents(inspected: Inspected, { label, source, target }: PairedTable): Draft[] {
  const wanted = source.parents.map((parent) => targetTable(inspected, parent));
  const has = (list: readonly TableRef[], one: TableRef): boolean =>
    list.some((other) => tableName(other) === tableName(one));
  const [lost, gained] = [
    wanted.filter((one) => !has(target.parents, one)),
    target.parents.filter((one) => !has(wanted, one)),
  ];
  const names = (list: readonly TableRef[]): string => list.map(tableName).join(', ');
  if (lost.length === 0 && gained.length === 0) return [];
  const common = { object: 'table', table: label, name: source.name, aspect: 'inherits' } as const;
  const message =
    lost.length > 0
      ? `queries of ${names(lost)} do not see its rows`
      : `queries of ${names(gained)} see its rows, which they do not in the source`;
  const change: SchemaChange | null = lost.length > 0 ? { type: 'inherit', table: target, parents: lost } : null;
  return [
    draft({
      ...{ kind: 'changed', severity: 'blocker', ...common, message, change },
      source: names(source.parents) || 'nothing',
      target: names(target.parents) || 'nothing',
    }),
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

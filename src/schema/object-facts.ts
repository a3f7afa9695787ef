import type { ObjectDefinition } from '../model/definition.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Sides } from '../model/side.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { factRule, KIND_RULES } from './object-kinds.ts';
import { tableName } from '../model/table.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected } from './paired.ts';

/** Where a finding about an object belongs. */
export function labelOf({ schema, table }: ObjectDefinition): Pick<Draft, 'table'> {
  return { table: table === null ? null : tableName({ ...table, schema }) };
}

/** What is said of a pair of objects besides their definitions. */
export function factAspects(inspected: Inspected, pair: Sides<ObjectDefinition>): Draft[] {
  const { source, target } = pair;
  const oneEngine = isOneEngine(inspected);
  return Object.keys({ ...source.facts, ...target.facts }).flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    if (from === to || (!oneEngine && (from === null || to === null))) return [];
    if (isOwner(aspect)) return ownerAspect(inspected, pair, aspect);
    const common = { object: source.object, ...labelOf(source), name: source.name, aspect, source: from, target: to };
    if (STATES.includes(aspect)) return stateAspect({ ...common, source: from ?? 'yes', target: to ?? 'yes' }, pair);
    const { unsaid, ...rule } = factRule(source.object, aspect);
    const isMended = oneEngine && source.replace !== null && rule.severity === 'blocker' && unsaid !== true;
    const change: SchemaChange | null = isMended
      ? { type: 'run', statement: source.replace, schema: target.schema }
      : null;
    return [draft({ kind: 'changed', ...common, ...rule, change })];
  });
}

/** Roles are compared where both sides have them: one that the target lacks is named once. */
function isOwner(aspect: string): boolean {
  return aspect === 'owner' || aspect === 'definer';
}

function ownerAspect({ definitions }: Inspected, { source, target }: Sides<ObjectDefinition>, aspect: string): Draft[] {
  const [from = '', to = ''] = [source.facts[aspect], target.facts[aspect]];
  const roles = definitions.target.roles?.map(({ name }) => name) ?? [from];
  if (!roles.includes(from)) return [];
  const common = { object: source.object, ...labelOf(source), name: source.name, aspect, source: from, target: to };
  const { severity, message } = factRule(source.object, aspect);
  return [draft({ kind: 'changed', ...common, severity, message })];
}

/** Facts that say whether it acts at all. */
const STATES: readonly string[] = ['enabled', 'populated', 'queryable', 'definer exists'];

/** A trigger at ENABLE REPLICA never fires for an application. */
function isAsleep(state: string | null): boolean {
  return state === 'no' || state === 'replica';
}

type Common = Pick<Draft, 'object' | 'table' | 'name' | 'source' | 'target'> & { readonly aspect: string };

/** Whether it acts, and for whom. */
function stateAspect(common: Common, { source: wanted, target }: Sides<ObjectDefinition>): Draft[] {
  const { aspect, source, target: state } = common;
  if (source === state) return [];
  if (!isAsleep(state) || isAsleep(source)) {
    const message = isAsleep(source) ? 'it acts in the target, and not in the source' : 'it acts at other times';
    return [draft({ kind: 'changed', ...common, severity: 'warning', message })];
  }
  const forReplicas = 'it acts for replication alone: never for an application';
  const message = state === 'replica' ? forReplicas : (WORDS[aspect] ?? `it is there and not ${aspect}`);
  const change = aspect === 'enabled' || aspect === 'populated' ? wakeUp(target, source ?? 'yes') : null;
  const again: SchemaChange | null =
    wanted.replace === null ? null : { type: 'run', statement: wanted.replace, schema: target.schema };
  // One that is asleep is as bad as one that is not there.
  const severity = KIND_RULES[target.object].missing;
  return [draft({ kind: 'invalid', ...common, severity, message, change: change ?? again })];
}

const WORDS: Readonly<Record<string, string>> = {
  'definer exists': 'its definer is no account of the target: it fails when it is used',
};

function wakeUp({ object, schema, name, table }: ObjectDefinition, mode: string): SchemaChange | null {
  if (object === 'materialized view') return { type: 'refresh view', view: { schema, name } };
  if (object === 'event trigger') return { type: 'enable trigger', object, table: null, name, mode };
  if ((object !== 'trigger' && object !== 'rule') || table === null) return null;
  return { type: 'enable trigger', object, table, name, mode };
}

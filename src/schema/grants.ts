import type { Grant, Role } from '../model/definition.ts';
import { mapSides } from '../model/side.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isHidden } from './hidden.ts';
import { isOneEngine, targetTable } from './paired.ts';
import type { Inspected } from './paired.ts';

/**
 * Who may do what, within an engine: grants to roles that both sides have, and what those roles may do whatever was
 * granted. A role that the target lacks is named once, however much it was granted.
 */
export function compareGrants(inspected: Inspected): Draft[] {
  const { source, target } = inspected.definitions;
  if (!isOneEngine(inspected) || source.roles === null || target.roles === null) return [];
  if (isHidden(inspected, { object: 'grant', name: null })) return [];
  const roles = { source: byName(source.roles), target: byName(target.roles) };
  const wanted = grantsOf(inspected, 'source');
  const there = grantsOf(inspected, 'target');
  const isKnown = ({ role }: Grant): boolean => role === PUBLIC || (roles.source.has(role) && roles.target.has(role));
  const identities = [...new Set([...wanted.keys(), ...there.keys()])];
  const objects = mapSides(inspected.definitions, (_, side) => objectsOf(inspected, side));
  return [
    ...[...usesOf(inspected, [...wanted.values()])].flatMap(([name, times]) => {
      const [before, after] = [roles.source.get(name), roles.target.get(name)];
      return after === undefined ? [missingRole(name, times)] : before === undefined ? [] : compareRole(before, after);
    }),
    ...identities.flatMap((identity) => {
      const [from, to] = [wanted.get(identity), there.get(identity)];
      const either = from ?? to;
      if (either === undefined || !isKnown(either) || !isMadeOnBoth(either, roles)) return [];
      // An object that one side lacks is said to be lacking.
      const home = homeOf(inspected, from === undefined ? 'target' : 'source', either);
      const onBoth = NOT_LISTED.includes(either.object) || (objects.source.has(home) && objects.target.has(home));
      return onBoth ? compareGrant(inspected, from, to) : [];
    }),
  ];
}

/** What is granted of what a role makes later says nothing where that role is not there. */
function isMadeOnBoth({ object, name }: Grant, roles: Sides<ReadonlyMap<string, Role>>): boolean {
  const [, maker] = object === 'default privileges' ? (/ made by (.*)$/s.exec(name) ?? []) : [];
  return maker === undefined || (roles.source.has(maker) && roles.target.has(maker));
}

/** Everybody. */
const PUBLIC = 'public';

function byName(roles: readonly Role[]): ReadonlyMap<string, Role> {
  return new Map(roles.map((role) => [role.name, role]));
}

/** Those about what is compared, by what they are about in the target's names. */
function grantsOf(inspected: Inspected, side: Side): ReadonlyMap<string, Grant> {
  const compared = new Set(inspected.tables.map((table) => tableName(table[side])));
  const known = new Set(inspected.definitions[side].tables.map(tableName));
  const schemas = inspected.plan.schemas[side];
  const selected = inspected.definitions[side].grants.filter((grant) => {
    const table = tableName({ schema: grant.schema, name: grant.name.split('.')[0] ?? '' });
    if (known.has(table)) return compared.has(table);
    return grant.schema === '' || schemas.includes(grant.schema);
  });
  return new Map(selected.map((grant) => [identity(inspected, side, grant), grant]));
}

/** What is in no list of definitions, and on both sides. */
const NOT_LISTED: readonly string[] = ['schema', 'default privileges'];

/** By which kind of object a grant on this one goes. */
function grantedAs(object: string): string {
  if (object.endsWith('view') || object === 'foreign table') return 'table';
  if (object === 'aggregate') return 'function';
  return TYPES.includes(object) ? 'type' : object;
}

const TYPES: readonly string[] = ['enum', 'domain', 'composite type', 'range type'];

function objectsOf(inspected: Inspected, side: Side): ReadonlySet<string> {
  const { tables, sequences, objects } = inspected.definitions[side];
  return new Set([
    ...tables.map(({ schema, name }) => homeOf(inspected, side, { object: 'table', schema, name })),
    ...tables.flatMap(({ schema, partitions }) =>
      partitions.map(({ name }) => homeOf(inspected, side, { object: 'table', schema, name })),
    ),
    ...sequences.map(({ schema, name }) => homeOf(inspected, side, { object: 'sequence', schema, name: name ?? '' })),
    ...objects.map(({ object, schema, name }) => homeOf(inspected, side, { object: grantedAs(object), schema, name })),
  ]);
}

function identity(inspected: Inspected, side: Side, grant: Grant): string {
  const { object, role } = grant;
  const column = object === 'column' ? columnOf(inspected, side, grant) : null;
  return JSON.stringify([object, homeOf(inspected, side, grant), column, role]);
}

/** The column that a grant is about, in the target's names. */
function columnOf({ bySource }: Inspected, side: Side, { schema, name }: Grant): string {
  const [table = '', column = ''] = name.split('.');
  const there = side === 'source' ? bySource.get(tableName({ schema, name: table }))?.columns.get(column) : undefined;
  return there ?? column;
}

/** The object that a grant is about, in the target's names. */
function homeOf(
  inspected: Inspected,
  side: Side,
  { object, schema, name }: Pick<Grant, 'object' | 'schema' | 'name'>,
): string {
  const isTable = object === 'table' || object === 'column';
  const own = object === 'column' ? (name.split('.')[0] ?? '') : name;
  if (side === 'target') return JSON.stringify([schema, own]);
  if (isTable) {
    const { schema: home, name: table } = targetTable(inspected, { schema, name: own });
    return JSON.stringify([home, table]);
  }
  const there = (one: string): string => inspected.schemas.get(one) ?? one;
  return JSON.stringify([there(schema), object === 'schema' ? there(own) : own]);
}

function compareGrant(inspected: Inspected, source: Grant | undefined, target: Grant | undefined): Draft[] {
  const either = source ?? target;
  if (either === undefined) return [];
  const [from, to] = [source?.privileges ?? [], target?.privileges ?? []];
  const lost = from.filter((one) => !to.includes(one));
  const gained = to.filter((one) => !from.includes(one));
  const { object, name, role } = either;
  const words = { source: from.join(', ') || 'nothing', target: to.join(', ') || 'nothing' };
  const table = tableOf(inspected, either, source === undefined ? 'target' : 'source');
  const common = {
    object: 'grant',
    table,
    name: `${role} on ${object} ${name}`,
    severity: 'warning',
    ...words,
  } as const;
  const change = source === undefined ? null : regrant(inspected, source);
  return [
    ...(lost.length === 0
      ? []
      : [draft({ kind: 'missing', ...common, message: `${role} may not ${lost.join(', ')}`, change })]),
    ...(gained.length === 0
      ? []
      : [draft({ kind: 'extra', ...common, message: `${role} may ${gained.join(', ')} besides` })]),
  ];
}

/** The table that it is about, by the source's name where both sides have it. */
function tableOf({ tables }: Inspected, { object, schema, name }: Grant, side: Side): string | null {
  if (object !== 'table' && object !== 'column') return null;
  const own = tableName({ schema, name: object === 'column' ? (name.split('.')[0] ?? '') : name });
  return side === 'source' ? own : (tables.find(({ target }) => tableName(target) === own)?.label ?? own);
}

/** The source's own statement, if what it is about is called so in the target too. */
function regrant(inspected: Inspected, grant: Grant): SchemaChange | null {
  const { schemas } = inspected;
  const { create, schema } = grant;
  if (homeOf(inspected, 'source', grant) !== homeIn(schemas, grant)) return null;
  const isRenamed = grant.object === 'column' && columnOf(inspected, 'source', grant) !== grant.name.split('.')[1];
  return create === null || isRenamed
    ? null
    : { type: 'run', statement: create, schema: schemas.get(schema) ?? schema };
}

function homeIn(schemas: ReadonlyMap<string, string>, { object, schema, name }: Grant): string {
  const there = schemas.get(schema) ?? schema;
  const own =
    object === 'column' ? (name.split('.')[0] ?? '') : object === 'schema' ? (schemas.get(name) ?? name) : name;
  return JSON.stringify([there, own]);
}

/** How many grants and objects of the source name a role. */
function usesOf(inspected: Inspected, grants: readonly Grant[]): ReadonlyMap<string, number> {
  const { definitions, plan, tables } = inspected;
  const uses = new Map<string, number>();
  const use = (role: string | undefined): void => {
    if (role !== undefined && role !== PUBLIC) uses.set(role, (uses.get(role) ?? 0) + 1);
  };
  for (const { role } of grants) use(role);
  for (const { source } of tables) use(source.facts['owner']);
  for (const { schema, facts } of definitions.source.objects) {
    if (plan.schemas.source.includes(schema)) use(facts['owner'] ?? facts['definer']);
  }
  return uses;
}

function missingRole(name: string, times: number): Draft {
  return draft({
    kind: 'missing',
    object: 'role',
    name,
    severity: 'warning',
    source: `named by ${String(times)} of its grants and objects`,
    message: 'the target has no such role: what it was granted, and what it owns, is not compared',
  });
}

const WORDS: Readonly<Record<string, string>> = {
  superuser: 'it may do anything, or may not',
  'bypasses row security': 'it sees all rows, or does not',
  'member of': 'it may do what other roles may',
};

function compareRole(source: Role, target: Role): Draft[] {
  return Object.keys({ ...source.facts, ...target.facts }).flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    const common = { kind: 'changed', object: 'role', name: source.name, aspect, severity: 'warning' } as const;
    const message = WORDS[aspect] ?? `another ${aspect}`;
    return from === to ? [] : [draft({ ...common, source: from, target: to, message })];
  });
}

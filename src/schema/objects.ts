import type { Feature } from '../adapter.ts';
import type { ObjectDefinition } from '../model/definition.ts';
import type { TablePlan } from '../model/plan.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { pairByName } from '../plan/names.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { cannotHave } from './engines.ts';
import { inTargetNames, inTargetSchemas, sameRenamedText, sameText } from './equivalences.ts';
import { isHidden } from './hidden.ts';
import type { MatchUp } from './match-up.ts';
import { factAspects, labelOf } from './object-facts.ts';
import { KIND_RULES } from './object-kinds.ts';
import { isOneEngine, isOneVersion, targetTable } from './paired.ts';
import type { Inspected } from './paired.ts';

/** Views, triggers, policies, functions, types, extensions: by text within an engine, by name across. */
export function compareObjects(inspected: Inspected, wholeSchemas: boolean): Draft[] {
  const oneEngine = isOneEngine(inspected);
  const sources = selectObjects(inspected, 'source', wholeSchemas);
  const targets = selectObjects(inspected, 'target', wholeSchemas);
  // Made once each: every object is held against every other.
  const names = new Map([
    ...sources.map((object) => [object, identity(object, homeInTarget(inspected, object), oneEngine)] as const),
    ...targets.map((object) => [object, identity(object, object, oneEngine)] as const),
  ]);
  const { pairs, missing, extra } = matchByName(sources, targets, names);
  const renamed = renamedNames(inspected);
  return [
    ...missing.map((object) => missingObject(inspected, object, renamed)),
    ...extra.map((object) => extraObject(object)),
    ...pairs.flatMap((pair) => [
      ...nameAspect(inspected, pair),
      ...definitionAspect(inspected, pair, renamed),
      ...factAspects(inspected, pair),
    ]),
    ...(wholeSchemas ? withoutCounterpart(inspected) : []),
  ];
}

/** By name, then as names of tables pair: without regard to case, then without `_`. */
function matchByName(
  sources: readonly ObjectDefinition[],
  targets: readonly ObjectDefinition[],
  names: ReadonlyMap<ObjectDefinition, string>,
): MatchUp<ObjectDefinition> {
  const pairs = pairByName(sources, targets, (object) => names.get(object) ?? '');
  const taken = new Set(pairs.values());
  return {
    pairs: [...pairs].map(([source, target]) => ({ source, target })),
    missing: sources.filter((source) => !pairs.has(source)),
    extra: targets.filter((target) => !taken.has(target)),
  };
}

/** Those of what is compared: of paired tables, and where whole schemas are compared what else is in them. */
function selectObjects(inspected: Inspected, side: Side, wholeSchemas: boolean): ObjectDefinition[] {
  const { definitions, plan, tables } = inspected;
  const oneEngine = isOneEngine(inspected);
  const compared = new Set(tables.map((table) => tableName(table[side])));
  // Materialized views that the user names, with their indexes; of one that is a table in its place nothing is left.
  const isOneKind = (table: TablePlan): boolean => table.source.kind === table.target.kind;
  const chosen = new Set(plan.tables.filter(isOneKind).map((table) => tableName(table[side])));
  const replaced = new Set(plan.tables.filter((table) => !isOneKind(table)).map((table) => tableName(table[side])));
  const known = new Set(definitions[side].tables.map(tableName));
  return definitions[side].objects.filter(({ object, schema, name, table }) => {
    if (isHidden(inspected, { object, name })) return false;
    if (!oneEngine && KIND_RULES[object].across === undefined) return false;
    // What hangs on a table that is not compared, or that one side lacks, is said with the table.
    if (table !== null && known.has(tableName(table))) return compared.has(tableName(table));
    if (chosen.has(tableName(table ?? { schema, name }))) return true;
    if (replaced.has(tableName(table ?? { schema, name }))) return false;
    return wholeSchemas && (schema === '' || plan.schemas[side].includes(schema));
  });
}

/** Where an object is. */
type Home = Pick<ObjectDefinition, 'schema' | 'table'>;

function homeInTarget(inspected: Inspected, { schema, table }: ObjectDefinition): Home {
  const home = table === null ? null : targetTable(inspected, table);
  return { schema: home?.schema ?? inspected.schemas.get(schema) ?? schema, table: home };
}

/** A view may have become a materialized one, which answers the same; arguments are written otherwise by each engine. */
function identity(one: ObjectDefinition, { schema, table }: Home, oneEngine: boolean): string {
  const { object, name } = one;
  const kind = object === 'materialized view' ? 'view' : oneEngine ? routineKind(one) : object;
  const plain = oneEngine || object !== 'function' ? name : name.replace(/\(.*$/s, '');
  return JSON.stringify([kind, schema, table?.name ?? null, plain]);
}

/** Some engines let a procedure, a function and a package have one name, and say which it is in front of their text. */
function routineKind({ object, definition }: ObjectDefinition): string {
  const [kind] = object === 'function' ? (/^(procedure|function|package body|package)\b/.exec(definition) ?? []) : [];
  return kind ?? object;
}

/** Names of tables and columns that are others in the target: texts of the servers have them too. */
function renamedNames({ tables }: Inspected): ReadonlyMap<string, string> {
  const pairs = tables.flatMap(({ source, target, columns }) => [[source.name, target.name] as const, ...columns]);
  return new Map(pairs.filter(([from, to]) => from !== to));
}

function missingObject(inspected: Inspected, object: ObjectDefinition, renamed: ReadonlyMap<string, string>): Draft {
  const limit = cannotHave(inspected, object.object as Feature);
  const across = !isOneEngine(inspected) && object.object === 'function';
  const { missing, loss } = KIND_RULES[object.object];
  return draft({
    kind: 'missing',
    object: object.object,
    ...labelOf(object),
    name: object.name,
    severity: limit !== null ? 'note' : across ? 'warning' : missing,
    source: firstLine(object),
    message: limit ?? (across ? 'the target has no function of this name: its work may have moved elsewhere' : loss),
    change: runIn(inspected, object, object.create, renamed),
  });
}

function namesAny(statement: string, renamed: ReadonlyMap<string, string>): boolean {
  const words = new Set(statement.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  return (
    [...renamed.keys()].some((name) => words.has(name.toLowerCase())) || inTargetNames(statement, renamed) !== statement
  );
}

/** Within an engine the source's own statement, if it names nothing that is called otherwise in the target. */
function runIn(
  inspected: Inspected,
  { schema }: ObjectDefinition,
  statement: string | null,
  renamed: ReadonlyMap<string, string>,
): SchemaChange | null {
  if (statement === null || !isOneEngine(inspected)) return null;
  if (renamed.size > 0 && namesAny(statement, renamed)) return null;
  const there = inTargetSchemas(statement, inspected.schemas);
  return { type: 'run', statement: there, schema: inspected.schemas.get(schema) ?? schema };
}

function extraObject(object: ObjectDefinition): Draft {
  const { extra, gain = 'only the target has it' } = KIND_RULES[object.object];
  const common = { object: object.object, ...labelOf(object), name: object.name, target: firstLine(object) };
  return draft({ kind: 'extra', ...common, severity: extra, message: gain });
}

function firstLine({ definition }: ObjectDefinition): string {
  const line = definition.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Of a name that differs in more than its case nobody thinks that it is the same. */
function nameAspect(inspected: Inspected, { source, target }: Sides<ObjectDefinition>): Draft[] {
  if (!isOneEngine(inspected) || source.name === target.name) return [];
  if (source.name.toLowerCase() !== target.name.toLowerCase()) return [];
  const names = { source: source.name, target: target.name };
  const message = 'the name is written in another case: statements that write it as in the source may not find it';
  const common = { object: source.object, ...labelOf(source), name: source.name, aspect: 'name' } as const;
  return [draft({ kind: 'changed', ...common, ...names, severity: 'warning', message })];
}

function definitionAspect(
  inspected: Inspected,
  { source, target }: Sides<ObjectDefinition>,
  renamed: ReadonlyMap<string, string>,
): Draft[] {
  const wanted = inTargetSchemas(source.definition, inspected.schemas);
  if (!isOneEngine(inspected) || sameText(wanted, target.definition)) return [];
  if (renamed.size > 0 && sameRenamedText(wanted, target.definition, renamed)) return [];
  const common = { kind: 'changed', object: source.object, ...labelOf(source), name: source.name } as const;
  const words = { source: source.definition.trim(), target: target.definition.trim() };
  if (source.object === 'enum') return enumLabels(common, { source, target });
  const severity = KIND_RULES[source.object].changed;
  if (severity !== 'blocker' || isOneVersion(inspected) || !isDeparsed(source)) {
    const change = runIn(inspected, source, source.replace, renamed);
    return [draft({ ...common, aspect: 'definition', severity, ...words, message: 'it is defined otherwise', change })];
  }
  const message = 'the text differs, which two versions of the server may account for: look';
  return [draft({ ...common, aspect: 'definition', severity: 'warning', ...words, message })];
}

/** What a server writes anew from what it has parsed: another version may write it otherwise. */
function isDeparsed({ object }: ObjectDefinition): boolean {
  return !['composite type', 'collation', 'range type', 'aggregate', 'operator', 'cast'].includes(object);
}

type Common = Pick<Draft, 'kind' | 'object' | 'table' | 'name'>;

function enumLabels(common: Common, { source, target }: Sides<ObjectDefinition>): Draft[] {
  const labels = ({ definition }: ObjectDefinition): string[] => definition.split(/(?<='), (?=')/);
  const [from, to] = [labels(source), labels(target)];
  const lacking = from.filter((label) => !to.includes(label));
  const words = { aspect: 'labels', source: source.definition, target: target.definition };
  if (lacking.length > 0) {
    const name = JSON.stringify(target.name);
    const statement = lacking.map((label) => `alter type ${name} add value ${label}`).join(';\n');
    const change = { type: 'run', statement, schema: target.schema } as const;
    return [
      draft({ ...common, ...words, severity: 'blocker', message: `the target lacks ${lacking.join(', ')}`, change }),
    ];
  }
  const message = from.length < to.length ? 'the target has more labels' : 'the labels sort otherwise';
  return [draft({ ...common, ...words, severity: from.length < to.length ? 'note' : 'warning', message })];
}

/** What has no work of its own to do in another engine: types are compared with the columns that have them. */
const OF_ONE_ENGINE: readonly string[] = [
  'extension',
  'language',
  'statistics',
  'enum',
  'domain',
  'collation',
  'index',
];

/** Across engines: what the source has of a kind that the other engine does not know is not compared, and said. */
function withoutCounterpart(inspected: Inspected): Draft[] {
  if (isOneEngine(inspected)) return [];
  const { definitions, plan } = inspected;
  const kinds = new Map<string, string[]>();
  for (const { object, schema, name, table } of definitions.source.objects) {
    if (
      KIND_RULES[object].across !== undefined ||
      OF_ONE_ENGINE.includes(object) ||
      (schema !== '' && !plan.schemas.source.includes(schema))
    )
      continue;
    kinds.set(object, [...(kinds.get(object) ?? []), table === null ? name : `${table.name}.${name}`]);
  }
  return [...kinds].map(([object, names]) =>
    draft({
      kind: 'hidden',
      object,
      name: names.slice(0, 3).join(', ') + (names.length > 3 ? `, … (${String(names.length)})` : ''),
      severity: object === 'policy' ? 'warning' : 'note',
      message: 'not compared: the other engine has no such thing, or has it in other words',
    }),
  );
}

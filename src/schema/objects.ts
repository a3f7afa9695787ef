import type { ObjectDefinition, ObjectKind } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { cannotHave } from './engines.ts';
import { sameText } from './equivalences.ts';
import { matchUp } from './match-up.ts';
import { isOneEngine, isOneVersion, targetTable } from './paired.ts';
import type { Inspected } from './paired.ts';

/** Types, extensions and statistics of one engine mean nothing to another; functions may have become code. */
const ACROSS: readonly ObjectKind[] = ['view', 'materialized view', 'trigger', 'function', 'event'];

/** Views, triggers, functions, types, extensions: by text within an engine, by name across. */
export function compareObjects(inspected: Inspected): Draft[] {
  const { definitions } = inspected;
  const oneEngine = isOneEngine(inspected);
  const { schemas } = inspected.plan;
  const wanted = (side: Side) => (object: ObjectDefinition) =>
    (oneEngine || ACROSS.includes(object.object)) && (object.schema === '' || schemas[side].includes(object.schema));
  const sources = definitions.source.objects.filter(wanted('source'));
  const targets = definitions.target.objects.filter(wanted('target'));
  // Made once each: every object is held against every other.
  const names = new Map([
    ...sources.map((object) => [object, identity(object, homeInTarget(inspected, object), oneEngine)] as const),
    ...targets.map((object) => [object, identity(object, object, oneEngine)] as const),
  ]);
  const folded = new Map([...names].map(([object, name]) => [object, name.toLowerCase()]));
  const { pairs, missing, extra } = matchUp(sources, targets, [
    (source, target) => names.get(source) === names.get(target),
    (source, target) => folded.get(source) === folded.get(target),
  ]);
  return [
    ...missing.map((object) => missingObject(inspected, object)),
    ...extra.map((object) => extraObject(object)),
    ...pairs.flatMap((pair) => [...definitionAspect(inspected, pair), ...factAspects(inspected, pair)]),
  ];
}

/** Where an object is. */
type Home = Pick<ObjectDefinition, 'schema' | 'table'>;

function homeInTarget(inspected: Inspected, { schema, table }: ObjectDefinition): Home {
  const home = table === null ? null : targetTable(inspected, table);
  return { schema: home?.schema ?? inspected.schemas.get(schema) ?? schema, table: home };
}

/** A view may have become a materialized one, which answers the same; arguments are written otherwise by each engine. */
function identity({ object, name }: ObjectDefinition, { schema, table }: Home, oneEngine: boolean): string {
  const kind = object === 'materialized view' ? 'view' : object;
  const plain = oneEngine || object !== 'function' ? name : name.replace(/\(.*$/s, '');
  return JSON.stringify([kind, schema, table?.name ?? null, plain]);
}

function labelOf({ schema, table }: ObjectDefinition): Pick<Draft, 'table'> {
  return { table: table === null ? null : tableName({ ...table, schema }) };
}

/** Of an extension and of statistics nobody but the planner or an operator feels the want at once. */
const LESS: Readonly<Partial<Record<ObjectKind, Severity>>> = { extension: 'warning', statistics: 'warning' };

function missingObject(inspected: Inspected, object: ObjectDefinition): Draft {
  const feature = object.object === 'materialized view' || object.object === 'event' ? object.object : null;
  const limit = feature === null ? null : cannotHave(inspected, feature);
  const across = !isOneEngine(inspected) && object.object === 'function';
  const message = across
    ? 'the target has no function of this name: its work may have moved elsewhere'
    : 'the target has none';
  return draft({
    kind: 'missing',
    object: object.object,
    ...labelOf(object),
    name: object.name,
    severity: limit !== null ? 'note' : across ? 'warning' : (LESS[object.object] ?? 'blocker'),
    source: firstLine(object),
    message: limit ?? message,
    change: isOneEngine(inspected) ? run(inspected, object) : null,
  });
}

function run({ schemas }: Inspected, { create, schema }: ObjectDefinition): SchemaChange | null {
  return create === null ? null : { type: 'run', statement: create, schema: schemas.get(schema) ?? schema };
}

/** A trigger that only the target has does something to every row that is written. */
function extraObject(object: ObjectDefinition): Draft {
  const severity = object.object === 'trigger' ? 'warning' : 'note';
  const common = { object: object.object, ...labelOf(object), name: object.name, target: firstLine(object) };
  return draft({ kind: 'extra', ...common, severity, message: 'only the target has it' });
}

function firstLine({ definition }: ObjectDefinition): string {
  const line = definition.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function definitionAspect(inspected: Inspected, { source, target }: Sides<ObjectDefinition>): Draft[] {
  if (!isOneEngine(inspected) || sameText(source.definition, target.definition)) return [];
  const common = { kind: 'changed', object: source.object, ...labelOf(source), name: source.name } as const;
  const words = { source: source.definition.trim(), target: target.definition.trim() };
  if (source.object === 'enum') return enumLabels(common, { source, target });
  if (LESS[source.object] !== undefined || isOneVersion(inspected)) {
    const severity = LESS[source.object] ?? 'blocker';
    const change = source.object === 'view' || source.object === 'function' ? run(inspected, source) : null;
    return [draft({ ...common, aspect: 'definition', severity, ...words, message: 'it is defined otherwise', change })];
  }
  const message = 'the text differs, which two versions of the server may account for: look';
  return [draft({ ...common, aspect: 'definition', severity: 'warning', ...words, message })];
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
    const message = `the target lacks ${lacking.join(', ')}`;
    return [
      draft({
        ...common,
        ...words,
        severity: 'blocker',
        message,
        change: { type: 'run', statement, schema: target.schema },
      }),
    ];
  }
  const message = from.length < to.length ? 'the target has more labels' : 'the labels sort otherwise';
  return [draft({ ...common, ...words, severity: from.length < to.length ? 'note' : 'warning', message })];
}

function factAspects(inspected: Inspected, { source, target }: Sides<ObjectDefinition>): Draft[] {
  return Object.keys({ ...source.facts, ...target.facts }).flatMap((aspect) => {
    const [from, to] = [source.facts[aspect] ?? null, target.facts[aspect] ?? null];
    if (from === to || (!isOneEngine(inspected) && (from === null || to === null))) return [];
    const common = { object: source.object, ...labelOf(source), name: source.name, aspect, source: from, target: to };
    const stopped = to === 'no';
    const kind = stopped ? 'invalid' : 'changed';
    return [
      draft({
        kind,
        ...common,
        severity: stopped ? 'blocker' : 'note',
        message: stopped ? `it is there and not ${aspect}` : `another ${aspect}`,
        change: stopped ? wakeUp(target) : null,
      }),
    ];
  });
}

function wakeUp({ object, schema, name, table }: ObjectDefinition): SchemaChange | null {
  if (object === 'materialized view') return { type: 'refresh view', view: { schema, name } };
  return object === 'trigger' && table !== null ? { type: 'enable trigger', table, name } : null;
}

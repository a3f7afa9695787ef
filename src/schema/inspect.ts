import type { Database, Inspector } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import type { SequenceDefinition } from '../model/definition.ts';
import type { Finding } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { compareColumns } from './columns.ts';
import { compareConstraints } from './constraints.ts';
import type { Draft } from './draft.ts';
import { compareGrants } from './grants.ts';
import { hiddenDefinitions } from './hidden.ts';
import { compareIndexes } from './indexes.ts';
import { compareObjects } from './objects.ts';
import { inFixOrder } from './order.ts';
import { pairDefinitions } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';
import { comparePartitions } from './partitions.ts';
import { compareSequences, NOWHERE, selectSequences } from './sequences.ts';
import type { PlacedSequence } from './sequences.ts';
import { compareSettings } from './settings.ts';
import { applyChoices } from './severity.ts';
import { findViolated, withUnchecked } from './violations.ts';
import { findWouldHold } from './would-hold.ts';
import { compareFacts, compareName, compareParents, compareReadiness, namedHistory } from './tables.ts';
import { otherKinds, unpairedMembers, unpairedTables } from './tables.ts';

/**
 * The schema gate: what the definitions of the two sides say differently. Reads catalogs, and the largest values of
 * numbered columns by index; a constant number of statements a side.
 */
export async function inspectSchemas(databases: Sides<Database>, plan: Plan, config: Config): Promise<Finding[]> {
  const inspectors = inspectorsOf(databases);
  if (inspectors === null) return [];
  const definitions = await bothSides(inspectors, (inspector, side) => inspector.definitions(schemasOf(plan, side)));
  const engines = mapSides(databases, ({ engine }) => engine);
  const dialects = mapSides(inspectors, ({ dialect }) => dialect);
  const inspected = pairDefinitions(plan, { engines, dialects }, definitions);
  const wholeSchemas = config.tables.length === 0;
  const drafts = [
    ...unpairedTables(inspected),
    ...unpairedMembers(inspected),
    ...otherKinds(inspected),
    ...inspected.tables.flatMap((table) => compareTable(inspected, table)),
    ...compareSequences(inspected, await placeSequences(inspectors, inspected)),
    ...compareObjects(inspected, wholeSchemas),
    ...compareGrants(inspected),
    ...compareSettings(inspected),
    ...hiddenDefinitions(inspected, wholeSchemas),
  ];
  const asked = await readRows(inspected, inspectors.target, drafts, config);
  const chosen = applyChoices([...(config.checkConstraints ? withUnchecked(drafts) : drafts), ...asked], {
    ignore: config.schemaIgnore,
    severities: config.schemaSeverity,
  });
  return inFixOrder(chosen).map((one) => withFix(one, inspectors.target));
}

function compareTable(inspected: Inspected, table: PairedTable): Draft[] {
  return [
    ...compareName(inspected, table),
    ...compareFacts(inspected, table),
    ...namedHistory(inspected, table),
    ...compareParents(inspected, table),
    ...comparePartitions(inspected, table),
    ...compareColumns(inspected, table),
    ...compareConstraints(inspected, table),
    ...compareIndexes(inspected, table),
    ...compareReadiness(inspected, table),
  ];
}

/** What only rows can tell, where the user asks for it. */
async function readRows(
  inspected: Inspected,
  target: Inspector,
  drafts: readonly Draft[],
  config: Config,
): Promise<Draft[]> {
  const violated = config.checkConstraints ? await findViolated(inspected, target, drafts) : [];
  return [...violated, ...(await findWouldHold(inspected, target, config.wouldHold))];
}

/** Those that are compared, and those of single tables that are mapped elsewhere. */
function schemasOf({ schemas, tables }: Plan, side: Side): readonly string[] {
  return [...new Set([...schemas[side], ...tables.map((table) => table[side].schema)])];
}

/** Null when a side has nothing but tables with rows. */
export function inspectorsOf(databases: Sides<Database>): Sides<Inspector> | null {
  const { inspector: source } = databases.source;
  const { inspector: target } = databases.target;
  return source === undefined || target === undefined ? null : { source, target };
}

/** Both sides' positions: the target must not hand out what the source has handed out. */
async function placeSequences(
  inspectors: Sides<Inspector>,
  inspected: Inspected,
): Promise<Sides<readonly PlacedSequence[]>> {
  return bothSides(inspectors, (inspector, side) => place(inspector, selectSequences(inspected, side)));
}

async function place(inspector: Inspector, sequences: readonly SequenceDefinition[]): Promise<PlacedSequence[]> {
  const positions = await inspector.positions(sequences);
  return sequences.map((sequence, i) => ({ sequence, position: positions[i] ?? NOWHERE }));
}

function withFix({ change, ...finding }: Draft, target: Inspector): Finding {
  return { ...finding, fix: change === null ? null : target.fix(change) };
}

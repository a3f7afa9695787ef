import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { ColumnPair, Plan, TablePlan } from '../model/plan.ts';
import { ruleNamed } from '../model/rule.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { readsInTimeZone } from '../model/view.ts';
import { allowedRows } from './allowed.ts';
import { forcedRules } from './choose-rule.ts';
import { checkNamedTables } from './choose-key.ts';
import { checkFindingPatterns } from '../schema/finding-patterns.ts';
import { chooseSchemas, describeSchemas } from './choose-schemas.ts';
import { checkConditions, conditionTexts } from './conditions.ts';
import { lookElsewhere } from './elsewhere.ts';
import { checkLoosening, looseningNotes } from './loosening-notes.ts';
import { checkColumnMappings } from './map-columns.ts';
import { withHashedTables } from './hashed-tables.ts';
import { listNames } from './names.ts';
import { checkColumnPatterns } from './column-patterns.ts';
import { pairTables } from './pair-tables.ts';
import type { Pairing } from './pair-tables.ts';
import { pairedNames } from './paired-names.ts';
import { planTable } from './plan-table.ts';
import { checkPlanned } from './planned-constraints.ts';
import { whatHoldsRows } from './rows-held.ts';
import { likelyRenamed, renamedWords } from './renamed.ts';
import { tryConditions } from './try-conditions.ts';

/**
 * Looks at both sides and decides what is compared with what, and how. Reads catalogs, no row.
 *
 * @throws CrosstallyError PLAN_INVALID when what the user asked for is not there.
 */
export async function makePlan(databases: Sides<Database>, config: Config): Promise<Plan> {
  const { chosen: schemas, unselected } = await chooseSchemas(databases, config);
  const shapes = await describeSchemas(databases, schemas, config);
  const pairing = pairTables(shapes, schemas, config);
  const sources = shapes.source.filter(whatHoldsRows(shapes, config)('source'));
  checkConditions(sources, config);
  checkColumnMappings(sources, config);
  checkColumnPatterns(shapes, config);
  checkNamedTables(sources, config);
  checkSelection(pairing, sources, config);
  checkFindingPatterns(config, [...schemas.source, ...schemas.target]);
  const tables = pairing.pairs.map((pair) => planTable(pair, config));
  checkLoosening(tables, config);
  const allowed = allowedRows(tables, config);
  await checkTimeZones(databases, tables, config);
  await tryConditions(databases, tables, config);
  await checkPlanned(databases, shapes.target, config);
  const astray = tables.length === 0 && pairing.unpaired.length > 0 && config.schemas.length === 0;
  const plan: Plan = {
    schemas,
    tables,
    unpaired: pairing.unpaired,
    notCompared: pairing.notCompared,
    unselected,
    pairedNames: pairedNames(tables),
    ...(allowed === null ? {} : { allowed }),
    warnings: [
      ...emptySource(sources, schemas.source),
      ...renamedWords(likelyRenamed(pairing.unpaired)),
      ...(astray ? await lookElsewhere(databases.target, schemas, shapes) : []),
      ...selfComparison(databases, tables),
      ...assumptions(tables, config),
    ],
    loosened: [...loosened(config), ...forcedRules(tables, config), ...looseningNotes(tables, config)],
  };
  return withHashedTables(plan, databases, config);
}

async function checkTimeZones(databases: Sides<Database>, tables: readonly TablePlan[], config: Config): Promise<void> {
  await bothSides(databases, async (database, side) => {
    const timeZone = config[`${side}TimeZone`];
    const needed = tables.some((table) => table.views[side].columns.some(readsInTimeZone));
    const refusal = timeZone === null || !needed ? null : await database.refusesTimeZone(timeZone);
    if (refusal === null) return;
    throw new CrosstallyError(
      'PLAN_INVALID',
      `the ${side} does not know the time zone ${String(timeZone)}: ${refusal}`,
      {
        hint: 'name an IANA zone (Europe/Berlin) or an offset (+02:00)',
      },
    );
  });
}

/** What was selected and what was left out may leave nothing over, which nobody means. */
function checkSelection(pairing: Pairing, sources: readonly TableShape[], { exclude }: Config): void {
  if (pairing.pairs.length + pairing.unpaired.length > 0 || sources.length === 0 || exclude.length === 0) return;
  throw new CrosstallyError('PLAN_INVALID', `--exclude ${exclude.join(',')} leaves no table to compare`, {
    hint: `--exclude takes away from what --tables selects; there are ${listNames(sources.map(tableName))}`,
  });
}

/** Whatever the target holds: nothing was moved from there. */
function emptySource(sources: readonly TableShape[], schemas: readonly string[]): string[] {
  if (sources.length > 0) return [];
  return [`the source has no table in ${schemas.length === 0 ? 'the schemas that were chosen' : listNames(schemas)}`];
}

/** Comparing a table with itself always matches, which is hardly what was meant. */
function selfComparison(databases: Sides<Database>, tables: readonly TablePlan[]): string[] {
  if (databases.source.engine.instance !== databases.target.engine.instance) return [];
  const same = tables.filter(({ source, target }) => tableName(source) === tableName(target));
  return same.length === 0 ? [] : ['source and target are the same database: the tables are compared with themselves'];
}

/** One warning a rule, however many columns take something for granted. */
function assumptions(tables: readonly TablePlan[], config: Config): string[] {
  const columns = new Map<string, string[]>();
  for (const table of tables) {
    for (const pair of table.columns.filter((candidate) => isAssumed(candidate, config))) {
      const name = `${tableName(table.source)}.${pair.source.name}`;
      columns.set(pair.rule, [...(columns.get(pair.rule) ?? []), name]);
    }
  }
  return [...columns].map(([rule, names]) => `${rule}: ${ruleNamed(rule)?.assumption ?? ''}: ${listNames(names)}`);
}

/** Of the zone-less side nothing is assumed once its time zone was stated. */
function isAssumed({ source, rule, form }: ColumnPair, config: Config): boolean {
  if (ruleNamed(rule)?.assumption === undefined) return false;
  const zoneless = source.type.kind === 'timestamp' ? 'sourceTimeZone' : 'targetTimeZone';
  return form !== 'instant' || config[zoneless] === null;
}

/** What the user asked for that lets something go unseen. */
function loosened(config: Config): string[] {
  const zones = mapSides({ source: config.sourceTimeZone, target: config.targetTimeZone }, (zone, side) =>
    zone === null ? [] : [`${side} time zone: ${zone}`],
  );
  const lists = {
    tables: config.tables,
    exclude: config.exclude,
    columns: config.columns,
    'ignore columns': config.ignoreColumns,
    'schema ignore': config.schemaIgnore,
  };
  return [
    ...Object.entries(lists).flatMap(([name, globs]) => (globs.length === 0 ? [] : [`${name}: ${globs.join(', ')}`])),
    ...(config.compareSchema ? [] : ['definitions not compared']),
    ...conditionTexts(config),
    ...zones.source,
    ...zones.target,
  ];
}

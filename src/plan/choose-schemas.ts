import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { UnselectedSchema } from '../model/report.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { listNames, matchesAny } from './names.ts';
import { isSchemaMapping } from './pair-schemas.ts';

/** The schemas that are compared, and those of the source that are not. */
export interface ChosenSchemas {
  readonly chosen: Sides<readonly string[]>;
  readonly unselected: readonly UnselectedSchema[];
}

/**
 * The schemas of each side that are compared: those of `--schema`, else the default one, and those that are mapped.
 *
 * @throws CrosstallyError PLAN_INVALID when there is none, or one that was asked for is on neither side.
 */
export async function chooseSchemas(databases: Sides<Database>, config: Config): Promise<ChosenSchemas> {
  const existing = await bothSides(databases, (database) => database.schemas());
  checkSchemaPatterns(existing, config);
  const defaults = mapSides(databases, (database) => database.defaultSchema);
  const chosen = mapSides(existing, (names, side) => {
    if (config.schemas.length > 0) return names.filter((schema) => matchesAny(config.schemas, [schema]));
    checkDefault(defaults[side], names, side);
    checkMappedSchemas(names, side, config);
    const mapped = config.map.filter(isSchemaMapping).map((mapping) => schemaOf(mapping[side]) ?? '');
    return [...new Set([...(isReplaced(defaults, side, config) ? [] : [defaults[side] ?? '']), ...mapped])];
  });
  return { chosen, unselected: await unselectedSchemas(databases.source, existing.source, chosen.source) };
}

/** What of the source nobody asked for: rows that are in none of the tables of the report. */
async function unselectedSchemas(
  source: Database,
  existing: readonly string[],
  chosen: readonly string[],
): Promise<readonly UnselectedSchema[]> {
  const others = existing.filter((schema) => !chosen.includes(schema));
  if (others.length === 0 || source.countTables === undefined) return [];
  const counts = await source.countTables(others);
  return others.map((name, i) => ({ name, tables: counts[i] ?? 0 })).filter(({ tables }) => tables > 0);
}

/** A pattern that selects nothing is a slip of the pen, and the schema that was meant would go unseen. */
function checkSchemaPatterns(existing: Sides<readonly string[]>, config: Config): void {
  const all = [...existing.source, ...existing.target];
  const idle = config.schemas.find((glob) => !all.some((schema) => matchesAny([glob], [schema])));
  if (idle === undefined) return;
  const has = mapSides(existing, (names, side) => `the ${side} has ${listNames(names) || 'none'}`);
  throw new CrosstallyError('PLAN_INVALID', `--schema ${idle} matches no schema of either side`, {
    hint: didYouMean(all, idle) ?? `${has.source}; ${has.target}`,
  });
}

function checkDefault(schema: string | null, existing: readonly string[], side: Side): void {
  if (schema === null) {
    throw new CrosstallyError('PLAN_INVALID', `the ${side} does not say which schema is meant`, {
      hint: 'name one in its URL (PostgreSQL: ?schema=public, MySQL: …:3306/shop), or choose with --schema',
    });
  }
  const isThere = existing.some((name) => name.toLowerCase() === schema.toLowerCase());
  if (isThere || existing.length === 0) return;
  throw new CrosstallyError('PLAN_INVALID', `the ${side} has no schema ${schema}`, {
    hint: didYouMean(existing, schema) ?? `it has ${listNames(existing)}`,
  });
}

/** What is in the schemas, and the tables elsewhere that a mapping names; what else is there was not asked for. */
export async function describeSchemas(
  databases: Sides<Database>,
  schemas: Sides<readonly string[]>,
  config: Config,
): Promise<Sides<readonly TableShape[]>> {
  return bothSides(databases, async (database, side) => {
    const named = config.map.filter((mapping) => !isSchemaMapping(mapping)).map((mapping) => mapping[side]);
    const elsewhere = named.map(schemaOf).filter((schema) => schema !== null);
    const shapes = await database.describe([...new Set([...schemas[side], ...elsewhere])]);
    const isNamed = (table: TableShape): boolean =>
      named.some((name) => name.toLowerCase() === tableName(table).toLowerCase());
    return shapes.filter((table) => schemas[side].includes(table.schema) || isNamed(table));
  });
}

/** A schema that is not there would look like one whose tables are all missing. */
function checkMappedSchemas(existing: readonly string[], side: Side, config: Config): void {
  const mapped = config.map.filter(isSchemaMapping).map((mapping) => schemaOf(mapping[side]) ?? '');
  const absent = mapped.find((schema) => !existing.includes(schema));
  if (absent === undefined) return;
  throw new CrosstallyError('PLAN_INVALID', `--map names the schema ${absent}, which the ${side} does not have`, {
    hint: didYouMean(existing, absent) ?? `the ${side} has ${existing.join(', ') || 'none'}`,
  });
}

/** Whether the other side's default schema has another counterpart than this side's. */
function isReplaced(defaults: Sides<string | null>, side: Side, config: Config): boolean {
  const other = side === 'source' ? 'target' : 'source';
  return config.map
    .filter(isSchemaMapping)
    .some((mapping) => schemaOf(mapping[other]) === defaults[other] && schemaOf(mapping[side]) !== defaults[side]);
}

function schemaOf(name: string): string | null {
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : null;
}

import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { matchesAny } from './names.ts';
import { isSchemaMapping } from './pair-schemas.ts';

/**
 * The schemas of each side that are compared: those of `--schema`, else the default one, and those that are mapped.
 *
 * @throws CrosstallyError PLAN_INVALID when there is none.
 */
export async function chooseSchemas(databases: Sides<Database>, config: Config): Promise<Sides<readonly string[]>> {
  const defaults = mapSides(databases, (database) => database.defaultSchema);
  return bothSides(databases, async (database, side) => {
    if (config.schemas.length > 0) return selectedSchemas(database, side, config);
    if (defaults[side] === null) {
      throw new CrosstallyError('PLAN_INVALID', `the URL of the ${side} names no database`, {
        hint: 'put one at its end (…:3306/shop), or choose schemas with --schema',
      });
    }
    await checkMappedSchemas(database, side, config);
    const mapped = config.map.filter(isSchemaMapping).map((mapping) => schemaOf(mapping[side]) ?? '');
    return [...new Set([...(isReplaced(defaults, side, config) ? [] : [defaults[side]]), ...mapped])];
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

async function selectedSchemas(database: Database, side: Side, config: Config): Promise<readonly string[]> {
  const existing = await database.schemas();
  const chosen = existing.filter((schema) => matchesAny(config.schemas, [schema]));
  if (chosen.length > 0) return chosen;
  throw new CrosstallyError('PLAN_INVALID', `no schema of the ${side} matches ${config.schemas.join(', ')}`, {
    hint: `the ${side} has ${existing.join(', ') || 'none'}`,
  });
}

/** A schema that is not there would look like one whose tables are all missing. */
async function checkMappedSchemas(database: Database, side: Side, config: Config): Promise<void> {
  const mapped = config.map.filter(isSchemaMapping).map((mapping) => schemaOf(mapping[side]) ?? '');
  if (mapped.length === 0) return;
  const existing = await database.schemas();
  const absent = mapped.find((schema) => !existing.includes(schema));
  if (absent === undefined) return;
  throw new CrosstallyError('PLAN_INVALID', `--map names the schema ${absent}, which the ${side} does not have`, {
    hint: `the ${side} has ${existing.join(', ') || 'none'}`,
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

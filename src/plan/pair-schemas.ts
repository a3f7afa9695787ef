import type { TableMapping } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { Sides } from '../model/side.ts';
import { listNames, pairByName } from './names.ts';

const EVERY_TABLE = /^(.+)\.\*$/s;

/**
 * `sales.*=verkauf.*`: every table of a schema that has another name in the target.
 *
 * @throws CrosstallyError PLAN_INVALID when one side alone is a schema.
 */
export function isSchemaMapping({ source, target }: TableMapping): boolean {
  const schemas = [source, target].filter((name) => EVERY_TABLE.test(name)).length;
  if (schemas !== 1) return schemas === 2;
  throw new CrosstallyError('PLAN_INVALID', `--map ${source}=${target} pairs a table with a schema`, {
    hint: 'write table=table, or schema.*=schema.*',
  });
}

/**
 * Schemas pair by mapping, then by name; when each side has a single one that is not mapped, they pair whatever their
 * names.
 *
 * @throws CrosstallyError PLAN_INVALID for a schema that is not there, or is mapped twice.
 */
export function pairSchemas(
  schemas: Sides<readonly string[]>,
  mappings: readonly TableMapping[],
): readonly Sides<string>[] {
  const mapped = mappings.map(({ source, target }) => ({
    source: mappedSchema(schemas.source, source),
    target: mappedSchema(schemas.target, target),
  }));
  for (const side of ['source', 'target'] as const) {
    const names = mapped.map((pair) => pair[side]);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice === undefined) continue;
    throw new CrosstallyError('PLAN_INVALID', `--map names the schema ${twice} twice`, {
      hint: 'pair each schema with one other',
    });
  }
  const sources = schemas.source.filter((name) => !mapped.some((pair) => pair.source === name));
  const targets = schemas.target.filter((name) => !mapped.some((pair) => pair.target === name));
  const [source, target] = [sources[0], targets[0]];
  if (sources.length === 1 && targets.length === 1 && source !== undefined && target !== undefined) {
    return [...mapped, { source, target }];
  }
  const byName = pairByName(sources, targets, (name) => name);
  return [...mapped, ...Array.from(byName, ([source, target]) => ({ source, target }))];
}

function mappedSchema(schemas: readonly string[], named: string): string {
  const name = named.replace(EVERY_TABLE, '$1');
  if (schemas.includes(name)) return name;
  throw new CrosstallyError('PLAN_INVALID', `--map names the schema ${name}, which is not there`, {
    hint: `schemas that are compared: ${listNames(schemas)}`,
  });
}

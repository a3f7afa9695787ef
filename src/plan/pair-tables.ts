import type { Config, TableMapping } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { UnpairedTable } from '../model/plan.ts';
import type { NotCompared } from '../model/report.ts';
import { didYouMean } from '../model/near-names.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableRef, TableShape } from '../model/table.ts';
import { settleFamilies } from './families.ts';
import type { TablePairing } from './families.ts';
import { findByName, listNames, matchesAny, pairByName, rivalNames, severalNames } from './names.ts';
import { isSchemaMapping, pairSchemas } from './pair-schemas.ts';
import { rowless, settleHistories, whatHoldsRows } from './rows-held.ts';

/** Which tables belong together. */
export interface Pairing {
  readonly pairs: readonly TablePairing[];
  readonly unpaired: readonly UnpairedTable[];
  readonly notCompared: readonly NotCompared[];
}

type Shapes = Sides<readonly TableShape[]>;

/** Pairs by mapping, then by exact name, then without regard to case, then without `_`; leaves out what the user did not select. */
export function pairTables(shapes: Shapes, schemas: Sides<readonly string[]>, config: Config): Pairing {
  const ofSchemas = config.map.filter(isSchemaMapping);
  const mapped = config.map
    .filter((mapping) => !ofSchemas.includes(mapping))
    .map((mapping) => resolveMapping(shapes, mapping));
  checkMappings(mapped);
  checkPatterns(shapes, config);
  const holdsRows = whatHoldsRows(shapes, config);
  const held = mapSides(shapes, (tables, side) => tables.filter(holdsRows(side)));
  const free = mapSides(held, (tables, side) => tables.filter((table) => !mapped.some((pair) => pair[side] === table)));
  const targets = new Map([
    ...mapped.map(({ source, target }) => [source, target] as const),
    ...counterparts(free, pairSchemas(schemas, ofSchemas)),
  ]);

  const selected = new Set(held.source.filter((table) => rejection(table, config) === null));
  const all = held.source.map((source) => ({ source, target: targets.get(source) ?? null }));
  const taken = new Set(all.map((pair) => pair.target));
  const extra = held.target.filter((table) => table.kind === 'table' && !taken.has(table));
  const { pairs, readAbove } = settleFamilies(
    all.flatMap(({ source, target }) => (target !== null && selected.has(source) ? [{ source, target }] : [])),
    config,
  );
  const isRead = (side: Side) => (table: TableShape) => readAbove[side].has(tableName(table));
  const unread = mapSides(shapes, (tables, side) => tables.filter((table) => !isRead(side)(table)));
  const more = extra.filter((table) => !isRead('target')(table));
  const histories = settleHistories(pairs, shapes, config);
  return {
    pairs: [...pairs, ...histories.pairs],
    unpaired: [
      ...all.flatMap(({ source, target }) =>
        target === null && selected.has(source) && !isRead('source')(source) ? [{ source, target }] : [],
      ),
      ...more.filter((table) => rejection(table, config) === null).map((target) => ({ source: null, target })),
    ],
    notCompared: [
      ...leftOut([...unread.source.filter(holdsRows('source')), ...more], config),
      ...rowless(unread, holdsRows, taken),
      ...histories.notCompared,
    ],
  };
}

/** Why the user does not want a table; null when he does. */
function rejection(table: TableShape, config: Config): string | null {
  const names = [table.name, tableName(table)];
  if (config.tables.length > 0 && !matchesAny(config.tables, names)) return 'not selected by --tables';
  return matchesAny(config.exclude, names) ? 'excluded by --exclude' : null;
}

function leftOut(tables: readonly TableShape[], config: Config): NotCompared[] {
  return tables.flatMap((table) => {
    const reason = rejection(table, config);
    const kind = table.kind === 'table' ? ('table' as const) : ('view' as const);
    return reason === null ? [] : [{ kind, name: tableName(table), reason, affectsVerdict: false }];
  });
}

function counterparts(
  tables: Shapes,
  schemas: readonly Sides<string>[],
): readonly (readonly [TableShape, TableShape])[] {
  return schemas.flatMap(({ source, target }) => {
    const sources = tables.source.filter((table) => table.schema === source);
    const targets = tables.target.filter((table) => table.schema === target);
    const pairs = pairByName(sources, targets, (table) => table.name);
    const rivals = rivalNames(sources, targets, (table) => table.name, pairs);
    if (rivals === null) return [...pairs];
    throw severalNames('tables', rivals, `--map ${rivals.source[0] ?? ''}=${rivals.target[0] ?? ''}`);
  });
}

function resolveMapping(shapes: Shapes, mapping: TableMapping): Sides<TableShape> {
  return { source: findMapped(shapes.source, mapping.source), target: findMapped(shapes.target, mapping.target) };
}

function findMapped(tables: readonly TableShape[], name: string): TableShape {
  const candidates = tables.filter(({ kind }) => kind === 'table' || kind === 'materialized view');
  const found = findByName(candidates, tableName, name) ?? findByName(candidates, (table) => table.name, name);
  if (found !== null) return found;
  throw new CrosstallyError('PLAN_INVALID', `--map names ${name}, which is not there`, {
    hint:
      didYouMean([...candidates.map((table) => table.name), ...candidates.map(tableName)], name) ??
      'write --map source.table=target.table, with names as `crosstally plan` lists them',
  });
}

const PAIR_ONCE = 'pair each table with one other';

function checkMappings(mapped: readonly Sides<TableShape>[]): void {
  for (const side of ['source', 'target'] as const) {
    const tables = mapped.map((pair) => pair[side]);
    const twice = tables.find((table, i) => tables.indexOf(table) !== i);
    if (twice === undefined) continue;
    throw new CrosstallyError('PLAN_INVALID', `--map names ${tableName(twice)} twice`, { hint: PAIR_ONCE });
  }
}

/** A pattern that selects nothing is a slip of the pen, and the table that was meant would go unseen. */
function checkPatterns(shapes: Shapes, config: Config): void {
  const all = [...shapes.source, ...shapes.target];
  const tables: readonly TableRef[] = [...all, ...all.flatMap(({ members }) => members ?? [])];
  for (const [flag, globs] of [
    ['--tables', config.tables],
    ['--exclude', config.exclude],
  ] as const) {
    const idle = globs.find((glob) => !tables.some((table) => matchesAny([glob], [table.name, tableName(table)])));
    if (idle === undefined) continue;
    throw new CrosstallyError('PLAN_INVALID', `${flag} ${idle} matches no table of either side`, {
      hint:
        didYouMean([...tables.map(({ name }) => name), ...tables.map(tableName)], idle) ??
        `there are ${listNames([...new Set(tables.map(tableName))]) || 'no tables at all'}`,
    });
  }
}

import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { flagText } from '../config/flags.ts';
import { OPTION_NAMES, optionOf, shown } from '../config/options.ts';
import { looseningTexts } from '../model/loosening.ts';
import type { ColumnPair, Plan, TablePlan } from '../model/plan.ts';
import type { SideInfo } from '../model/report.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';

/** All that the findings depend on, each with a name that says what it is. */
export interface Facts {
  readonly run: Named;
  /** Of each table, by the source's name. */
  readonly tables: Readonly<Record<string, Named>>;
}

/** What was asked for. */
export type ConfigFacts = Partial<Config>;

export type Named = Readonly<Record<string, string>>;

/** The facts of a plan: with the same ones, what an earlier run found still means the same. */
export function planFacts(sides: Sides<SideInfo>, plan: Plan, config: ConfigFacts): Facts {
  return {
    run: {
      'the source': sideFact(sides.source),
      'the target': sideFact(sides.target),
      ...configFacts(config),
    },
    tables: Object.fromEntries(plan.tables.map((table) => [tableName(table.source), tableFacts(table)])),
  };
}

/** The options that the findings depend on, and that the plan does not show. */
function configFacts(config: ConfigFacts): Named {
  const values: Readonly<Record<string, unknown>> = { ...config };
  const names = OPTION_NAMES.filter((name) => optionOf(name).findings === 'self');
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name] ?? null;
      return value === null ? [] : [[flagText(name), shown(name, value)] as const];
    }),
  );
}

function sideFact({ engine, label }: SideInfo): string {
  return `${engine} ${label}`;
}

function tableFacts(table: TablePlan): Named {
  return {
    ...definitionFacts(table),
    'the table it is compared with': tableName(table.target),
    'the key': table.key.join(', ') || 'none',
    'the walk': `by ${table.walk} ${table.keyOrders.map((order) => order ?? 'bytes').join(', ')}`.trim(),
    'the choice of rows': rowsFact(table),
    'what is not compared': leftOut(table),
    ...Object.fromEntries(table.columns.map((pair) => [`the column ${pair.source.name}`, columnFact(table, pair)])),
  };
}

const DEFINITIONS = { source: 'the definition in the source', target: 'the definition in the target' } as const;

/** Tokens of the servers: another one says that the table was altered, truncated or replaced. */
function definitionFacts({ source, target }: TablePlan): Named {
  return { [DEFINITIONS.source]: tokenOf(source), [DEFINITIONS.target]: tokenOf(target) };
}

function tokenOf({ definition }: TableShape): string {
  return definition === undefined ? 'not told' : createHash('sha256').update(definition).digest('hex').slice(0, 16);
}

/** The sides on which a table is no longer the one that it was. */
export function replacedSides(before: Named, now: Named): readonly Side[] {
  return (['source', 'target'] as const).filter((side) => before[DEFINITIONS[side]] !== now[DEFINITIONS[side]]);
}

/** By their fingerprint: a condition may hold values that are nobody's business. */
function rowsFact({ views: { source, target } }: TablePlan): string {
  const conditions = [source.where, target.where, source.table.only === true, target.table.only === true];
  if (source.where === null && target.where === null) return 'all rows';
  const fingerprint = createHash('sha256').update(JSON.stringify(conditions)).digest('hex');
  return `a condition, ${fingerprint.slice(0, 12)}`;
}

function leftOut({ lostColumns, notCompared }: TablePlan): string {
  const names = [...lostColumns, ...notCompared.map(({ kind, name }) => `${kind} ${name}`)];
  return names.join(', ') || 'nothing';
}

function columnFact({ views }: TablePlan, { source, target, rule, loosening }: ColumnPair): string {
  const zones = [views.source, views.target].map(({ columns }, i) => {
    const { name } = i === 0 ? source : target;
    return columns.find((column) => column.name === name)?.timeZone ?? '';
  });
  const types = `${source.type.native} with ${target.name} ${target.type.native}`;
  return [types, rule, ...looseningTexts(loosening), ...new Set(zones)].join(', ');
}

/** What differs between the facts of an earlier run and those of now, in words. */
export function differingFacts(before: Facts, now: Facts): readonly string[] {
  const tables = bothNames(before.tables, now.tables).flatMap((table) => {
    const [was, is] = [before.tables[table], now.tables[table]];
    if (was === undefined) return [`the table ${table} was not in it`];
    if (is === undefined) return [`the table ${table} is no longer in it`];
    // It is compared anew.
    if (replacedSides(was, is).length > 0) return [];
    return differing(was, is).map((words) => `${table}: ${words}`);
  });
  return [...differing(before.run, now.run), ...tables];
}

function differing(before: Named, now: Named): string[] {
  return bothNames(before, now)
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name} was ${before[name] ?? 'not there'}, is ${now[name] ?? 'not there'}`);
}

function bothNames(before: object, now: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])];
}

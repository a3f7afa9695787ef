/**
 * What holds rows: tables; where the user asks for them materialized views, and the rows of a table's history, which a bare
 * SELECT does not show.
 */
import type { Config } from '../config/config.ts';
import type { NotCompared } from '../model/report.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { RowsAside, TableKind, TableShape } from '../model/table.ts';
import { isTable, matchesAny } from './names.ts';

/** Whether the rows of a table of this side are compared, as far as its kind decides. */
export type HoldsRows = (side: Side) => (table: TableShape) => boolean;

export function whatHoldsRows(shapes: Sides<readonly TableShape[]>, config: Config): HoldsRows {
  const asked = shapes.source.filter((table) => isAsked(table, 'source', shapes.source, config));
  return (side) => (table) => {
    if (table.kind !== 'materialized view') return table.kind === 'table';
    // Which of the target's belong to those of the source is told by their names, later.
    return side === 'source' ? asked.includes(table) : asked.length > 0 || isAsked(table, side, [], config);
  };
}

/** By the option, by a mapping, or by a pattern of `--tables` that no table fits. */
function isAsked(table: TableShape, side: Side, others: readonly TableShape[], config: Config): boolean {
  if (table.kind !== 'materialized view') return false;
  if (config.materializedViews || config.map.some((mapping) => isTable(table, mapping[side]))) return true;
  const fits = (glob: string, one: TableShape): boolean => matchesAny([glob], [one.name, tableName(one)]);
  return config.tables.some(
    (glob) => fits(glob, table) && !others.some((other) => other.kind === 'table' && fits(glob, other)),
  );
}

const REASONS: Readonly<Partial<Record<TableKind, string>>> = {
  view: 'a view: its rows are those of its tables',
  'foreign table': 'a foreign table: its rows are on another server',
};

type OnEither = { readonly [side in Side]?: TableShape | undefined };

/** What holds no rows, or none that were asked for: once each, although it is on both sides. */
export function rowless(
  shapes: Sides<readonly TableShape[]>,
  holdsRows: HoldsRows,
  paired: ReadonlySet<TableShape | null>,
): NotCompared[] {
  const known = new Map<string, OnEither>();
  for (const side of ['source', 'target'] as const) {
    for (const table of shapes[side].filter(({ kind }) => kind !== 'table')) {
      const name = table.name.toLowerCase();
      known.set(name, { [side]: table, ...known.get(name) });
    }
  }
  return [...known.values()].flatMap(({ source, target }) => {
    const table = source ?? target;
    if (table === undefined || paired.has(table) || (source !== undefined && holdsRows('source')(source))) return [];
    if (table.kind !== 'materialized view') return [noted(table, REASONS[table.kind] ?? table.kind)];
    const isAlone = source === undefined && holdsRows('target')(table);
    const words = isAlone ? 'only the target has it' : staleness({ source, target });
    return [noted(table, `a materialized view: ${words}`)];
  });
}

function noted(table: TableShape, reason: string): NotCompared {
  const kind = table.kind === 'foreign table' ? table.kind : 'view';
  return { kind, name: tableName(table), reason, affectsVerdict: false };
}

/** How old its rows may be, on each side where they are told of otherwise. */
function staleness({ source, target }: OnEither): string {
  const [from, to] = [source?.stale, target?.stale];
  const both = from === undefined || to === undefined || from === to;
  const words = both ? (from ?? to ?? '') : `in the source ${from}; in the target ${to}`;
  return `${words}; --materialized-views compares them`;
}

/** The histories of tables that are compared: as tables of their own, or named. */
export interface Histories {
  readonly pairs: readonly Sides<TableShape>[];
  readonly notCompared: readonly NotCompared[];
}

export function settleHistories(
  pairs: readonly Sides<TableShape>[],
  shapes: Sides<readonly TableShape[]>,
  { history }: Config,
): Histories {
  const asked = pairs.filter(({ source, target }) => source.rowsAside !== undefined || target.rowsAside !== undefined);
  const read = asked.flatMap(({ source, target }) => {
    const [from, to] = [source.rowsAside?.table ?? null, target.rowsAside?.table ?? null];
    return !history || from === null || to === null ? [] : [{ source: from, target: to }];
  });
  const done = new Set(read.flatMap(({ source, target }) => [tableName(source), tableName(target)]));
  const wanted = new Set(history ? asked.flatMap(({ source, target }) => [tableName(source), tableName(target)]) : []);
  const named = new Map(
    [...shapes.source, ...shapes.target].flatMap((table) =>
      table.rowsAside === undefined || done.has(tableName({ ...table, history: true }))
        ? []
        : [[tableName(table), historyNote(table.rowsAside, tableName(table), wanted.has(tableName(table)))] as const],
    ),
  );
  return { pairs: read, notCompared: [...named.values()] };
}

function historyNote({ table, reason }: RowsAside, name: string, wanted: boolean): NotCompared {
  const why = wanted && table !== null ? 'one side alone has them' : '--history compares them';
  return { kind: 'rows', name, reason: table === null ? reason : `${reason}: ${why}`, affectsVerdict: wanted };
}

import type { Config } from '../config/config.ts';
import { isTolerant } from '../model/loosening.ts';
import type { ColumnPair, TablePlan } from '../model/plan.ts';
import type { NotCompared } from '../model/report.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableRef, TableShape } from '../model/table.ts';
import type { TableView } from '../model/view.ts';
import { chooseKey } from './choose-key.ts';
import type { KeyDecision } from './choose-key.ts';
import { conditionOf } from './conditions.ts';
import { memberNames } from './families.ts';
import type { TablePairing } from './families.ts';
import { loosenColumns } from './loosen-columns.ts';
import { pairColumns } from './pair-columns.ts';

/** Decides all there is to decide about a pair of tables. */
export function planTable({ family, unseen = [], ...tables }: TablePairing, config: Config): TablePlan {
  const columns = pairColumns(tables, config);
  const key = chooseKey(tables, columns, config);
  const pairs = loosenColumns(tables.source, columns.pairs, key, config);
  const others = pairs.filter((pair) => !key.columns.includes(pair));
  // A second look at what is within tolerance keeps the columns from the key through the last of these.
  const near = others.filter(({ loosening }) => isTolerant(loosening));
  const ordered = [...key.columns, ...near, ...others.filter((pair) => !near.includes(pair))];
  return {
    id: tableName(tables.source),
    ...tables,
    columns: pairs,
    key: key.columns.map((pair) => pair.source.name),
    keyRepeats: key.repeats,
    keyUnproved: key.unproved,
    keyOrders: key.orders,
    walk: key.walk,
    walkReason: key.reason,
    views: mapSides(tables, (table, side) => view(table, side, { ordered, key, config, source: tables.source })),
    notCompared: [...columns.notCompared, ...unseen, ...hiddenRows(tables)],
    ...(family === undefined ? {} : { family: memberNames(family) }),
    lostColumns: columns.lost,
    // What may be read in a second is not to be read at once.
    chunkRows: Math.min(config.chunkRows ?? chunkRows(tables), config.maxRowsPerSecond ?? Infinity),
    chunkRowsAsked: config.chunkRows !== null || config.maxRowsPerSecond !== null,
  };
}

interface Decisions {
  readonly ordered: readonly ColumnPair[];
  readonly key: KeyDecision;
  readonly config: Config;
  /** By whose names the user speaks of the table. */
  readonly source: TableShape;
}

function view(table: TableShape, side: Side, { ordered, key, config, source }: Decisions): TableView {
  return {
    table: refOf(table),
    columns: ordered.map((pair) => ({
      name: pair[side].name,
      type: pair[side].type,
      form: pair.form,
      timeZone: config[`${side}TimeZone`] ?? 'UTC',
      alike: areAlike(pair),
    })),
    keyLength: key.columns.length,
    index: key.walk === 'key order' ? key.indexes[side] : null,
    where: allOf(table.condition ?? null, conditionOf(source, side, config)),
    ...(table.partitioned === true && key.indexes[side] !== null ? { partedIndex: key.indexes[side] } : {}),
  };
}

function refOf({ schema, name, only, history }: TableShape): TableRef {
  return { schema, name, ...(only === true ? { only } : {}), ...(history === true ? { history } : {}) };
}

/** The user's condition ends with its line, so that a comment in it cannot swallow the parenthesis. */
function allOf(own: string | null, asked: string | null): string | null {
  return own === null || asked === null ? (own ?? asked) : `${own} and (${asked}\n)`;
}

function areAlike({ source, target }: ColumnPair): boolean {
  return source.type.identity === target.type.identity && source.type.native === target.type.native;
}

function hiddenRows(tables: Sides<TableShape>): NotCompared[] {
  return (['source', 'target'] as const).flatMap((side) => {
    const { hiddenRows: reason } = tables[side];
    const name = tableName(tables[side]);
    return reason === null ? [] : [{ kind: 'rows' as const, name, reason: `${side}: ${reason}`, affectsVerdict: true }];
  });
}

const CHUNK_BYTES = 8 * 1024 * 1024;

/** Rows that a server reads in a fraction of a second, by the width of the wider side. */
function chunkRows(tables: Sides<TableShape>): number {
  const rowBytes = Math.max(tables.source.rowBytes ?? 0, tables.target.rowBytes ?? 0, 64);
  return Math.min(50_000, Math.max(500, Math.round(CHUNK_BYTES / rowBytes)));
}

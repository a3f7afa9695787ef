import type { Config } from '../config/config.ts';
import type { ColumnShape, ColumnType } from '../model/column.ts';
import { STRICT } from '../model/loosening.ts';
import type { ColumnPair } from '../model/plan.ts';
import type { NotCompared } from '../model/report.ts';
import { ruleFor } from '../model/rule.ts';
import type { Rule } from '../model/rule.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { bestKey } from './best-key.ts';
import { chooseRule } from './choose-rule.ts';
import { mappedColumns } from './map-columns.ts';
import { columnNames, matchesAny, pairByName, rivalNames, severalNames } from './names.ts';

/** Which columns of a pair of tables are compared, by which rule. */
export interface ColumnPairing {
  /** In the source's declared order. */
  readonly pairs: readonly ColumnPair[];
  readonly notCompared: readonly NotCompared[];
  /** Columns of the source whose data did not arrive. */
  readonly lost: readonly string[];
  /** Columns of both sides that the user left out by name. */
  readonly ignored: readonly Sides<ColumnShape>[];
  /** Columns of the source that tell its rows apart, where the user names no others; also those that he left out. */
  readonly keyColumns: ReadonlySet<ColumnShape>;
}

/** Pairs the columns by mapping, then by exact name, then without regard to case, then without `_`. */
export function pairColumns(tables: Sides<TableShape>, config: Config): ColumnPairing {
  const pairs: ColumnPair[] = [];
  const notCompared: NotCompared[] = [];
  const lost: string[] = [];
  const ignored: Sides<ColumnShape>[] = [];
  const counterparts = pairNames(tables, config);
  const keyColumns = keyColumnsOf(tables, counterparts);
  const taken = new Set(counterparts.values());
  const leave = (column: ColumnShape, reason: string, affectsVerdict: boolean): void => {
    notCompared.push({ kind: 'column', name: `${tableName(tables.source)}.${column.name}`, reason, affectsVerdict });
  };

  for (const source of tables.source.columns) {
    const target = counterparts.get(source) ?? null;
    const reason = rejection(tables.source, source, { config, isKey: keyColumns.has(source) });
    if (reason === IGNORED && target !== null) ignored.push({ source, target });
    if (reason !== null) leave(source, reason, false);
    else if (target === null) {
      lost.push(source.name);
      leave(source, 'the target has no such column: its data did not arrive', true);
    } else {
      const rule = ruleOrObstacle(tables.source, { source, target }, config);
      if (typeof rule === 'string') leave(source, rule, true);
      else pairs.push({ source, target, rule: rule.name, form: rule.form, loosening: STRICT });
    }
  }
  const extra = tables.target.columns.filter((column) => !taken.has(column));
  for (const column of extra) leave(column, 'only the target has it', false);
  return { pairs, notCompared, lost, ignored, keyColumns };
}

function pairNames(tables: Sides<TableShape>, config: Config): ReadonlyMap<ColumnShape, ColumnShape> {
  const mapped = mappedColumns(tables, config);
  const taken = new Set(mapped.values());
  const sources = tables.source.columns.filter((column) => !mapped.has(column));
  const targets = tables.target.columns.filter((column) => !taken.has(column));
  const pairs = pairByName(sources, targets, (column) => column.name);
  const rivals = rivalNames(sources, targets, (column) => column.name, pairs);
  if (rivals === null) return new Map([...mapped, ...pairs]);
  const option = `--map-column ${tables.source.name}.${rivals.source[0] ?? ''}=${rivals.target[0] ?? ''}`;
  throw severalNames(`columns of ${tableName(tables.source)}`, rivals, option);
}

/** The rule that two columns are compared by, or why none is. */
function ruleOrObstacle(table: TableShape, columns: Sides<ColumnShape>, config: Config): Rule | string {
  const { source, target } = columns;
  const rule = chooseRule(table, columns, config);
  return source.type.unread ?? target.type.unread ?? rule ?? noRule(source.type, target.type);
}

/** Two engines may have a type of the same name. */
function noRule(source: ColumnType, target: ColumnType): string {
  if (source.native !== target.native) return `no rule compares ${source.native} with ${target.native}`;
  const engines = [source, target].map(({ identity }) => identity.split(':')[0] ?? '');
  return `no rule compares ${source.native} of ${engines.join(' with that of ')}`;
}

const IGNORED = 'ignored by --ignore-columns';

interface Wanted {
  readonly config: Config;
  readonly isKey: boolean;
}

/** Why the user does not want a column; null when he does. Without their key rows cannot be told apart, so it stays. */
function rejection(table: TableShape, column: ColumnShape, { config, isKey }: Wanted): string | null {
  const names = columnNames(table, column);
  if (matchesAny(config.ignoreColumns, names)) return IGNORED;
  const unselected = config.columns.length > 0 && !matchesAny(config.columns, names) && !isKey;
  return unselected ? 'not selected by --columns' : null;
}

/** Of the source's primary key, and of the best key there is when all columns are compared. */
function keyColumnsOf(
  tables: Sides<TableShape>,
  counterparts: ReadonlyMap<ColumnShape, ColumnShape>,
): ReadonlySet<ColumnShape> {
  const primary = tables.source.keys.find((key) => key.primary)?.columns ?? [];
  const pairs = [...counterparts].flatMap(([source, target]): ColumnPair[] => {
    const rule = ruleFor(source.type, target.type);
    return rule === null ? [] : [{ source, target, rule: rule.name, form: rule.form, loosening: STRICT }];
  });
  const best = (bestKey(tables, pairs) ?? []).map(({ source }) => source);
  return new Set([...tables.source.columns.filter(({ name }) => primary.includes(name)), ...best]);
}

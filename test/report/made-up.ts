import { STRICT } from '../../src/model/loosening.ts';
import type { ColumnPair, Plan, TablePlan } from '../../src/model/plan.ts';
import type { ColumnShape } from '../../src/model/column.ts';
import type { Difference, RowCounts } from '../../src/model/difference.ts';
import type { DefinitionsOutcome, TableOutcome } from '../../src/model/event.ts';
import type { Report, SideInfo } from '../../src/model/report.ts';
import { RULES } from '../../src/model/rule.ts';
import type { Sides } from '../../src/model/side.ts';
import type { TableShape } from '../../src/model/table.ts';
import type { TableView } from '../../src/model/view.ts';
import { addEvent, emptyDraft, reportOf } from '../../src/report/fold.ts';

/** Made-up runs: what the engine would tell, without one. */

export const STARTED = '2026-11-22T20:00:00.000Z';
export const FINISHED = '2026-11-22T20:00:12.340Z';

export const SIDES: Sides<SideInfo> = {
  source: { label: 'db1.example.com:5432/shop', engine: 'postgres', engineVersion: '15.4' },
  target: { label: 'db2.example.com:3306/shop', engine: 'mysql', engineVersion: '9.7.0' },
};

export function shape(schema: string, name: string, more: Partial<TableShape> = {}): TableShape {
  const facts = { columns: [], keys: [], estimatedRows: null, rowBytes: null, hiddenRows: null };
  return { schema, name, kind: 'table', ...facts, ...more };
}

function column(name: string, native: string): ColumnShape {
  const type = { kind: 'other', native, identity: native, order: null, size: null, fixed: false } as const;
  return { name, type, nullable: false };
}

export function columnPair(name: string, ruleName: string): ColumnPair {
  const rule = RULES.find((rule) => rule.name === ruleName);
  if (rule === undefined) throw new Error(`no rule ${ruleName}`);
  const { form } = rule;
  return { source: column(name, form), target: column(name, form), rule: ruleName, form, loosening: STRICT };
}

/** A table of schema `public` that is in `shop` on the target; columns as `name: rule`. */
export function table(
  name: string,
  key: readonly string[],
  columns: Readonly<Record<string, string>>,
  more: Partial<TablePlan> = {},
): TablePlan {
  const view: TableView = { table: { schema: '', name }, columns: [], keyLength: 0, index: 'primary', where: null };
  return {
    id: `public.${name}`,
    source: shape('public', name),
    target: shape('shop', name),
    columns: Object.entries(columns).map(([column, rule]) => columnPair(column, rule)),
    key,
    keyRepeats: false,
    keyUnproved: [],
    keyOrders: key.map(() => null),
    walk: key.length === 0 ? 'row hash' : 'key order',
    walkReason: null,
    views: { source: view, target: view },
    notCompared: [],
    lostColumns: [],
    chunkRows: 10_000,
    chunkRowsAsked: false,
    ...more,
  };
}

export const ORDER_COLUMNS: Readonly<Record<string, string>> = {
  id: 'INT-1',
  total: 'DEC-1',
  updated_at: 'TS-2',
  status: 'TXT-1',
};

export function rows(source: number, target: number, found: Partial<RowCounts> = {}): RowCounts {
  return { missing: 0, extra: 0, changed: 0, unconfirmed: 0, ...found, source, target };
}

/** A table and what became of it; without an outcome the run did not get to its end. */
export interface Told {
  readonly table: TablePlan;
  readonly outcome?: Partial<TableOutcome> & { readonly rows: RowCounts };
  readonly compared?: { readonly source: number; readonly target: number };
  readonly differences?: readonly Difference[];
}

export interface Telling extends Partial<Plan> {
  readonly maxDifferences?: number;
  readonly stopped?: string;
  readonly definitions?: DefinitionsOutcome;
  readonly definitionsOnly?: boolean;
}

/** The report of a made-up run. */
export function told(tables: readonly Told[], telling: Telling = {}): Report {
  const { maxDifferences = 1000, stopped = null, definitions, definitionsOnly = false, ...plan } = telling;
  const draft = emptyDraft({ maxDifferences, toolVersion: '0.1.0' });
  const schemas = { source: ['public'], target: ['shop'] };
  const empty = { schemas, unpaired: [], notCompared: [], warnings: [], loosened: [] };
  const planned = { ...empty, ...plan, tables: tables.map(({ table }) => table) };
  addEvent(draft, { type: 'planned', at: STARTED, sides: SIDES, plan: planned, definitionsOnly });
  if (definitions !== undefined) addEvent(draft, { type: 'definitions', definitions });
  for (const { table: plan, outcome, compared, differences = [] } of tables) {
    const table = plan.id;
    if (compared !== undefined || outcome !== undefined) addEvent(draft, { type: 'table-started', table });
    const seen = compared ?? outcome?.rows;
    if (seen !== undefined) addEvent(draft, { type: 'compared', table, rows: seen });
    addEvent(draft, { type: 'differences', table, differences });
    if (outcome === undefined) continue;
    const ended: TableOutcome = {
      verdict: 'match',
      reason: null,
      strategy: 'stream',
      strategyReason: 'asked for',
      cutShort: null,
      seconds: 1,
      ...outcome,
    };
    addEvent(draft, { type: 'table-finished', table, outcome: ended });
  }
  addEvent(draft, { type: 'finished', at: FINISHED });
  return reportOf(draft, stopped);
}

/** A table without a difference. */
export function equal(name: string, count: number): Told {
  return { table: table(name, ['id'], ORDER_COLUMNS), outcome: { rows: rows(count, count) } };
}

export function missing(...key: (string | null)[]): Difference {
  return { kind: 'missing', key };
}

export function extra(...key: (string | null)[]): Difference {
  return { kind: 'extra', key };
}

export function changed(key: string, ...columns: string[]): Difference {
  return { kind: 'changed', key: [key], columns };
}

export function range(from: number, through: number): string[] {
  return Array.from({ length: through - from + 1 }, (_, i) => String(from + i));
}

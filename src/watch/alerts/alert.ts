/** What an alert says, as data: no value of a row, and its key only where keys are asked for. */
import type { Drift, DriftCounts, WatchedTable } from '../../model/watch.ts';
import { printable, printableValue } from '../../report/printable.ts';
import { count, counted } from '../../report/numbers.ts';

/** `opened`: rows began to differ; `grown`: ten times as many as were told of; `resolved`: none does any more. */
export type AlertKind = 'opened' | 'grown' | 'resolved';

export interface AlertTable {
  /** The source's name, which is its id. */
  readonly table: string;
  readonly target: string;
  /** When its rows began to differ. */
  readonly since: string;
  readonly openDrift: number;
  readonly drift: DriftCounts;
  /** The first of its keys; absent unless keys are asked for. */
  readonly keys?: readonly Drift['key'][];
}

export interface Alert {
  readonly kind: AlertKind;
  readonly at: string;
  /** Host, port and database of each side. */
  readonly source: string;
  readonly target: string;
  /** Of all tables, now. */
  readonly openDrift: number;
  /** The tables that this is about. */
  readonly tables: readonly AlertTable[];
}

/** Keys that are named for a table. */
export const MOST_KEYS = 10;

export function alertTable(table: WatchedTable, since: string, keys: readonly Drift[] | null): AlertTable {
  const { source, target, openDrift, drift } = table;
  const own = keys?.filter((one) => one.table === source && one.state === 'open').slice(0, MOST_KEYS);
  const named = own === undefined ? {} : { keys: own.map(({ key }) => key) };
  return { table: source, target, since, openDrift, drift, ...named };
}

/** Tables that a sentence names. */
const MOST_NAMED = 5;

/** `3 rows differ: public.orders (2 missing, 1 changed)`. For people: JSON has all of it. */
export function sentence({ kind, tables, openDrift }: Alert): string {
  if (kind === 'resolved') {
    const others = openDrift === 0 ? '' : `; ${counted(openDrift, 'row')} of other tables still differ`;
    return `no open drift any more: ${named(tables, ({ table }) => printable(table))}${others}`;
  }
  const rows = tables.reduce((sum, table) => sum + table.openDrift, 0);
  const differ = `${counted(rows, 'row')} ${rows === 1 ? 'differs' : 'differ'}`;
  return `${differ}${kind === 'grown' ? ' by now' : ''}: ${named(tables, tableText)}`;
}

function tableText({ table, drift, keys = [] }: AlertTable): string {
  const kinds = (['missing', 'extra', 'changed'] as const).filter((kind) => drift[kind] > 0);
  const each = kinds.map((kind) => `${count(drift[kind])} ${kind}`).join(', ');
  const shown = keys.map((key) => (key.length === 1 ? '' : '(') + key.map(printableValue).join(', ') + (key.length === 1 ? '' : ')')); // prettier-ignore
  return `${printable(table)}${each === '' ? '' : ` (${each})`}${shown.length === 0 ? '' : ` keys ${shown.join(', ')}`}`;
}

function named(tables: readonly AlertTable[], text: (table: AlertTable) => string): string {
  const more = tables.length - MOST_NAMED;
  return `${tables.slice(0, MOST_NAMED).map(text).join(', ')}${more > 0 ? ` and ${counted(more, 'more table')}` : ''}`;
}

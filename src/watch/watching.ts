/** What the parts of a watch share while one plan holds. */
import type { TableReader } from '../adapter.ts';
import pLimit from 'p-limit';
import { pairTable } from '../compare/table-pair.ts';
import type { Comparison, TablePair } from '../compare/table-pair.ts';
import type { Config } from '../config/config.ts';
import type { Plan, TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { FeedStatus } from '../model/watch.ts';
import type { Run } from '../run/run.ts';
import type { Ledger } from './ledger/ledger.ts';

export interface Watching {
  readonly run: Run;
  readonly config: Config;
  readonly comparison: Comparison;
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly now: NowKnown;
  /** The pair of a planned table, made once. */
  readonly pair: (table: TablePlan) => Promise<TablePair>;
  /** Ends when the plan no longer holds, or the watch does. */
  readonly signal: AbortSignal;
}

/** What is known of this moment alone, and not kept. Grows in place. */
export interface NowKnown {
  held: string | null;
  /** Whether something can have been written since the last pass that nobody saw: before the first, and while a side was away. */
  unseen: boolean;
  /** Of each table the rows that were written to and are not looked at yet: the identity of the key, and since when. */
  readonly suspects: Map<string, Map<string, number>>;
  feeds: Sides<FeedStatus>;
  /** Seconds of statements before the connections that are open now. */
  busyBefore: Sides<number>;
}

/** Batches of keys that are looked at at once. */
export const LOOKS_AT_ONCE = 4;

export const NO_FEED: FeedStatus = { state: 'off', reason: null, lagSeconds: null, gaps: 0 };

export function newNow(): NowKnown {
  return {
    held: null,
    unseen: true,
    suspects: new Map(),
    feeds: { source: NO_FEED, target: NO_FEED },
    busyBefore: { source: 0, target: 0 },
  };
}

/** Pairs of tables by their plan, for looks: these do not wait behind passes. */
export function pairsOf(run: Run, all: Comparison): Watching['pair'] {
  const comparison = { ...all, databases: run.urgent, limit: pLimit(LOOKS_AT_ONCE) };
  const pairs = new Map<string, Promise<TablePair>>();
  return (table) => {
    const known = pairs.get(table.id);
    if (known !== undefined) return known;
    const made = pairTable(comparison, table, readersOf(comparison, table));
    pairs.set(table.id, made);
    // What failed once is tried anew the next time.
    made.catch(() => pairs.delete(table.id));
    return made;
  };
}

function readersOf({ databases }: Comparison, table: TablePlan): Sides<TableReader> {
  return mapSides(databases, (database, side) => database.reader(table.views[side]));
}

export function time(): string {
  return new Date().toISOString();
}

export function ledgerPath({ ledger }: Pick<Config, 'ledger'>): string {
  return ledger ?? 'crosstally.ledger';
}

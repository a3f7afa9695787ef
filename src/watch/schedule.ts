/** Which table is compared next: none at rest is read again and again, and none is left alone for too long. */
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import { pause } from '../run/pause.ts';
import { isProved } from './ledger/state.ts';
import type { TableState } from './ledger/state.ts';
import type { Watching } from './watching.ts';

/** Seconds between two looks at what is due. */
const IDLE = 1;
/** Seconds from the beginning of a pass to that of the next one over the same table. */
const REST = 2;

/** What was known of a table when its last pass of this watch began. */
interface Begun {
  /** Of `performance.now()`. */
  readonly at: number;
  readonly writes: string | null;
  /** The ledger's clock. */
  readonly clock: number;
}

export interface Schedule {
  /** The table to compare next; waits until one is due. */
  next(): Promise<TablePlan>;
}

export function newSchedule(watching: Watching): Schedule {
  const begun = new Map<string, Begun>();
  return {
    async next() {
      for (;;) {
        const writes = await writeCounters(watching);
        const due = mostUrgent(watching, begun, writes);
        if (due !== null) {
          const { clock } = watching.ledger.state;
          begun.set(due.id, { at: performance.now(), writes: writes.get(due.id) ?? null, clock });
          return due;
        }
        await pause(IDLE, watching.signal);
      }
    },
  };
}

/** Later numbers can wait; null for a table that is not due. */
type Urgency = 0 | 1 | 2 | null;

function mostUrgent(
  { plan, ledger, config }: Watching,
  begun: ReadonlyMap<string, Begun>,
  writes: ReadonlyMap<string, string>,
): TablePlan | null {
  const oldest = config.maxAge;
  // The gate asks of every table for a pass that began after the last drift of any.
  const changed = Math.max(0, ...[...ledger.state.tables.values()].map((table) => table.changed));
  const due = plan.tables.flatMap((table) => {
    const state = ledger.state.tables.get(table.id);
    const last = begun.get(table.id);
    const urgency =
      state === undefined ? null : urgencyOf({ state, last, writes: writes.get(table.id) ?? null, oldest, changed });
    return urgency === null ? [] : [{ table, urgency, at: last?.at ?? -Infinity }];
  });
  due.sort((a, b) => a.urgency - b.urgency || a.at - b.at);
  return due[0]?.table ?? null;
}

interface Known {
  readonly state: TableState;
  readonly last: Begun | undefined;
  readonly writes: string | null;
  /** Milliseconds after which a table is looked at again whatever its counters say. */
  readonly oldest: number;
  /** When drift of any table was last seen or gone, by the ledger's clock. */
  readonly changed: number;
}

function urgencyOf({ state, last, writes, oldest, changed }: Known): Urgency {
  if (last === undefined) return 0;
  const age = performance.now() - last.at;
  if (age < REST * 1000) return null;
  // What happened since its last pass began: that one cannot have settled it.
  if (state.changed > last.clock || state.dirtied > last.clock || age > oldest) return 0;
  // Drift that is open, or a pass that could not tell: in turn with those that are written to.
  if (!isProved(state, changed) || state.incomplete !== null) return 1;
  // Where nobody counts writes, any table may have been written to.
  return writes === null || writes !== last.writes ? 2 : null;
}

/** A token of both sides' counters for each table, for which both have one. What cannot be asked is not known. */
async function writeCounters({ plan, run }: Watching): Promise<ReadonlyMap<string, string>> {
  const { databases } = run;
  if (databases.source.writes === undefined || databases.target.writes === undefined) return new Map();
  try {
    const { source, target } = await bothSides(databases, async (database, side) => {
      return (await database.writes?.(plan.tables.map((table) => table[side]))) ?? [];
    });
    return new Map(
      plan.tables.flatMap(({ id }, n) => {
        const [one, other] = [source[n] ?? null, target[n] ?? null];
        return one === null || other === null ? [] : [[id, `${one} ${other}`] as const];
      }),
    );
  } catch {
    return new Map();
  }
}

import type { LimitFunction } from 'p-limit';
import type { Database, TableReader } from '../adapter.ts';
import type { Event } from '../model/event.ts';
import { HASH_BYTES } from '../model/fingerprint/block.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Sides } from '../model/side.ts';
import type { Retry } from '../run/retry.ts';
import type { Recheck } from './confirm/recheck.ts';
import type { Hash, Hashing } from './digests/hash.ts';
import { chooseStrategy } from './digests/strategy.ts';
import type { Chooser } from './digests/strategy.ts';
import { hiddenRowsOf } from './hidden-rows.ts';
import type { HiddenRows } from './hidden-rows.ts';
import { looseRows } from './let-pass/loose-rows.ts';
import type { LooseRows } from './let-pass/loose-rows.ts';
import { isSmall } from './ranges/size.ts';
import type { RowReading } from './rows/read-rows.ts';

/** What all tables of a run are compared with. */
export interface Comparison {
  readonly databases: Sides<Database>;
  readonly hashing: Hashing;
  /** How chunks are digested. */
  readonly strategy: 'auto' | 'pushdown' | 'stream';
  /** How many chunks are read at once. */
  readonly limit: LimitFunction;
  /** Asks for a chunk, or for a pass over a table, again when it failed for a while. */
  readonly retry: Retry;
  /** Changed rows of a table whose columns are looked up; beyond them a difference carries its key alone. */
  readonly maxDifferences: number;
  /** How differences are looked at again; null to take them as they are found. */
  readonly recheck: Recheck | null;
  /** The values of changed columns are told with their names: only where somebody asked for them. */
  readonly showValues?: boolean | undefined;
  /** Hears what is being done while nothing is found. */
  readonly tell?: TellDoing | undefined;
}

export type TellDoing = (event: Extract<Event, { type: 'reading' | 'rechecking' }>) => void;

/** A planned table and all that it takes to compare any part of it: what everything that compares rows works on. */
export interface TablePair extends Pick<
  Comparison,
  'limit' | 'retry' | 'recheck' | 'maxDifferences' | 'tell' | 'showValues'
> {
  readonly plan: TablePlan;
  readonly readers: Sides<TableReader>;
  /** Of single values. */
  readonly hashing: Hashing;
  /** Of rows: with what the user lets pass. */
  readonly hash: Hash;
  /** What the user lets pass in the table's rows; null for nothing. */
  readonly loose: LooseRows | null;
  /** How key ranges are digested. */
  readonly chooser: Chooser;
  /** What an index hides from look-ups. */
  readonly hiddenRows: HiddenRows;
  /** When rows of the live side were written; null where nobody asks. */
  readonly newer: TableReader | null;
}

/** Asks both sides whether they hash alike, and for nothing else. */
export async function pairTable(
  comparison: Comparison,
  plan: TablePlan,
  readers: Sides<TableReader>,
): Promise<TablePair> {
  const { strategy, limit, retry, recheck, maxDifferences, tell, showValues } = comparison;
  const { hashing } = comparison;
  const loose = looseRows(plan, hashing.hash);
  const hash = hashesRows(plan) ? heldHash : (loose?.hash ?? hashing.hash);
  // Raw bytes and pushed-down digests know nothing of what may pass: where they are equal there is nothing to let pass.
  const chooser = await chooseStrategy(strategy, { readers, hashing: { ...hashing, hash }, small: isSmall(plan) });
  const hiddenRows = hiddenRowsOf(plan, readers, comparison);
  const asked = { limit, retry, recheck, maxDifferences, tell, showValues };
  return { plan, readers, hashing, hash, loose, chooser, hiddenRows, ...asked, newer: newerReader(comparison, plan) };
}

/** Tells when rows were written; null where nobody asks. */
function newerReader({ databases }: Comparison, { newerBy }: TablePlan): TableReader | null {
  return newerBy === undefined ? null : databases[newerBy.side].reader(newerBy.view);
}

/** Whether the rows of both sides come with their hashes, since one of them is a fingerprint. */
function hashesRows({ views }: TablePlan): boolean {
  return views.source.hashed?.row === true;
}

/** The hash that a row comes with: the last 8 bytes of its frame. */
function heldHash(row: Uint8Array): bigint {
  const from = row.length - HASH_BYTES;
  for (let i = 0; i < HASH_BYTES; i++) LAST[i] = row[from + i] ?? 0;
  return AS_HASH.getBigUint64(0);
}

// One for all: a view of each row costs more than the rest of its digest.
const LAST = new Uint8Array(HASH_BYTES);
const AS_HASH = new DataView(LAST.buffer);

/** How rows of the pair are read one by one. */
export function readingOf({ plan, readers, hash, loose }: TablePair): RowReading {
  return { readers, views: plan.views, hash, tolerance: loose?.tolerance ?? null };
}

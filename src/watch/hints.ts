/**
 * Hints: the keys that the servers say were written to, looked at once they have had the time to settle.
 *
 * told ──► pending ──► looked at · not at rest: pending still · more pending than are kept: the table is dirty, and a pass
 * looks at all of it
 */
import type { Changes, Feed } from '../adapter.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import { keyIdentity, keyOfIdentity } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Side } from '../model/side.ts';
import type { FeedStatus, WatchEvent } from '../model/watch.ts';
import { pause } from '../run/pause.ts';
import { canBeLookedUp, KEYS_AT_ONCE, lookAt } from './looks.ts';
import { merged } from './merge.ts';
import { LOOKS_AT_ONCE, NO_FEED, time } from './watching.ts';
import type { Watching } from './watching.ts';

/** Keys of a table that wait to be looked at. */
const MOST_PENDING = 50_000;
/** Seconds between two questions to a feed. */
const POLL = 0.25;
/** Seconds until a feed that broke off is begun anew. */
const AGAIN = 10;

/** Listens to both sides, and looks at what they tell of. Goes on without a side that does not tell. */
export function hints(watching: Watching): AsyncGenerator<WatchEvent> {
  return merged(() => undefined, listen(watching, 'source'), listen(watching, 'target'), lookAtPending(watching));
}

async function* listen(watching: Watching, side: Side): AsyncGenerator<WatchEvent> {
  let broke = false;
  for (;;) {
    try {
      const feed = await beginFeed(watching, side);
      if (typeof feed === 'string') {
        if (watching.config.feed === 'required') throw noFeed(side, feed);
        yield* tell(watching, side, { state: 'none', reason: feed });
      } else {
        yield* tell(watching, side, { state: 'on', reason: null });
        await using open = feed;
        // A pass that began in between does not know of what was written before this feed was there.
        if (broke) yield* dirtyAll(watching, unknownSince(side));
        yield* follow(watching, side, open);
      }
    } catch (error) {
      if (watching.signal.aborted || (error instanceof CrosstallyError && error.code === 'CONFIG_INVALID')) throw error;
      const { gaps } = watching.now.feeds[side];
      yield* tell(watching, side, { state: 'none', reason: errorLine(error), gaps: gaps + 1 });
      yield* dirtyAll(watching, unknownSince(side));
      broke = true;
    }
    await pause(AGAIN, watching.signal);
  }
}

async function beginFeed({ run, plan, config, signal }: Watching, side: Side): Promise<Feed | string> {
  const database = run.databases[side];
  if (database.feed === undefined) return `${database.engine.name} has no feed of changes`;
  const publication = config.publication === null ? {} : { publication: config.publication };
  return database.feed(
    plan.tables.map(({ views }) => views[side]),
    { signal, ...publication },
  );
}

function unknownSince(side: Side): string {
  return `the feed of the ${side} broke off: what was written meanwhile is not known`;
}

function noFeed(side: Side, why: string): CrosstallyError {
  return new CrosstallyError(
    'CONFIG_INVALID',
    `--feed required: the ${side} does not tell what is written to it: ${why}`,
    {
      hint: 'mend that, or leave --feed out: passes find the same, later',
    },
  );
}

async function* follow(watching: Watching, side: Side, feed: Feed): AsyncGenerator<WatchEvent> {
  for (;;) {
    const changes = await feed.poll();
    yield* take(watching, side, changes);
    if (!changes.more) await pause(POLL, watching.signal);
  }
}

async function* take(watching: Watching, side: Side, changes: Changes): AsyncGenerator<WatchEvent> {
  const { plan, now } = watching;
  const { lagSeconds } = changes;
  now.feeds = { ...now.feeds, [side]: { ...now.feeds[side], lagSeconds } };
  for (const { view, reason } of changes.dirty) yield* dirty(watching, plan.tables[view], reason);
  for (const { view, key } of changes.keys) {
    const table = plan.tables[view];
    if (table === undefined) continue;
    if (!canBeLookedUp(table)) {
      yield* dirty(watching, table, 'it was written to, and its rows cannot be looked up by key');
      continue;
    }
    const pending = pendingOf(watching, table);
    // Since its last write: before that it has not had the time to settle.
    pending.set(keyIdentity(key), performance.now());
    if (pending.size <= MOST_PENDING) continue;
    pending.clear();
    yield* dirty(watching, table, `more than ${MOST_PENDING.toLocaleString('en-US')} rows were written to at once`);
  }
}

function pendingOf({ now }: Watching, { id }: TablePlan): Map<string, number> {
  const known = now.suspects.get(id);
  if (known !== undefined) return known;
  const pending = new Map<string, number>();
  now.suspects.set(id, pending);
  return pending;
}

/**
 * Looks at what is pending, some batches at once: one waits itself for what is still under way, and what was written since
 * must not wait for that.
 */
async function* lookAtPending(watching: Watching): AsyncGenerator<WatchEvent> {
  const found: WatchEvent[] = [];
  const underWay = new Set<Promise<void>>();
  const looking = new Map<string, Set<string>>();
  try {
    for (;;) {
      await pause(POLL, watching.signal);
      for (const table of watching.plan.tables) {
        if (underWay.size >= LOOKS_AT_ONCE) break;
        const batch = nextBatch(watching, table, looking);
        if (batch.length === 0) continue;
        const look: Promise<void> = lookAtBatch(watching, table, { batch, looking, found }).finally(() =>
          underWay.delete(look),
        );
        underWay.add(look);
      }
      yield* found.splice(0);
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

interface Batch {
  /** Identities of keys, and when they were last written to. */
  readonly batch: readonly (readonly [string, number])[];
  /** Of each table the keys that are being looked at. */
  readonly looking: ReadonlyMap<string, Set<string>>;
  readonly found: WatchEvent[];
}

function nextBatch(
  { now }: Watching,
  { id }: TablePlan,
  looking: Map<string, Set<string>>,
): readonly (readonly [string, number])[] {
  const busy = looking.get(id) ?? new Set<string>();
  looking.set(id, busy);
  const batch: (readonly [string, number])[] = [];
  for (const entry of now.suspects.get(id) ?? []) {
    if (batch.length >= KEYS_AT_ONCE) break;
    if (!busy.has(entry[0])) batch.push(entry);
  }
  for (const [identity] of batch) busy.add(identity);
  return batch;
}

async function lookAtBatch(watching: Watching, table: TablePlan, { batch, looking, found }: Batch): Promise<void> {
  const keys = batch.map(([identity]) => keyOfIdentity(identity));
  const pending = watching.now.suspects.get(table.id);
  const unsettled = new Set<string>();
  const hear = (key: Key): unknown => unsettled.add(keyIdentity(key));
  try {
    for await (const event of lookAt(watching, table, keys, hear)) found.push(event);
  } catch (error) {
    if (watching.signal.aborted) return;
    // Nothing is known of them now, and nobody else was told that they were written to.
    const why = `rows that were written to could not be looked at: ${errorLine(error)}`;
    for await (const event of dirty(watching, table, why)) found.push(event);
  } finally {
    for (const [identity, since] of batch) {
      looking.get(table.id)?.delete(identity);
      // One that was written to again meanwhile, or was not at rest, is looked at again.
      if (pending?.get(identity) === since && !unsettled.has(identity)) pending.delete(identity);
    }
  }
}

/** A table of which no hint can be relied on. A keyless one that is written to all the time is told once a pass. */
async function* dirty({ ledger }: Watching, table: TablePlan | undefined, reason: string): AsyncGenerator<WatchEvent> {
  const known = table === undefined ? undefined : ledger.state.tables.get(table.id);
  if (table === undefined || known === undefined) return;
  const isTold = known.dirty === reason;
  if (isTold && known.dirtied > (known.passBegan?.clock ?? 0)) return;
  const at = time();
  await ledger.add({ type: 'dirty', at, table: table.id, reason });
  if (!isTold) yield { type: 'dirty', at, table: table.id, reason };
}

async function* dirtyAll(watching: Watching, reason: string): AsyncGenerator<WatchEvent> {
  for (const table of watching.plan.tables) yield* dirty(watching, table, reason);
}

async function* tell(watching: Watching, side: Side, status: Partial<FeedStatus>): AsyncGenerator<WatchEvent> {
  const { now } = watching;
  const before = now.feeds[side];
  const after = { ...NO_FEED, gaps: before.gaps, ...status };
  now.feeds = { ...now.feeds, [side]: after };
  if (before.state !== after.state || before.reason !== after.reason)
    yield { type: 'feed', at: time(), feeds: now.feeds };
}

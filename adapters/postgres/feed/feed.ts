/**
 * The feed of a PostgreSQL server: a temporary replication slot in a session of its own, which is polled by SQL.
 *
 * refused: in one sentence · open: a slot · polled: told up to where the log was flushed · over: closed, or broken off,
 * and the slot is gone with its session. Nothing else is made on the server.
 */
import { randomBytes } from 'node:crypto';
import type { Changes, Feed } from '../../../src/adapter.ts';
import { CrosstallyError } from '../../../src/errors.ts';
import type { TableView } from '../../../src/model/view.ts';
import { newHeard } from '../../sql/feed/heard.ts';
import type { Heard } from '../../sql/feed/heard.ts';
import type { Aside } from '../aside.ts';
import { translateError } from '../errors.ts';
import { quoteText } from '../quote.ts';
import { pgoutputLog, publicationRefusal } from './pgoutput.ts';
import { PATIENCE_SECONDS, refusal, slotRefusal } from './refusal.ts';
import { redefined, relationsOf, relationsQuestion } from './relations.ts';
import type { Relations } from './relations.ts';
import { testDecodingLog } from './text-log.ts';
import { keyReader, REDEFINED } from './told.ts';

/** Changes that the server decodes for one answer, and then to the end of the transaction. */
const CHANGES_AT_ONCE = 50_000;

/**
 * Ends the session, and the slot with it, when this process falls silent without a word: a network that swallowed it, a
 * process that is held. Until then the server would keep its log for it.
 */
const WATCHFUL = `
  select pg_catalog.set_config(name, value, false)
  from (values ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'),
               ('idle_session_timeout', '10min')) wanted (name, value)
  join pg_catalog.pg_settings using (name)`;

export interface FeedSide {
  readonly label: string;
  /** A publication of the user's; null to go without one. */
  readonly publication: string | null;
}

/** Begins it; what was written from then on is told. */
export async function beginFeed(session: Aside, views: readonly TableView[], side: FeedSide): Promise<Feed | string> {
  try {
    const refused = (await refusal(session)) ?? (await publicationRefusal(session, views, side.publication));
    if (refused === null) return await openFeed(session, views, side);
    await session.close();
    return refused;
  } catch (error) {
    await session.close();
    const refused = slotRefusal(error, side.publication === null ? 'test_decoding' : 'pgoutput');
    if (refused !== null) return refused;
    throw translateError(error, `beginning the feed of ${side.label}`);
  }
}

async function openFeed(session: Aside, views: readonly TableView[], side: FeedSide): Promise<Feed> {
  const question = relationsQuestion(views.map(({ table }) => table));
  // Before the slot: what is redefined from now on shows at the first poll.
  let relations = relationsOf(await session.ask(question));
  await session.askPlainly(WATCHFUL);
  const slot = quoteText(`crosstally_${randomBytes(8).toString('hex')}`);
  const plugin = quoteText(side.publication === null ? 'test_decoding' : 'pgoutput');
  const made = `select lsn from pg_create_logical_replication_slot(${slot}, ${plugin}, true)`;
  const [[begun = null] = []] = await session.ask(made, PATIENCE_SECONDS);
  const log = side.publication === null ? testDecodingLog(slot) : pgoutputLog(slot, side.publication, views);
  const [heard, readers] = [newHeard(), views.map(keyReader)];
  for (const { untold, views: parts } of relations.values())
    if (untold !== null) for (const view of parts) heard.dirty(view, untold);
  let [told, over] = [begun ?? '', false];

  /** What was committed asynchronously may be seen by others before it is flushed: it is told when it has been. */
  async function advance(): Promise<Omit<Changes, 'keys' | 'dirty'>> {
    const [[flushed = null] = []] = await session.askPlainly('select pg_catalog.pg_current_wal_flush_lsn()');
    if (flushed === null || flushed === told) return { lagSeconds: null, more: false };
    const read = await log.read(session, { through: flushed, most: CHANGES_AT_ONCE }, { relations, readers, heard });
    const stopped = read.changes >= CHANGES_AT_ONCE ? read.committed : null;
    told = stopped ?? flushed;
    const advanced = `pg_catalog.pg_replication_slot_advance(${slot}, ${quoteText(told)})`;
    const [[now = null] = []] = await session.askPlainly(
      `select pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) from ${advanced}`,
    );
    // Every transaction is told, also one that changed nothing but definitions.
    if (read.changes > 0 || !log.tellsEmptyTransactions) relations = await compareDefinitions(relations);
    return {
      lagSeconds: read.committedAt === null ? null : Math.max(0, Number(now) - read.committedAt),
      more: stopped !== null,
    };
  }

  async function compareDefinitions(before: Relations): Promise<Relations> {
    const after = relationsOf(await session.ask(question));
    for (const view of redefined(before, after)) heard.dirty(view, REDEFINED);
    return after;
  }

  async function poll(): Promise<Changes> {
    if (over) throw new CrosstallyError('ADAPTER_CONNECTION_LOST', `the feed of ${side.label} is closed`);
    try {
      const read = heard.waiting() > 0 ? { lagSeconds: null, more: false } : await advance();
      return handOn(heard, read);
    } catch (error) {
      over = true;
      await session.close();
      const translated = translateError(error, `reading the feed of ${side.label}`);
      if (translated.code === 'ABORTED') throw translated;
      throw new CrosstallyError('ADAPTER_CONNECTION_LOST', translated.message, {
        hint: 'what was written since the last answer is not known: the feed has to be begun anew',
        cause: translated.cause,
      });
    }
  }

  return {
    poll,
    async [Symbol.asyncDispose]() {
      if (over) return;
      over = true;
      // The server may take a moment to see that the session is gone, and the slot would be there for as long.
      await session.ask(`select pg_drop_replication_slot(${slot})`, 5).catch(() => undefined);
      await session.close();
    },
  };
}

function handOn(heard: Heard, { lagSeconds, more }: Omit<Changes, 'keys' | 'dirty'>): Changes {
  const taken = heard.take();
  return { ...taken, lagSeconds, more: more || heard.waiting() > 0 };
}

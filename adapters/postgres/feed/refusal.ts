/** Why a server has no feed, in one sentence that says what is missing. */
import type { Aside } from '../aside.ts';

const FACTS = `
  select pg_is_in_recovery(), current_setting('wal_level'), pg_backend_pid(), current_user,
         current_setting('max_replication_slots')`;

/** What can be known before a slot is asked for; null when nothing is in the way. */
export async function refusal(session: Aside): Promise<string | null> {
  const [[standby, level, process] = []] = await session.ask(FACTS);
  if (session.process !== null && String(session.process) !== process) {
    return 'a connection pooler is in between, and a feed needs a session of the server for itself: connect to the server directly';
  }
  if (standby === 't') return 'the server is a standby, which has no feed of its own: name the primary';
  if (level !== 'logical') {
    return `wal_level is ${level ?? 'unknown'}, and a feed needs logical: set wal_level = logical and restart the server`;
  }
  return null;
}

/** How long the server may wait for the transactions that were open before. */
export const PATIENCE_SECONDS = 10;

const OPEN_TRANSACTION =
  'a transaction that was open before keeps a replication slot from being made: end it, or wait for its end';

const BY_CODE: Readonly<Record<string, (plugin: string) => string>> = {
  '42501': () => 'the role may not use replication slots: alter role … replication',
  '53400': () => 'all replication slots are in use: raise max_replication_slots, or drop one that nobody uses',
  '55000': () => 'the server cannot decode its log: set wal_level = logical and restart the server',
  // Of the lock that is waited for, or of the whole statement.
  '55P03': () => OPEN_TRANSACTION,
  '57014': () => OPEN_TRANSACTION,
  '58P01': missing,
  '42704': missing,
};

function missing(plugin: string): string {
  return plugin === 'pgoutput'
    ? 'the server has no plugin pgoutput'
    : 'the server has no plugin test_decoding (of the package postgresql-contrib): install it, or name a publication of yours';
}

/** What the server says when it makes no slot; null for what is no answer to that. */
export function slotRefusal(error: unknown, plugin: string): string | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? (BY_CODE[code]?.(plugin) ?? null) : null;
}

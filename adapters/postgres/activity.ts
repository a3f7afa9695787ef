import type { Activity } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { Connections } from './connections.ts';

/**
 * - The snapshot says which transactions are visible: equal ones, equal rows. The WAL position would move with
 *   checkpoints and hint bits too, but on a standby it is all there is: there a snapshot does not list what is running.
 * - A standby of an idle primary has replayed its last transaction long ago, and is not behind for that: it has replayed
 *   all that it received. Without a receiver nobody knows what it has not received.
 * - Where no transaction was running at the last checkpoint and none was begun since, nothing was committed since.
 */
const QUESTION = `
select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text else pg_current_snapshot()::text end,
       case when not pg_is_in_recovery() then null
            when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() and exists (select from pg_stat_wal_receiver) then 0
            else coalesce(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8, 'Infinity')
       end,
       case when pg_has_role('pg_read_all_stats', 'usage') then
         (select count(*) from pg_stat_activity
          where state = 'active' and backend_type = 'client backend' and application_name <> 'crosstally') end,
       (select extract(epoch from clock_timestamp() - checkpoint_time)
        from pg_control_checkpoint(), pg_current_snapshot() s
        where not pg_is_in_recovery() and pg_snapshot_xmin(s) = pg_snapshot_xmax(s)
          and split_part(next_xid, ':', 2) = oldest_active_xid::text
          and split_part(next_xid, ':', 1)::numeric * 4294967296 + split_part(next_xid, ':', 2)::numeric
              = pg_snapshot_xmax(s)::text::numeric)`;

/**
 * What the server is doing; a role without `pg_read_all_stats` is not told of other sessions.
 *
 * @param elsewhere whether rows are read that are on another server, of which this one does not tell what is written.
 */
export async function activityOf(server: Connections, elsewhere: boolean): Promise<Activity> {
  const [[position = null, lag = null, load = null, rested = null] = []] = await server.ask(QUESTION);
  const [lagSeconds, sessions, restedSeconds] = [lag, load, rested].map((text) =>
    text === null ? null : Number(text),
  );
  const still = elsewhere ? NOT_TOLD : { position, restedSeconds: restedSeconds ?? null };
  return { ...still, lagSeconds: lagSeconds ?? null, load: sessions ?? null };
}

const NOT_TOLD = { position: null, restedSeconds: null };

/** Null on servers that speak the protocol and have no such log. */
export async function logPosition(server: Connections): Promise<string | null> {
  const where = 'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end';
  try {
    const [[position = null] = []] = await server.ask(`select (${where})::text`);
    return position;
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof CrosstallyError && error.remedy === null && error.code === 'ADAPTER_STATEMENT_FAILED';
}

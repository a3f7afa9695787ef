import type { Activity } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { Connections } from './connections.ts';

/**
 * Every account may read the global status. InnoDB writes to its log before what is committed can be seen: MariaDB tells
 * how far the log is, MySQL how often it was written to (what it says of `Innodb_redo_log_current_lsn` is a second old).
 */
const STATUS = `SHOW GLOBAL STATUS WHERE Variable_name IN
  ('Innodb_lsn_current', 'Innodb_log_write_requests', 'Threads_running')`;

/** Needs REPLICATION CLIENT (MariaDB: SLAVE MONITOR). No row where the server replicates from nowhere. */
const REPLICA = 'SHOW REPLICA STATUS';
/** `Seconds_Behind_Source`, `Seconds_Behind_Master` in MariaDB: the same place in all versions. */
const SECONDS_BEHIND = 32;

/** Asks a server what it is doing; what the account may not ask is asked once. */
export function activityOf(server: Pick<Connections, 'ask' | 'underWay'>): () => Promise<Activity> {
  let mayAskReplica = true;

  async function lagSeconds(): Promise<number | null> {
    if (!mayAskReplica) return null;
    try {
      const channels = await server.ask(REPLICA);
      // NULL stands for replication that is stopped or has lost its source.
      const seconds = channels.map((channel) => Number(channel[SECONDS_BEHIND] ?? Infinity));
      return seconds.length === 0 ? null : Math.max(...seconds);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      mayAskReplica = false;
      return null;
    }
  }

  return async () => {
    const status = new Map((await server.ask(STATUS)).map(([name, value]) => [name?.toLowerCase(), value]));
    const running = Number(status.get('threads_running') ?? NaN);
    return {
      position: status.get('innodb_lsn_current') ?? status.get('innodb_log_write_requests') ?? null,
      lagSeconds: await lagSeconds(),
      // The one that asks is among them.
      load: Number.isNaN(running) ? null : Math.max(0, running - 1 - server.underWay()),
      restedSeconds: null,
    };
  };
}

/** What the server will say to the same account again: a lost connection or a timeout says nothing of the replica. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof CrosstallyError) || error.remedy !== null) return false;
  return error.code === 'ADAPTER_PRIVILEGE_MISSING' || error.code === 'ADAPTER_STATEMENT_FAILED';
}

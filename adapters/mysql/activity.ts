import type { Activity } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { Connections } from './connections.ts';
import { writesTo } from './engines.ts';

/**
 * Every account may read the global status. InnoDB writes to its log before what is committed can be seen: MariaDB tells
 * how far the log is, MySQL how often it was written to (what it says of `Innodb_redo_log_current_lsn` is a second old).
 */
const LOG = ['Innodb_lsn_current', 'Innodb_log_write_requests'];
/**
 * Engines without a log of their own are written to by statements alone, which are counted when they begin; rows are, while
 * they are written. MySQL counts the rows of temporary tables with those that are written: each look at the status has some.
 */
const ROWS = {
  mysql: ['Handler_update', 'Handler_delete'],
  mariadb: ['Handler_write', 'Handler_update', 'Handler_delete'],
};
const STATEMENTS =
  `insert insert_select replace replace_select update update_multi delete delete_multi load binlog truncate
  alter_table create_table drop_table rename_table repair optimize execute_immediate xa_commit unlock_tables`
    .split(/\s+/)
    .map((statement) => `Com_${statement}`);

/** Needs REPLICATION CLIENT (MariaDB: SLAVE MONITOR). No row where the server replicates from nowhere. */
const REPLICA = 'SHOW REPLICA STATUS';
/** `Seconds_Behind_Source`, `Seconds_Behind_Master` in MariaDB: the same place in all versions. */
const SECONDS_BEHIND = 32;

export interface Asked {
  readonly mariadb: boolean;
  /** The engines of the tables that are read. */
  readonly engines: () => ReadonlySet<string>;
}

/** Asks a server what it is doing; what the account may not ask is asked once. */
export function activityOf(
  server: Pick<Connections, 'ask' | 'underWay'>,
  { mariadb, engines }: Asked,
): () => Promise<Activity> {
  const counters = [...ROWS[mariadb ? 'mariadb' : 'mysql'], ...STATEMENTS];
  const names = [...LOG, ...counters, 'Threads_running'].map((name) => `'${name}'`);
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
    const rows = await server.ask(`SHOW GLOBAL STATUS WHERE Variable_name IN (${names.join(', ')})`);
    const status: Status = new Map(rows.map(([name, value]) => [name?.toLowerCase() ?? '', value ?? null]));
    const running = Number(status.get('threads_running') ?? NaN);
    return {
      position: positionOf(status, { counters, engines: engines() }),
      lagSeconds: await lagSeconds(),
      // The one that asks is among them.
      load: Number.isNaN(running) ? null : Math.max(0, running - 1 - server.underWay()),
      restedSeconds: null,
    };
  };
}

type Status = ReadonlyMap<string, string | null>;

interface Position {
  readonly counters: readonly string[];
  readonly engines: ReadonlySet<string>;
}

/** Null where some of the tables are written to in a way that the server does not tell. */
function positionOf(status: Status, { counters, engines }: Position): string | null {
  const writes = new Set([...engines].map(writesTo));
  const log = status.get('innodb_lsn_current') ?? status.get('innodb_log_write_requests') ?? null;
  if (writes.has('untold') || log === null) return null;
  if (!writes.has('counted')) return log;
  return [log, ...counters.map((name) => status.get(name.toLowerCase()) ?? '')].join(' ');
}

/** What the server will say to the same account again: a lost connection or a timeout says nothing of the replica. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof CrosstallyError) || error.remedy !== null) return false;
  return error.code === 'ADAPTER_PRIVILEGE_MISSING' || error.code === 'ADAPTER_STATEMENT_FAILED';
}

/** Null where no transaction has a GTID: without a binary log, and in MySQL by default. */
export async function logPosition(server: Pick<Connections, 'ask'>, mariadb: boolean): Promise<string | null> {
  const [[gtids = null] = []] = await server.ask(`SELECT @@GLOBAL.${mariadb ? 'gtid_current_pos' : 'gtid_executed'}`);
  const position = gtids?.replaceAll(/\s+/g, '') ?? '';
  return position === '' ? null : position;
}

/** Why a server has no feed, in one sentence that says what is missing. */
import { CrosstallyError } from '../../../src/errors.ts';
import type { Connections } from '../connections.ts';

const SETTINGS = `SHOW GLOBAL VARIABLES WHERE variable_name IN
  ('log_bin', 'binlog_format', 'binlog_row_value_options', 'binlog_transaction_compression')`;

/** Where the binary log ends. */
export interface Position {
  readonly file: string;
  readonly position: number;
}

/** Where a feed may begin, or what is in its way. */
export async function beginning(server: Connections): Promise<Position | string> {
  const settings = new Map(
    (await server.ask(SETTINGS)).map(([name, value]) => [name?.toLowerCase() ?? '', value ?? '']),
  );
  const is = (name: string, value: string): boolean => (settings.get(name) ?? value).toUpperCase() === value;
  if (!is('log_bin', 'ON')) return 'the server keeps no binary log: start it with log_bin';
  if (!is('binlog_format', 'ROW')) {
    return `binlog_format is ${settings.get('binlog_format') ?? ''}, and a feed needs ROW: set global binlog_format = ROW, and let the application connect anew`;
  }
  if (!is('binlog_transaction_compression', 'OFF')) {
    return 'the binary log is compressed, which its reader cannot read: set global binlog_transaction_compression = OFF';
  }
  if (!is('binlog_row_value_options', '')) {
    return 'the binary log tells parts of JSON values alone: set global binlog_row_value_options = DEFAULT';
  }
  return position(server);
}

async function position(server: Connections): Promise<Position | string> {
  for (const statement of ['SHOW MASTER STATUS', 'SHOW BINARY LOG STATUS']) {
    try {
      const [row] = await server.ask(statement);
      if (row === undefined) return 'the server keeps no binary log: start it with log_bin';
      const [file, at, does = null, ignores = null] = row;
      if ((does ?? '') + (ignores ?? '') !== '')
        return 'the server leaves databases out of its binary log (binlog_do_db, binlog_ignore_db): nothing tells of their writes';
      return { file: file ?? '', position: Number(at) };
    } catch (error) {
      const number = errnoOf(error);
      // Which of the two a server knows goes by its version.
      if (number === 1064) continue;
      if (number === 1227 || number === 1045) return missingPrivilege();
      throw error;
    }
  }
  return 'the server does not say where its binary log ends';
}

/** The same on both engines: MariaDB takes REPLICATION CLIENT for BINLOG MONITOR. */
export function missingPrivilege(): string {
  return 'the account may not read the binary log: grant replication client, replication slave on *.* to it';
}

/** What the server says when it sends no log; null for what is no answer to that. */
export function dumpRefusal(error: unknown): string | null {
  const number = errnoOf(error);
  return number === 1227 || number === 1045 ? missingPrivilege() : null;
}

function errnoOf(error: unknown): unknown {
  const cause = error instanceof CrosstallyError ? error.cause : error;
  return (cause as { readonly errno?: unknown } | null)?.errno;
}

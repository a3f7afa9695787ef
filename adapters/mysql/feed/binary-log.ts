/** The one file that knows the reader of binary logs, `@vlasky/zongji`: a package that users add where they want a feed. */
import type { Position } from './refusal.ts';

/** Something that the log tells. */
export type LogEvent = RowsWritten | StatementRun | NotUnderstood;

export interface RowsWritten {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly schema: string;
  readonly table: string;
  readonly rows: readonly LogRow[];
  /** In milliseconds since 1970, by the server's clock, to the second. */
  readonly at: number;
}

/** A row as it was and as it is; of each the columns that the log tells. */
export interface LogRow {
  readonly before: Values | null;
  readonly after: Values | null;
}

export type Values = ReadonlyMap<string, unknown>;

export interface StatementRun {
  readonly kind: 'statement';
  /** The default schema of who ran it. */
  readonly schema: string;
  readonly text: string;
}

/** What is in it is not known: a compressed transaction, parts of a JSON value, an event of a kind that is new. */
export interface NotUnderstood {
  readonly kind: 'not understood';
  readonly what: string;
}

export interface LogReader {
  /** Bytes that came so far: the server says something every few seconds, whatever is written. */
  bytesHeard(): number;
  /** Why it broke off; null while it goes on. */
  failure(): Error | null;
  close(): Promise<void>;
}

export interface ReaderChoice {
  /** What `mysql2` connects with. */
  readonly connection: object;
  readonly from: Position;
  /** Tables of which rows are told, by schema. */
  readonly tables: Readonly<Record<string, string[]>>;
  readonly hear: (event: LogEvent) => void;
}

const PACKAGE = '@vlasky/zongji';

export const NOT_INSTALLED: string = `a feed of MySQL or MariaDB needs the package ${PACKAGE}: npm install ${PACKAGE}`;

/** What is needed of the package: its types are there only where it is. */
interface Reader {
  readonly connection: Connection | null;
  readonly ctrlConnection: Connection | null;
  start(options: object): void;
  stop(): void;
  on(event: 'binlog', listener: (event: RawEvent) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  once(event: 'stopped', listener: () => void): void;
}

interface Connection {
  readonly stream: { readonly bytesRead: number };
  query(sql: string, done: () => void): unknown;
}

type Row = Readonly<Record<string, unknown>>;

interface RawEvent {
  readonly timestamp: number;
  readonly tableId?: number;
  readonly tableMap?: Readonly<Record<number, TableMap>>;
  readonly rows?: readonly (Row | { readonly before: Row; readonly after: Row })[];
  readonly columns_present_bitmap?: Uint8Array;
  readonly columns_present_bitmap2?: Uint8Array;
  readonly query?: string;
  readonly schema?: string;
  getEventName(): string;
}

interface TableMap {
  readonly parentSchema: string;
  readonly tableName: string;
  readonly columns?: readonly { readonly name: string }[];
}

export type ReaderClass = new (connection: object) => Reader;

/** Null where the package is not installed. */
export async function loadReader(): Promise<ReaderClass | null> {
  try {
    return (await import('@vlasky/zongji')).default as unknown as ReaderClass;
  } catch (error) {
    const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(PACKAGE)) return null;
    throw error;
  }
}

const KINDS: Readonly<Record<string, RowsWritten['kind']>> = {
  writerows: 'insert',
  updaterows: 'update',
  deleterows: 'delete',
};
const NOT_UNDERSTOOD = ['transactionpayload', 'partialupdaterows', 'unknown'];
/** The reader says once that it cannot read these, beside handing them on. */
const SAID_OF_THEM = /TRANSACTION_PAYLOAD_EVENT|PARTIAL_UPDATE_ROWS_EVENT/;

/**
 * The server sends something every so many seconds: who falls silent is gone. And it notices so itself that the reader is
 * gone, whatever ended it.
 */
const HEARTBEAT_SECONDS = 2;

/** Resolves when the server has begun to send the log. */
export async function readLog(
  reader: ReaderClass,
  { connection, from, tables, hear }: ReaderChoice,
): Promise<LogReader> {
  const zongji = new reader(connection);
  let failure: Error | null = null;
  await new Promise<void>((resolve, reject) => {
    zongji.on('error', (error) => {
      if (SAID_OF_THEM.test(error.message)) return;
      failure ??= error;
      reject(error);
    });
    zongji.on('binlog', (event) => {
      // The first thing that is sent is which file it is.
      if (event.getEventName() === 'rotate') resolve();
      const told = eventOf(event);
      if (told !== null) hear(told);
    });
    zongji.start({
      serverId: serverId(),
      filename: from.file,
      position: from.position,
      includeEvents: ['rotate', 'tablemap', 'query', ...Object.keys(KINDS), ...NOT_UNDERSTOOD],
      includeSchema: tables,
    });
    // Before the log is asked for, which takes the connection for good.
    const beat = `${HEARTBEAT_SECONDS}000000000`;
    zongji.connection?.query(
      `SET @master_heartbeat_period = ${beat}, @source_heartbeat_period = ${beat}`,
      () => undefined,
    );
    // Of columns it is asked when a table is first written to, which may be after days.
    zongji.ctrlConnection?.query('SET SESSION wait_timeout = 2147483', () => undefined);
  }).catch(async (error: unknown) => {
    await stop(zongji);
    throw error;
  });
  return {
    bytesHeard: () => zongji.connection?.stream.bytesRead ?? 0,
    failure: () => failure,
    close: () => stop(zongji),
  };
}

/** It ends the thread that sends the log by its number, and then its own two connections. */
function stop(zongji: Reader): Promise<void> {
  return new Promise((resolve) => {
    zongji.once('stopped', resolve);
    zongji.stop();
  });
}

/** A number that no replica has: the server ends the log of one that comes with the number of another. */
function serverId(): number {
  return 0x80000000 + Math.floor(Math.random() * 0x7ffffff0);
}

function eventOf(event: RawEvent): LogEvent | null {
  const name = event.getEventName();
  if (name === 'query') return { kind: 'statement', schema: event.schema ?? '', text: event.query ?? '' };
  if (NOT_UNDERSTOOD.includes(name)) return { kind: 'not understood', what: name };
  const kind = KINDS[name];
  const table = event.tableMap?.[event.tableId ?? -1];
  if (kind === undefined || table === undefined) return null;
  const names = (table.columns ?? []).map((column) => column.name);
  const [first, second] = [present(names, event.columns_present_bitmap), present(names, event.columns_present_bitmap2)];
  const rows = (event.rows ?? []).map((row): LogRow => {
    if (kind === 'update') {
      const { before, after } = row as { readonly before: Row; readonly after: Row };
      return { before: valuesOf(before, first), after: valuesOf(after, second) };
    }
    const values = valuesOf(row, first);
    return kind === 'insert' ? { before: null, after: values } : { before: values, after: null };
  });
  return { kind, schema: table.parentSchema, table: table.tableName, rows, at: event.timestamp };
}

/** The columns that an event tells: a server may be set to leave out those that did not change. */
function present(names: readonly string[], bitmap: Uint8Array | undefined): readonly string[] {
  return names.filter((_, i) => (((bitmap?.[i >> 3] ?? 0) >> (i % 8)) & 1) === 1);
}

function valuesOf(row: Row, names: readonly string[]): Values {
  return new Map(names.map((name) => [name, row[name]]));
}

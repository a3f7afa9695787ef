/**
 * The feed of a MySQL or MariaDB server: its binary log of rows, read as a replica would.
 *
 * refused: in one sentence · open: the server sends, what came is kept · polled: what came is handed on · over: closed, or
 * broken off by an error, by silence, or since the log may tell less than it did.
 */
import type { Changes, Feed } from '../../../src/adapter.ts';
import { CrosstallyError } from '../../../src/errors.ts';
import type { Key } from '../../../src/model/key.ts';
import { tableName } from '../../../src/model/table.ts';
import { keyColumns } from '../../../src/model/view.ts';
import type { TableView } from '../../../src/model/view.ts';
import { newHeard } from '../../sql/feed/heard.ts';
import type { Heard } from '../../sql/feed/heard.ts';
import type { Connections } from '../connections.ts';
import { translateError } from '../errors.ts';
import { loadReader, NOT_INSTALLED, readLog } from './binary-log.ts';
import type { LogEvent, LogReader, LogRow, RowsWritten, Values } from './binary-log.ts';
import { cascadesTo } from './cascades.ts';
import type { Cascade } from './cascades.ts';
import { partOf } from './key-parts.ts';
import type { Part } from './key-parts.ts';
import { beginning, dumpRefusal } from './refusal.ts';
import { isAboutRows, redefines } from './statements.ts';

export interface FeedSide {
  readonly label: string;
  /** What `mysql2` connects with. */
  readonly connection: () => Promise<object>;
  readonly signal: AbortSignal;
}

/** Seconds after which a server that says nothing, not even that it has nothing to say, is taken for gone. */
const SILENCE = 20;

export async function beginFeed(
  server: Connections,
  views: readonly TableView[],
  side: FeedSide,
): Promise<Feed | string> {
  const reader = await loadReader();
  if (reader === null) return NOT_INSTALLED;
  const from = await beginning(server);
  if (typeof from === 'string') return from;
  const listener = listen(
    views,
    await cascadesTo(
      server,
      views.map(({ table }) => table),
    ),
  );
  try {
    const connection = await side.connection();
    const log = await readLog(reader, { connection, from, tables: listener.tables, hear: listener.hear });
    return openFeed(log, listener, { server, views, side });
  } catch (error) {
    const refused = dumpRefusal(error);
    if (refused !== null) return refused;
    throw translateError(error, `beginning the feed of ${side.label}`);
  }
}

interface Opened {
  readonly server: Connections;
  readonly views: readonly TableView[];
  readonly side: FeedSide;
}

function openFeed(log: LogReader, listener: Listener, { server, views, side }: Opened): Feed {
  const { heard } = listener;
  let [bytes, heardAt, over] = [log.bytesHeard(), performance.now(), false];

  async function close(): Promise<void> {
    if (over) return;
    over = true;
    side.signal.removeEventListener('abort', abort);
    await log.close();
  }

  function abort(): void {
    void close();
  }

  /** @throws what broke it off. */
  async function assertGoesOn(): Promise<void> {
    const failure = log.failure();
    if (failure !== null) throw failure;
    if (log.bytesHeard() !== bytes) [bytes, heardAt] = [log.bytesHeard(), performance.now()];
    const silent = (performance.now() - heardAt) / 1000;
    if (silent > SILENCE) throw new Error(`the server has sent nothing for ${Math.round(silent)} s`);
    if (!listener.redefined()) return;
    const now = await cascadesTo(
      server,
      views.map(({ table }) => table),
    );
    if (namesOf(now) !== namesOf(listener.cascades))
      throw new Error('foreign keys were changed by which rows of others change');
  }

  side.signal.addEventListener('abort', abort, { once: true });
  return {
    async poll(): Promise<Changes> {
      if (side.signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
      if (over) throw new CrosstallyError('ADAPTER_CONNECTION_LOST', `the feed of ${side.label} is closed`);
      try {
        await assertGoesOn();
      } catch (error) {
        await close();
        throw brokenOff(error, side);
      }
      const lagSeconds = heard.waiting() === 0 ? null : listener.lagSeconds();
      return { ...heard.take(), lagSeconds, more: heard.waiting() > 0 };
    },
    [Symbol.asyncDispose]: close,
  };
}

function brokenOff(error: unknown, { label, signal }: FeedSide): CrosstallyError {
  if (signal.aborted) return new CrosstallyError('ABORTED', 'stopped');
  const { message, cause } = translateError(error, `reading the feed of ${label}`);
  const hint = 'what was written since the last answer is not known: the feed has to be begun anew';
  return new CrosstallyError('ADAPTER_CONNECTION_LOST', message, { hint, cause });
}

function namesOf(cascades: ReadonlyMap<string, Cascade>): string {
  return JSON.stringify(
    [...cascades].map(([name, { reached, updated }]) => [name, [...reached], [...(updated ?? [])]]),
  );
}

/** What came, by the place of the table. */
interface Listener {
  readonly heard: Heard;
  /** Of which rows are wanted, by schema: also those by which rows of others change. */
  readonly tables: Readonly<Record<string, string[]>>;
  readonly cascades: ReadonlyMap<string, Cascade>;
  hear(this: void, event: LogEvent): void;
  lagSeconds(): number | null;
  /** Whether a table was, since this was last asked. */
  redefined(): boolean;
}

interface KeyReader {
  readonly columns: readonly string[];
  readonly parts: readonly (Part | null)[];
}

function listen(views: readonly TableView[], cascades: ReadonlyMap<string, Cascade>): Listener {
  const heard = newHeard();
  const readers = views.map(keyReader);
  const byName = new Map<string, readonly number[]>();
  views.forEach(({ table }, at) => byName.set(tableName(table), [...(byName.get(tableName(table)) ?? []), at]));
  let [last, redefined]: [number | null, boolean] = [null, false];

  function soil(names: Iterable<string>, reason: string): void {
    for (const name of names) for (const view of byName.get(name) ?? []) heard.dirty(view, reason);
  }

  function rows(event: RowsWritten): void {
    const name = tableName({ schema: event.schema, name: event.table });
    last = event.at;
    for (const view of byName.get(name) ?? []) {
      const reader = readers[view];
      if (reader !== undefined) for (const row of event.rows) hearRow(heard, view, row, reader);
    }
    const cascade = cascades.get(name);
    if (cascade !== undefined && reaches(event, cascade))
      soil(cascade.reached, `rows of ${name} were written to, and others with them by a foreign key`);
  }

  return {
    heard,
    cascades,
    tables: tablesOf([...views.map(({ table }) => table), ...[...cascades.values()].map(({ parent }) => parent)]),
    lagSeconds: () => (last === null ? null : Math.max(0, (Date.now() - last) / 1000)),
    redefined: () => {
      const was = redefined;
      redefined = false;
      return was;
    },
    hear(event) {
      if (event.kind === 'statement') {
        if (isAboutRows(event.text)) soil(byName.keys(), 'the log has a statement whose rows it does not tell');
        else
          views.forEach(({ table }, view) => {
            if (!redefines(event, table)) return;
            heard.dirty(view, 'its definition was changed, or it was truncated');
            redefined = true;
          });
      } else if (event.kind === 'not understood')
        soil(byName.keys(), 'the log has something in it that its reader cannot read');
      else rows(event);
    },
  };
}

function tablesOf(tables: readonly { readonly schema: string; readonly name: string }[]): Record<string, string[]> {
  const bySchema: Record<string, string[]> = {};
  for (const { schema, name } of tables) (bySchema[schema] ??= []).push(name);
  return bySchema;
}

function keyReader(view: TableView): KeyReader {
  const columns = keyColumns(view);
  return { columns: columns.map(({ name }) => name), parts: columns.map(partOf) };
}

function hearRow(heard: Heard, view: number, { before, after }: LogRow, reader: KeyReader): void {
  if (reader.columns.length === 0) {
    heard.dirty(view, 'it was written to, and has no key');
    return;
  }
  for (const values of [before, after]) {
    if (values === null) continue;
    const key = keyOf(reader, values, before);
    if (key === null) heard.dirty(view, 'it was written to, and the log does not tell the whole key');
    else heard.key(view, key);
  }
}

/** What an update does not tell of the row as it is, it left as it was. */
function keyOf({ columns, parts }: KeyReader, values: Values, before: Values | null): Key | null {
  const key: (string | null)[] = [];
  for (let i = 0; i < columns.length; i++) {
    const name = columns[i] ?? '';
    const value = values.has(name) ? values.get(name) : before?.get(name);
    const part = value == null ? null : (parts[i]?.(value) ?? null);
    if (part === null) return null;
    key.push(part);
  }
  return key;
}

function reaches({ kind, rows }: RowsWritten, { updated, deleted }: Cascade): boolean {
  if (kind === 'insert') return false;
  if (kind === 'delete') return deleted;
  if (updated === null) return false;
  return rows.some(({ before, after }) =>
    [...updated].some((name) => after?.has(name) === true && String(after.get(name)) !== String(before?.get(name))),
  );
}

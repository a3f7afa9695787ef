/**
 * The log as `pgoutput` writes it, the plugin that every server has and that tells of a publication's tables alone. The
 * messages: https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html
 */
import { CrosstallyError } from '../../../src/errors.ts';
import { frameColumns } from '../../../src/model/frame.ts';
import { keyColumns } from '../../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../../src/model/view.ts';
import type { Aside } from '../aside.ts';
import { framesOf } from '../frames.ts';
import { quoteName, quoteText } from '../quote.ts';
import type { Audience, Log, Reach, Read } from './log.ts';
import { relationsOf, relationsQuestion } from './relations.ts';
import type { Relation } from './relations.ts';
import type { Change, Tuple } from './test-decoding.ts';
import { hear } from './told.ts';

export function pgoutputLog(slot: string, publication: string, views: readonly TableView[]): Log {
  return {
    tellsEmptyTransactions: false,
    async read(session, reach, audience) {
      // Nothing in the log tells that a publication was changed.
      const refused = await publicationRefusal(session, views, publication);
      if (refused !== null) throw new CrosstallyError('ADAPTER_CONNECTION_LOST', refused);
      const messages = new Messages(audience);
      for await (const { bytes, starts, ends, count } of framesOf(session.copy(question(slot, publication, reach)), [
        null,
      ])) {
        for (let row = 0; row < count; row++) {
          const [message] = frameColumns(bytes, starts[row] ?? 0, ends[row] ?? 0);
          if (message != null) messages.take(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
        }
      }
      return messages.read;
    },
  };
}

function question(slot: string, publication: string, { through, most }: Reach): string {
  return `select data from pg_logical_slot_peek_binary_changes(${slot}, ${quoteText(through)}, ${most},
    'proto_version', '1', 'publication_names', ${quoteText(quoteName(publication))})`;
}

/** What the user's publication does not tell of; null when nothing is missing, or no publication is named. */
export async function publicationRefusal(
  session: Aside,
  views: readonly TableView[],
  publication: string | null,
): Promise<string | null> {
  if (publication === null) return null;
  const name = quoteText(publication);
  const [[all = null] = []] = await session.ask(
    `select pubinsert and pubupdate and pubdelete and pubtruncate from pg_publication where pubname = ${name}`,
  );
  if (all === null) return `there is no publication ${publication}`;
  if (all !== 't')
    return `publication ${publication} does not publish every kind of write: insert, update, delete, truncate`;
  const rows = await session.ask(`
    select format('%I.%I', schemaname, tablename), to_jsonb(p) ->> 'rowfilter', to_jsonb(p) ->> 'attnames'
    from pg_publication_tables p where pubname = ${name}`);
  const published = new Map(rows.map(([table, filter = null, columns = null]) => [table, { filter, columns }]));
  const relations = [...relationsOf(await session.ask(relationsQuestion(views.map(({ table }) => table)))).values()];
  for (const relation of relations) {
    const keys = relation.views.flatMap((at) => (views[at] === undefined ? [] : keyColumns(views[at])));
    // A partition may be published by the table that it is a part of.
    const roots = relations.filter((one) => !one.holdsRows && one.views.some((at) => relation.views.includes(at)));
    const found = [relation, ...roots].flatMap(({ name: table }) => published.get(table) ?? [])[0];
    const missing = leftOut(relation, keys, found);
    if (missing !== null) return `publication ${publication} ${missing} ${relation.name}`;
  }
  return null;
}

interface Published {
  readonly filter: string | null;
  /** As JSON; null before PostgreSQL 15, which publishes all of them. */
  readonly columns: string | null;
}

function leftOut(relation: Relation, keys: readonly ViewColumn[], published: Published | undefined): string | null {
  if (published === undefined) return relation.holdsRows && relation.untold === null ? 'lacks the table' : null;
  if (published.filter !== null) return 'leaves out rows of';
  if (published.columns === null) return null;
  const columns = JSON.parse(published.columns) as string[];
  const missing = keys.find(({ name }) => !columns.includes(name));
  return missing === undefined ? null : `leaves out the key column ${missing.name} of`;
}

/** Microseconds of the server's clock began in 2000. */
const CLOCK_BEGAN = Date.UTC(2000) / 1000;

const KINDS: Readonly<Record<string, Change['kind']>> = { I: 'insert', U: 'update', D: 'delete' };

class Messages {
  readonly #audience: Audience;
  /** Names of columns, by the relation's number. */
  readonly #columns = new Map<number, readonly string[]>();
  readonly #byOid: ReadonlyMap<number, string>;
  read: Read = { changes: 0, committed: null, committedAt: null };

  constructor(audience: Audience) {
    this.#audience = audience;
    this.#byOid = new Map([...audience.relations.values()].map(({ oid, name }) => [Number(oid), name]));
  }

  take(message: Buffer): void {
    this.read = { ...this.read, changes: this.read.changes + 1 };
    const letter = String.fromCharCode(message[0] ?? 0);
    const kind = KINDS[letter];
    if (kind !== undefined) this.#row(kind, message);
    else if (letter === 'R') this.#relation(message);
    else if (letter === 'T') this.#truncate(message);
    else if (letter === 'C') this.#commit(message);
  }

  #commit(message: Buffer): void {
    const end = message.readBigUInt64BE(10);
    const committed = `${(end >> 32n).toString(16)}/${(end & 0xffffffffn).toString(16)}`.toUpperCase();
    this.read = { ...this.read, committed, committedAt: Number(message.readBigInt64BE(18)) / 1e6 + CLOCK_BEGAN };
  }

  #relation(message: Buffer): void {
    let at = 5;
    const text = (): string => {
      const end = message.indexOf(0, at);
      const found = message.toString('utf8', at, end);
      at = end + 1;
      return found;
    };
    text();
    text();
    const count = message.readUInt16BE(at + 1);
    at += 3;
    const columns: string[] = [];
    for (let i = 0; i < count; i++) {
      at += 1;
      columns.push(text());
      at += 8;
    }
    this.#columns.set(message.readUInt32BE(1), columns);
  }

  #truncate(message: Buffer): void {
    const count = message.readUInt32BE(1);
    for (let i = 0; i < count; i++)
      this.#tell(message.readUInt32BE(6 + 4 * i), { kind: 'truncate', relations: [], before: null, after: null });
  }

  #row(kind: Change['kind'], message: Buffer): void {
    const oid = message.readUInt32BE(1);
    const columns = this.#columns.get(oid) ?? [];
    let [before, after, at]: [Tuple | null, Tuple | null, number] = [null, null, 5];
    while (at < message.length) {
      const part = String.fromCharCode(message[at] ?? 0);
      const { tuple, end } = readTuple(message, at + 1, columns);
      if (part === 'N') after = tuple;
      else before = tuple;
      at = end;
    }
    this.#tell(oid, { kind, relations: [], before, after });
  }

  #tell(oid: number, change: Change): void {
    const { relations, readers, heard } = this.#audience;
    const relation = relations.get(this.#byOid.get(oid) ?? '');
    for (const view of relation?.views ?? []) {
      const reader = readers[view];
      if (relation !== undefined && reader !== undefined) hear(heard, change, relation, view, reader);
    }
  }
}

function readTuple(
  message: Buffer,
  start: number,
  columns: readonly string[],
): { readonly tuple: Tuple; readonly end: number } {
  const count = message.readUInt16BE(start);
  const tuple = new Map<string, string | null>();
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    const kind = String.fromCharCode(message[at++] ?? 0);
    if (kind === 'n') tuple.set(columns[i] ?? '', null);
    if (kind !== 't') continue;
    const end = at + 4 + message.readUInt32BE(at);
    tuple.set(columns[i] ?? '', message.toString('utf8', at + 4, end));
    at = end;
  }
  return { tuple, end: at };
}

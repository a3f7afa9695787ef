import type { Socket } from 'node:net';
import { CrosstallyError } from '../../src/errors.ts';
import { slots } from '../sql/slots.ts';
import { translateError } from './errors.ts';

/** What is needed here of the driver's pool, and of a client out of it. */
interface Pool<Client> {
  connect(): Promise<Client>;
}

interface Lent {
  on(event: 'error', listener: () => void): unknown;
  removeListener(event: 'error', listener: () => void): unknown;
  release(broken: boolean): void;
}

export interface CheckedOut<Client> {
  readonly client: Client;
  /** For a client that is ready for its next statement. */
  readonly giveBack: () => void;
  /** For one that may be in the middle of a result: a polite goodbye would wait for the rest of it. */
  readonly destroy: () => void;
}

export interface CheckOutOptions {
  readonly connections: number;
  readonly signal: AbortSignal;
  readonly label: string;
}

/** Takes clients out of a pool, no more at a time than were asked for; an abort cuts those that are out. */
export function checkOuts<Client extends Lent>(
  pool: Pool<Client>,
  { connections: count, signal, label }: CheckOutOptions,
): () => Promise<CheckedOut<Client>> {
  const places = slots(count);
  let reached = false;
  const connect = async (): Promise<Client> => {
    if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
    try {
      const client = await pool.connect();
      reached = true;
      return client;
    } catch (error) {
      throw translateError(error, `connecting to ${label}`, reached);
    }
  };
  return async () => {
    await places.take();
    try {
      return lend(await connect(), signal, () => {
        places.give();
      });
    } catch (error) {
      places.give();
      throw error;
    }
  };
}

function lend<Client extends Lent>(client: Client, signal: AbortSignal, returned: () => void): CheckedOut<Client> {
  const cut = (): void => {
    socketOf(client).destroy();
  };
  const end = (broken: boolean): void => {
    signal.removeEventListener('abort', cut);
    if (broken) cut();
    client.release(broken);
    client.removeListener('error', ignore);
    returned();
  };
  signal.addEventListener('abort', cut, { once: true });
  // The failure also reaches whoever waits for the running query; without a listener it would end the process.
  client.on('error', ignore);
  return {
    client,
    giveBack: () => {
      end(false);
    },
    destroy: () => {
      end(true);
    },
  };
}

/** The driver's types do not tell of it. */
export function socketOf(client: unknown): Socket {
  return (client as { connection: { stream: Socket } }).connection.stream;
}

function ignore(): void {
  // see lend
}

/** An application that writes its orders to both databases, and loses one write in 500 on the way to the new one. */
import { pause } from '../../run/pause.ts';
import type { PrivatePostgres } from './private-postgres.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

/** Seconds from one write to the next. */
const BETWEEN = 0.008;

/** A write that did not reach the new database, by what became of its row there. */
export interface LostWrite {
  readonly id: string;
  readonly kind: 'missing' | 'changed';
}

export interface DualWriter extends AsyncDisposable {
  /** Grows while it writes. */
  readonly lost: readonly LostWrite[];
  readonly writes: () => number;
  /** From now on nothing is lost, and what was is written again. */
  mend(): Promise<void>;
}

/** Makes both databases, and writes until it is disposed of; loses no more than `most` writes. */
export async function startDualWriter(
  server: PrivatePostgres,
  [old, fresh]: readonly string[],
  most: number,
): Promise<DualWriter> {
  const [before, after] = [await madeDatabase(server, old ?? ''), await madeDatabase(server, fresh ?? '')];
  const lost: LostWrite[] = [];
  let [writes, losing, writing] = [0, true, true];
  const writeAll = async (): Promise<void> => {
    while (writing) {
      const sql = write(++writes);
      const loss = losing && lost.length < most ? lossOf(writes) : null;
      await before.run(sql);
      if (loss === null) await after.run(sql);
      else lost.push(loss);
      await pause(BETWEEN);
    }
  };
  // A server that was stopped is told of by whoever stopped it.
  const written = writeAll().catch(() => undefined);
  return {
    lost,
    writes: () => writes,
    mend: async () => {
      losing = false;
      const repair = await openSession(server.url, fresh ?? '');
      for (const { id } of lost)
        await repair.run(`${order(Number(id), 'paid')} on conflict (id) do update set state = excluded.state`);
      await repair.close();
    },
    [Symbol.asyncDispose]: async () => {
      writing = false;
      await written;
      await Promise.allSettled([before.close(), after.close()]);
    },
  };
}

async function madeDatabase(server: PrivatePostgres, name: string): Promise<Session> {
  const maintenance = await openSession(server.url, 'postgres');
  await maintenance.run(`create database ${name}`);
  await maintenance.close();
  const session = await openSession(server.url, name);
  await session.run(
    'create table orders (id int primary key, customer int not null, total numeric(10,2) not null, state text not null)',
  );
  return session;
}

/** A new order and its payment, in turn. */
function write(n: number): string {
  return n % 2 === 1 ? order(n, 'new') : `update orders set state = 'paid' where id = ${String(n - 1)}`;
}

function order(n: number, state: string): string {
  return `insert into orders values (${String(n)}, ${String(n % 97)}, ${String(n % 1000)}.50, '${state}')`;
}

/** In a thousand writes an order, of which the payment finds nothing then, and the payment of another one. */
function lossOf(n: number): LostWrite | null {
  if (n % 1000 === 499) return { id: String(n), kind: 'missing' };
  return n % 1000 === 0 ? { id: String(n - 1), kind: 'changed' } : null;
}

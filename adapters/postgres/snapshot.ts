/**
 * One consistent view over many connections: a transaction that is kept open exports its snapshot, and every other one
 * imports it. These stay as short as ever and hold no lock for longer than a statement.
 */
import type { CrosstallyError } from '../../src/errors.ts';
import { viewAge } from '../sql/sessions/view-age.ts';
import type { ViewAge } from '../sql/sessions/view-age.ts';
import { quoteText } from './quote.ts';

/** A connection that is kept for the view. */
export interface Holder {
  /** The first value of the answer. */
  ask(sql: string): Promise<string>;
  /** Calls back when the connection breaks. */
  onLost(tell: (reason: string) => void): void;
  end(): void;
}

export interface SharedView {
  /**
   * The statement by which a transaction that has just begun joins the view.
   *
   * @throws CrosstallyError SNAPSHOT_GONE
   */
  join(): Promise<string>;
  /** Why it can no longer be joined, also for a transaction that was just about to; null while it can. */
  gone(): CrosstallyError | null;
  /** Lets go of the view. */
  end(): Promise<void>;
}

interface Held {
  readonly holder: Holder;
  readonly age: ViewAge;
  readonly join: string;
}

/** The view is taken when it is first joined. `mostAge` is in milliseconds. */
export function shareView(hold: () => Promise<Holder>, mostAge: number, label: string): SharedView {
  let held: Promise<Held> | null = null;
  let known: ViewAge | null = null;

  async function take(): Promise<Held> {
    const holder = await hold();
    try {
      await holder.ask('begin transaction isolation level repeatable read read only');
      await holder.ask(`set local idle_in_transaction_session_timeout = 0`);
      const id = await holder.ask('select pg_export_snapshot()');
      const age = viewAge(mostAge, label, () => {
        holder.end();
      });
      known = age;
      holder.onLost((reason) => {
        age.lose(reason);
      });
      return { holder, age, join: `set transaction snapshot ${quoteText(id)}` };
    } catch (error) {
      holder.end();
      throw error;
    }
  }

  return {
    async join() {
      held ??= take();
      // One that could not be taken is asked for again.
      held.catch(() => (held = null));
      const { age, join } = await held;
      age.assertYoung();
      return join;
    },
    gone: () => known?.gone() ?? null,
    async end() {
      const taken = await held?.catch(() => null);
      taken?.age.release();
      taken?.holder.end();
    },
  };
}

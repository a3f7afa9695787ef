import type { Adapter, Database } from '../adapter.ts';
import type { Sides } from '../model/side.ts';
import { withMembers } from '../run/with-members.ts';

/** A side on its own as a pair of sides, as a run has them. */
export interface OneSide extends Sides<Adapter> {
  /** Whether the side, once opened, gives the one consistent view that it was asked for. */
  hasView(this: void): boolean;
}

/**
 * A side that is opened once and planned against itself, or against another side of which no row is read.
 *
 * @param lenient whether a side without a consistent view will do
 */
export function oneSide(adapter: Adapter, against: Adapter | null, lenient: boolean): OneSide {
  let [hasView, opened]: [boolean, Promise<Database> | null] = [false, null];
  const source: Adapter = {
    label: adapter.label,
    ...(adapter.notices === undefined ? {} : { notices: adapter.notices }),
    open: (options) => {
      opened = adapter.open(options).then((database) => {
        hasView = database.snapshot === true;
        return lenient ? withMembers(database, { snapshot: true }) : database;
      });
      return opened;
    },
  };
  const itself: Adapter = {
    label: adapter.label,
    open: async (options) =>
      withMembers(await (opened ?? source.open(options)), { [Symbol.asyncDispose]: () => Promise.resolve() }),
  };
  return { source, target: against === null ? itself : planned(against), hasView: () => hasView };
}

/** Only its catalogs are read: it keeps no view of its rows. */
function planned(adapter: Adapter): Adapter {
  return {
    label: adapter.label,
    open: async ({ snapshotAge: _unused, ...options }) => withMembers(await adapter.open(options), { snapshot: true }),
  };
}

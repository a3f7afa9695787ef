import type { TableReader } from '../adapter.ts';
import type { Difference } from '../model/difference.ts';
import type { CutShort } from '../model/event.ts';
import { compareKeys } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';

/** Watches the differences of a table, piece by piece, for a target that ends too early. */
export interface CutShortWatch {
  add(differences: readonly Difference[]): Promise<void>;
  found(): CutShort | null;
}

/** Asks for the target's last key when the first row is missing, and counts the missing rows behind it. */
export function watchForCutShort(table: TablePlan, target: TableReader): CutShortWatch {
  // Where the canonical bytes decide, the engine may take another row for the last one.
  const tellable = table.keyOrders.length > 0 && table.keyOrders.every((order) => order !== null);
  let last: Key | null | undefined;
  let rows = 0;
  return {
    async add(differences) {
      const missing = differences.filter(({ kind }) => kind === 'missing');
      if (!tellable || missing.length === 0) return;
      if (last === undefined) last = await target.lastKey();
      const end = last;
      if (end === null || end.includes(null)) return;
      const isBehind = ({ key }: Difference): boolean => compareKeys(table.keyOrders, key, end) > 0;
      // They come in key order.
      const final = missing.at(-1);
      if (final !== undefined && isBehind(final)) rows += missing.filter(isBehind).length;
    },
    found: () => (last == null || rows === 0 ? null : { after: last, rows }),
  };
}

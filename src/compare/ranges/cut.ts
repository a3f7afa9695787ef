import type { TableReader } from '../../adapter.ts';
import { CrosstallyError } from '../../errors.ts';
import { compareKeys } from '../../model/key.ts';
import type { Key, KeyOrders, KeyRange } from '../../model/key.ts';
import { bothSides } from '../../model/side.ts';
import type { Side, Sides } from '../../model/side.ts';

/**
 * Cuts a range into chunks of at most `rows` rows, asked anew for each, on either side by walking the key. The chunks tile the range: the
 * first begins where it begins, each begins where the one before ended, the last ends where it ends.
 */
export async function* cutRange(
  readers: Sides<TableReader>,
  orders: KeyOrders,
  range: KeyRange,
  rows: number | (() => number),
): AsyncGenerator<KeyRange> {
  const next = typeof rows === 'number' ? (): number => rows : rows;
  let after = range.after;
  for (;;) {
    const cut = await nextCut(readers, orders, { after, through: range.through }, next());
    if (cut === null) break;
    yield { after, through: cut };
    after = cut;
  }
  yield { after, through: range.through };
}

/**
 * Cuts a range at once into chunks of at most `rows` rows of one side; of the other side a chunk may have more, up to all
 * of its rows in the range.
 */
export async function splitRange(
  readers: Sides<TableReader>,
  orders: KeyOrders,
  range: KeyRange,
  { side, rows }: { readonly side: Side; readonly rows: number },
): Promise<readonly KeyRange[]> {
  const ranges: KeyRange[] = [];
  let after = range.after;
  for (const cut of await readers[side].cuts(range, rows)) {
    if (!readers.source.accepts(cut) || !readers.target.accepts(cut)) continue;
    const through = checkedCut(orders, { after, through: range.through }, cut);
    if (through === null) break;
    ranges.push({ after, through });
    after = through;
  }
  return [...ranges, { after, through: range.through }];
}

/** The nearer of both sides' cuts, so that a gap on one side cannot make a huge chunk of the other. */
async function nextCut(
  readers: Sides<TableReader>,
  orders: KeyOrders,
  range: KeyRange,
  rows: number,
): Promise<Key | null> {
  const cuts = await bothSides(readers, async (reader) => {
    const cut = await acceptedCut(readers, reader, range, rows);
    return cut === null ? null : checkedCut(orders, range, cut);
  });
  if (cuts.source === null || cuts.target === null) return cuts.source ?? cuts.target;
  return compareKeys(orders, cuts.source, cuts.target) <= 0 ? cuts.source : cuts.target;
}

/** Steps over keys that the other side cannot even write down, such as MySQL's zero date. */
async function acceptedCut(
  readers: Sides<TableReader>,
  reader: TableReader,
  range: KeyRange,
  rows: number,
): Promise<Key | null> {
  for (let ahead = rows; ; ahead *= 2) {
    const cut = await reader.cutAfter(range, ahead);
    if (cut === null || (readers.source.accepts(cut) && readers.target.accepts(cut))) return cut;
  }
}

/** Trust in an adapter ends here: a cut outside its range would leave rows unseen. Null when it ends the range. */
function checkedCut(orders: KeyOrders, range: KeyRange, cut: Key): Key | null {
  const behind = range.after === null || compareKeys(orders, range.after, cut) < 0;
  const before = range.through === null ? -1 : compareKeys(orders, cut, range.through);
  if (behind && before <= 0) return before === 0 ? null : cut;
  throw new CrosstallyError('COVERAGE_BROKEN', `the key ${JSON.stringify(cut)} is not where its index put it`, {
    hint: 'the index may sort by a collation of its own; name another key with --key',
  });
}

/**
 * Rows that were written since a fingerprint was taken, by a column that says so: they differ on purpose. What the column
 * says is the user's word for it: a row that was damaged without it is no such row, and one that is gone has none.
 */
import type { TableReader } from '../adapter.ts';
import { formText, instantText } from '../model/form.ts';
import { frameColumns } from '../model/frame.ts';
import { compareKeys, keyIdentity } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { NewerBy } from '../model/plan.ts';
import type { RangeResult } from '../model/range-result.ts';
import { keyOfFrame } from './rows/row-key.ts';
import type { TablePair } from './table-pair.ts';

/** Milliseconds that clocks may be apart: a row that says that it will be written later than that says nothing. */
const AHEAD = 24 * 3_600_000;
/** Keys that are looked up by one statement. */
const KEYS_AT_ONCE = 200;

/** The result with the rows set apart that the live side calls newer; they are not counted among its rows either. */
export async function setNewerApart(pair: TablePair, result: RangeResult): Promise<RangeResult> {
  const { newerBy } = pair.plan;
  const reader = pair.newer;
  if (newerBy === undefined || reader === null) return result;
  const only = newerBy.side === 'source' ? 'missing' : 'extra';
  const asked = result.differences.filter(({ kind }) => kind === 'changed' || kind === only);
  if (asked.length === 0) return result;
  const newer = await pair.retry(() =>
    newerKeys(
      reader,
      newerBy,
      asked.map(({ key }) => key),
    ),
  );
  const apart = new Set(asked.filter(({ key }) => newer.has(keyIdentity(key))));
  if (apart.size === 0) return result;
  const alone = [...apart].filter(({ kind }) => kind === only).length;
  const rows = { ...result.rows, [newerBy.side]: result.rows[newerBy.side] - alone };
  return { ...result, rows, differences: result.differences.filter((one) => !apart.has(one)), newer: [...apart] };
}

async function newerKeys(
  reader: TableReader,
  { view, since }: NewerBy,
  keys: readonly Key[],
): Promise<ReadonlySet<string>> {
  const newer = new Set<string>();
  const latest = instantText(new Date(Date.now() + AHEAD));
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    for await (const frames of reader.rows(keys.slice(at, at + KEYS_AT_ONCE))) {
      for (let row = 0; row < frames.count; row++) {
        const written = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0)[view.keyLength];
        if (written == null || !isBetween(formText('instant', written), since, latest)) continue;
        newer.add(keyIdentity(keyOfFrame(view, frames, row)));
      }
    }
  }
  return newer;
}

function isBetween(written: string, since: string, latest: string): boolean {
  return compareKeys(['instant'], [written], [since]) > 0 && compareKeys(['instant'], [written], [latest]) <= 0;
}

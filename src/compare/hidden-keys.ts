/** Keys that a fingerprint hides, told by the side that is open. */
import type { Difference } from '../model/difference.ts';
import type { Key } from '../model/key.ts';
import type { RangeResult } from '../model/range-result.ts';
import type { TablePair } from './table-pair.ts';

/** The result with the keys that a side knows; a row that only the fingerprint has keeps the hash of its key. */
export async function tellHiddenKeys(pair: TablePair, result: RangeResult): Promise<RangeResult> {
  const { plan, readers } = pair;
  if (plan.views.source.hashed?.hiddenKey !== true || result.differences.length === 0) return result;
  const wanted = new Set(result.differences.map(({ key }) => key[0] ?? ''));
  const known = new Map<string, Key>();
  for (const reader of [readers.source, readers.target]) {
    const told = await pair.retry(async () => (await reader.hiddenKeys?.(wanted)) ?? new Map<string, Key>());
    for (const [hash, key] of told) known.set(hash, key);
  }
  const open = (difference: Difference): Difference => {
    const [hash = ''] = difference.key;
    return { ...difference, key: known.get(hash ?? '') ?? hiddenKey(hash ?? '', plan.key.length) };
  };
  return { ...result, differences: result.differences.map(open) };
}

function hiddenKey(hash: string, length: number): Key {
  return Array.from({ length }, (_, i) => (i === 0 ? `hidden ${hash}` : null));
}

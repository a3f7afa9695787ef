import type { ChunkDigest } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { TextRow } from './driver.ts';

/** From a count and a sum of signed hashes, as the server prints them. */
export function chunkDigest([rows, sum]: TextRow): ChunkDigest {
  if (rows == null || sum == null) throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', 'a digest is missing');
  return { rows: Number(rows), hash: BigInt.asUintN(64, BigInt(sum)) };
}

/**
 * Rows of a table of which the user lets something pass. What can be decided for each value alone (white space, letter
 * case, NULL) is done to the row before it is hashed. What lies within a tolerance goes into the hash in its coarse
 * form, and rows whose hashes differ are looked at once more with their exact values, which are kept until then.
 */
import { FrameWriter, frameColumns, frameOffset } from '../../model/frame.ts';
import type { Frames } from '../../model/frame.ts';
import { isStrict, isTolerant, STRICT } from '../../model/loosening.ts';
import type { TablePlan } from '../../model/plan.ts';
import type { Hash } from '../digests/hash.ts';
import { loosenValues } from './loosen.ts';
import type { Loosen } from './loosen.ts';
import { digitsTolerance, floatTolerance, sameBytes, timeTolerance } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';

/** A column of the view; one that is compared strictly has neither. */
export interface LooseColumn {
  readonly loosen: Loosen | null;
  readonly tolerance: Tolerance | null;
}

export interface LooseRows {
  /** In the order of the views. */
  readonly columns: readonly LooseColumn[];
  /** The hash of a whole row. */
  readonly hash: Hash;
  /** Null where no column has a tolerance. */
  readonly tolerance: RowTolerance | null;
}

/** A second look at rows of one key whose hashes differ. */
export interface RowTolerance {
  /** What has to be kept of a row for it: few bytes, to be copied. */
  readonly keep: (frames: Frames, row: number) => Uint8Array;
  /** Whether two rows differ in nothing but what is within tolerance. */
  readonly within: (kept: Uint8Array, other: Uint8Array) => boolean;
}

/** How rows of the table are hashed and held against each other; null when all of it is compared strictly. */
export function looseRows(table: TablePlan, hash: Hash): LooseRows | null {
  if (table.columns.every(({ loosening }) => isStrict(loosening))) return null;
  const pairs = new Map(table.columns.map((pair) => [pair.source.name, pair]));
  const columns = table.views.source.columns.map(({ name, form }): LooseColumn => {
    const { loosening = STRICT } = pairs.get(name) ?? {};
    const { floatTolerance: relative, timeTolerance: microseconds } = loosening;
    const floats = form === 'float' ? floatTolerance : digitsTolerance;
    const near = relative !== null ? floats(relative) : null;
    return {
      loosen: loosenValues(loosening),
      tolerance: microseconds !== null ? timeTolerance(microseconds, form) : near,
    };
  });
  const tolerant = table.columns.some(({ loosening }) => isTolerant(loosening));
  return {
    columns,
    hash: hashOf(columns, hash),
    tolerance: tolerant ? rowTolerance(columns, table.views.source.keyLength, hash) : null,
  };
}

/** The value as it is compared, but for a tolerance. */
export function loosened({ loosen }: LooseColumn, value: Uint8Array | null): Uint8Array | null {
  return value === null || loosen === null ? value : loosen(value);
}

function hashOf(columns: readonly LooseColumn[], hash: Hash): Hash {
  const writer = new FrameWriter(4096);
  return (row) => {
    frameColumns(row, 0, row.length).forEach((value, i) => {
      const column = columns[i] ?? UNTOUCHED;
      const result = loosened(column, value);
      if (result === null) writer.null();
      else writer.column(column.tolerance === null ? result : column.tolerance.coarse(result));
    });
    writer.endRow();
    const { bytes, ends } = writer.take();
    return hash(bytes.subarray(0, ends[0]));
  };
}

const UNTOUCHED: LooseColumn = { loosen: null, tolerance: null };

const HASH_BYTES = 8;

/** Kept are the columns behind the key through the last one with a tolerance, and the hash of what comes behind it. */
function rowTolerance(columns: readonly LooseColumn[], keyLength: number, hash: Hash): RowTolerance {
  const end = columns.findLastIndex(({ tolerance }) => tolerance !== null) + 1;
  const [near, rest] = [columns.slice(keyLength, end), hashOf(columns.slice(end), hash)];
  return {
    keep: (frames, row) => {
      const [start, rowEnd] = [frames.starts[row] ?? 0, frames.ends[row] ?? 0];
      const nearStart = frameOffset(frames.bytes, start, keyLength);
      const restStart = frameOffset(frames.bytes, nearStart, near.length);
      const kept = Buffer.allocUnsafe(restStart - nearStart + HASH_BYTES);
      kept.set(frames.bytes.subarray(nearStart, restStart));
      kept.writeBigUInt64BE(rest(frames.bytes.subarray(restStart, rowEnd)), restStart - nearStart);
      return kept;
    },
    within: (kept, other) => {
      const [nearEnd, otherEnd] = [kept.length - HASH_BYTES, other.length - HASH_BYTES];
      if (!sameBytes(kept.subarray(nearEnd), other.subarray(otherEnd))) return false;
      const [values, others] = [frameColumns(kept, 0, nearEnd), frameColumns(other, 0, otherEnd)];
      return near.every((column, i) => isWithin(column, values[i] ?? null, others[i] ?? null));
    },
  };
}

/** Whether two values of a column are equal, or as near to each other as the user lets them be. */
export function isWithin(column: LooseColumn, value: Uint8Array | null, other: Uint8Array | null): boolean {
  const [a, b] = [loosened(column, value), loosened(column, other)];
  if (a === null || b === null) return a === b;
  return column.tolerance === null ? sameBytes(a, b) : column.tolerance.within(a, b);
}

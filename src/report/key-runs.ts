import type { Difference, DifferenceKind } from '../model/difference.ts';
import type { KeyRun } from '../model/report.ts';

interface OpenRun {
  readonly difference: Difference;
  last: Difference['key'];
  rows: number;
}

/** Kept for a table; beyond twice as many the shortest go. */
const MOST_RUNS = 1000;

/** The runs of one table, from its differences in key order. */
export class RunCollector {
  readonly #open = new Map<string, OpenRun>();
  readonly #least: number;
  #runs: OpenRun[] = [];

  /** Runs of fewer than `least` rows are let go. */
  constructor(least: number) {
    this.#least = least;
  }

  /** Answers with the place that the difference has in its run, from 1. */
  add(difference: Difference): number {
    const signature = runSignature(difference);
    const open = this.#open.get(signature);
    if (open !== undefined && follows(open.last, difference.key)) {
      open.last = difference.key;
      open.rows++;
      if (open.rows === this.#least) this.#keep(open);
      return open.rows;
    }
    if (this.#open.size >= MOST_RUNS) this.#open.clear();
    this.#open.set(signature, { difference, last: difference.key, rows: 1 });
    return 1;
  }

  runs(keyColumns: readonly string[]): readonly KeyRun[] {
    return this.#runs.map(({ difference, last, rows }) => ({
      kind: difference.kind,
      first: keyObject(keyColumns, difference.key),
      last: keyObject(keyColumns, last),
      rows,
      ...(difference.columns === undefined ? {} : { columns: difference.columns }),
    }));
  }

  #keep(run: OpenRun): void {
    this.#runs.push(run);
    if (this.#runs.length <= 2 * MOST_RUNS) return;
    const open = new Set(this.#open.values());
    const longest = new Set([...this.#runs].sort((a, b) => b.rows - a.rows).slice(0, MOST_RUNS));
    this.#runs = this.#runs.filter((kept) => longest.has(kept) || open.has(kept));
  }
}

/** Equal for differences that may share a run. */
export function runSignature(difference: {
  readonly kind: DifferenceKind;
  readonly columns?: readonly string[];
}): string {
  const { kind, columns = [] } = difference;
  return columns.length === 0 ? kind : JSON.stringify([kind, columns]);
}

/** Key values by column name, in key order. A table without a key has the row's hash under `row`. */
export function keyObject(columns: readonly string[], key: Difference['key']): Record<string, string | null> {
  if (columns.length === 0) return { row: key[0] ?? null };
  return Object.fromEntries(columns.map((column, i) => [column, key[i] ?? null]));
}

/** Whole numbers of so many digits are exact as JavaScript's numbers; so is the one before. */
const SAFE_DIGITS = 15;

const INTEGER = /^(0|-?[1-9][0-9]*)$/;

/** Whether `next` is `last` plus one in the last key column, the others being equal. */
function follows(last: Difference['key'], next: Difference['key']): boolean {
  const end = last.length - 1;
  const [from, to] = [last[end] ?? '', next[end] ?? ''];
  // Nearly always it ends here, at a fraction of what exact numbers cost.
  if (to.length <= SAFE_DIGITS && Number(from) + 1 !== Number(to)) return false;
  if (!INTEGER.test(from) || !INTEGER.test(to) || BigInt(from) + 1n !== BigInt(to)) return false;
  return last.every((part, i) => i === end || part === next[i]);
}

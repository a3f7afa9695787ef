/**
 * What becomes of suspects from look to look.
 *
 * suspect ── both sides are equal, or the row has gone from both ──► cleared: it was in flight
 *    │  ▲ the source's row is another than at the look before: what was seen until then says nothing
 *    ├──┘
 *    ├────── the source's row has stood unchanged for as long as a write may take to arrive ──► confirmed
 *    └────── nobody waits any longer ──► unconfirmed
 */
import { differenceRows } from '../../model/difference.ts';
import type { Difference } from '../../model/difference.ts';
import { keyIdentity } from '../../model/key.ts';
import type { Sides } from '../../model/side.ts';
import type { Look } from './look.ts';

export interface Suspects {
  /** The identities of the keys that are still to be looked at. */
  readonly pending: ReadonlySet<string>;
  /**
   * Takes a look into account.
   *
   * @param settled how many milliseconds the source's row has to have stood; 0 to confirm whatever still differs
   */
  see(look: Look, settled: number): void;
  /** What is left becomes unconfirmed. */
  giveUp(): void;
  readonly outcome: () => Outcome;
}

export interface Outcome {
  readonly confirmed: readonly Difference[];
  readonly unconfirmed: number;
  /** By how much the row counts of the first look have to be set right. */
  readonly rows: Sides<number>;
}

interface Suspect {
  /** As it was seen last. */
  differences: readonly Difference[];
  sourceRows: string | null;
  /** When the source's row was first seen as it is. */
  since: number;
  /** Rows that were equal from the first: only keys that can repeat have some. */
  equal: number;
}

/** @param repeats whether several rows can share a key */
export function suspectsOf(differences: readonly Difference[], repeats: boolean): Suspects {
  const pending = new Map<string, Suspect>();
  for (const difference of differences) {
    const identity = keyIdentity(difference.key);
    const others = pending.get(identity)?.differences ?? [];
    pending.set(identity, { differences: [...others, difference], sourceRows: null, since: Infinity, equal: 0 });
  }
  const confirmed: Difference[] = [];
  let unconfirmed = 0;
  const rows = { source: -unequalRows(differences, 'source'), target: -unequalRows(differences, 'target') };

  function settle(identity: string, found: readonly Difference[], suspect: Suspect, look: Look): void {
    for (const difference of found) confirmed.push(difference);
    rows.source += (look.present.source.get(identity) ?? 0) - suspect.equal;
    rows.target += (look.present.target.get(identity) ?? 0) - suspect.equal;
    pending.delete(identity);
  }

  function see(look: Look, settled: number): void {
    for (const [identity, suspect] of pending) {
      const found = look.differences.get(identity) ?? [];
      const sourceRows = look.sourceRows(identity);
      if (repeats && suspect.sourceRows === null) suspect.equal = equalRows(look, identity, found);
      if (sourceRows !== suspect.sourceRows) suspect.since = look.ended;
      suspect.sourceRows = sourceRows;
      suspect.differences = found;
      const stood = look.began - suspect.since >= settled || settled === 0;
      if (found.length === 0 || stood) settle(identity, found, suspect, look);
    }
  }

  function giveUp(): void {
    for (const suspect of pending.values()) {
      const doubtful = sumRows(suspect.differences);
      unconfirmed += doubtful;
      // They count as present on both sides: what they are cannot be told.
      rows.source += doubtful;
      rows.target += doubtful;
    }
    pending.clear();
  }

  return {
    get pending() {
      return new Set(pending.keys());
    },
    see,
    giveUp,
    outcome: () => ({ confirmed, unconfirmed, rows }),
  };
}

function equalRows({ present }: Look, identity: string, found: readonly Difference[]): number {
  return Math.max(0, (present.source.get(identity) ?? 0) - unequalRows(found, 'source'));
}

function unequalRows(differences: readonly Difference[], side: 'source' | 'target'): number {
  const only = side === 'source' ? 'missing' : 'extra';
  return sumRows(differences.filter(({ kind }) => kind === 'changed' || kind === only));
}

function sumRows(differences: readonly Difference[]): number {
  return differences.reduce((sum, difference) => sum + differenceRows(difference), 0);
}

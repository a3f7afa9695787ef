/**
 * What becomes of suspects from look to look.
 *
 * suspect ── its rows are there, and equal on both sides ──► cleared: they were in flight
 *    │  ▲── another row than at the look before: what was seen until then says nothing
 *    ├──┘
 *    │       (several rows of a key: by a scan)
 *    ├────── on neither side any more, for as long as a write may take: cleared, by look-ups and by a scan; until then it may
 *    │       come back, and what was seen of it counts on. A row without a key was perhaps only written to, and is cleared
 *    │       when one pass accounts for all rows of the table
 *    ├────── it has differed in the same way for as long as a write may take to arrive ──► confirmed
 *    └────── nobody waits any longer ──► unconfirmed
 */
import { differenceRows } from '../../model/difference.ts';
import type { Difference } from '../../model/difference.ts';
import { keyIdentity } from '../../model/key.ts';
import { mapSides } from '../../model/side.ts';
import type { Side, Sides } from '../../model/side.ts';
import type { Look } from './look.ts';

export interface SuspectsOutcome {
  readonly confirmed: readonly Difference[];
  readonly unconfirmed: number;
  /** Cleared since their key was on neither side any more. */
  readonly vanished: number;
  /** By how much the row counts of the first look have to be set right. */
  readonly rows: Sides<number>;
}

/** How rows are told apart: `one` row a key, `several` may share it, or `none` has one. */
export type Keys = 'one' | 'several' | 'none';

interface Suspect {
  /** As it was seen last, while it was seen. */
  differences: readonly Difference[];
  /** What has to stay as it is for the difference to count as one and the same. */
  witness: string | null;
  /** When it was first seen as it is, and how often it has been since. */
  since: number;
  looks: number;
  /** The same of its being on neither side; 0 looks while it is on one. */
  goneSince: number;
  goneLooks: number;
  /** Rows that were equal from the first: only keys that can repeat have some. */
  equal: number;
}

/** What it takes to confirm a suspect that differs. */
export interface Evidence {
  /** For how many milliseconds it has to have differed in the same way. */
  readonly settled: number;
  /** How many looks in a row have to have found it so: of a row that comes and goes each one finds the one or the other. */
  readonly looks: number;
}

/** Of sides that stand still. */
export const AT_ONCE: Evidence = { settled: 0, looks: 1 };

interface Seeing {
  readonly look: Look;
  readonly evidence: Evidence;
  /** Whether the look, of a table without a key, accounts for every row but those that were confirmed. */
  readonly accounts: boolean;
}

export class Suspects {
  readonly #keys: Keys;
  readonly #pending = new Map<string, Suspect>();
  readonly #confirmed = new Map<string, readonly Difference[]>();
  readonly #gone = new Set<string>();
  readonly #rows: { source: number; target: number };
  #unconfirmed = 0;
  #vanished = 0;
  /** The identities of all there ever were. */
  readonly all: ReadonlySet<string>;

  constructor(differences: readonly Difference[], keys: Keys) {
    this.#keys = keys;
    for (const difference of differences) {
      const identity = keyIdentity(difference.key);
      const others = this.#pending.get(identity)?.differences ?? [];
      this.#pending.set(identity, {
        ...{ differences: [...others, difference], witness: null },
        ...{ since: Infinity, looks: 0, goneSince: Infinity, goneLooks: 0, equal: 0 },
      });
    }
    this.all = new Set(this.#pending.keys());
    this.#rows = { source: -unequalRows(differences, 'source'), target: -unequalRows(differences, 'target') };
  }

  /** The identities of the keys that are still to be looked at. */
  get pending(): ReadonlySet<string> {
    return new Set(this.#pending.keys());
  }

  /** Whether one of them was on neither side at the last look, and nobody can say yet that it does not come back. */
  get going(): boolean {
    return [...this.#pending.values()].some(({ goneLooks }) => goneLooks > 0);
  }

  /** Those among them of which a look-up finds nothing that differs, and a scan has not looked for. */
  get gone(): ReadonlySet<string> {
    return new Set(this.#gone);
  }

  /** Takes a look into account. */
  see(look: Look, evidence: Evidence): void {
    const accounts = this.#keys === 'none' && this.#accountsForAll(look);
    for (const [identity, suspect] of this.#pending) {
      if (look.suspects.has(identity)) this.#seeOne(identity, suspect, { look, evidence, accounts });
    }
  }

  /** What is left becomes unconfirmed. */
  giveUp(): void {
    for (const suspect of this.#pending.values()) {
      const doubtful = sumRows(suspect.differences);
      this.#unconfirmed += doubtful;
      // They count as present on both sides: what they are cannot be told.
      this.#rows.source += doubtful;
      this.#rows.target += doubtful;
    }
    this.#pending.clear();
    this.#gone.clear();
  }

  outcome(): SuspectsOutcome {
    const confirmed = [...this.#confirmed.values()].flat();
    return { confirmed, unconfirmed: this.#unconfirmed, vanished: this.#vanished, rows: this.#rows };
  }

  #seeOne(identity: string, suspect: Suspect, seeing: Seeing): void {
    const { look, evidence } = seeing;
    const found = look.differences.get(identity) ?? [];
    if (this.#keys !== 'none' && !isPresent(look, identity)) {
      this.#seeGone(identity, suspect, seeing);
      return;
    }
    [suspect.goneSince, suspect.goneLooks] = [Infinity, 0];
    if (this.#keys !== 'one' && suspect.witness === null) suspect.equal = equalRows(look, identity, found);
    const witness = witnessOf(look, identity, found);
    if (witness !== suspect.witness) [suspect.since, suspect.looks] = [look.ended, 0];
    suspect.witness = witness;
    suspect.looks++;
    this.#gone.delete(identity);
    if (found.length > 0) {
      suspect.differences = found;
      if (isEnough(evidence, look, suspect)) this.#settle(identity, look, found);
    } else if (this.#isOver(identity, seeing)) this.#settle(identity, look, []);
  }

  /** A row that comes and goes on one side alone would be cleared if it were enough that a look does not find it. */
  #seeGone(identity: string, suspect: Suspect, { look, evidence }: Seeing): void {
    if (suspect.goneLooks === 0) suspect.goneSince = look.ended;
    suspect.goneLooks++;
    if (!isEnough(evidence, look, { since: suspect.goneSince, looks: suspect.goneLooks })) return;
    if (look.scanned) this.#settle(identity, look, []);
    else this.#gone.add(identity);
  }

  /**
   * Whether a suspect of which a look finds nothing that differs is cleared. A look-up finds the one row of a key that it
   * takes for unique: what it says of a key that repeats a scan has to say too.
   */
  #isOver(identity: string, { look, accounts }: Seeing): boolean {
    if (this.#keys === 'none') return accounts;
    if (this.#keys === 'one' || look.scanned) return true;
    this.#gone.add(identity);
    return false;
  }

  /** Whether the pass accounts for every row but those that were confirmed. */
  #accountsForAll(look: Look): boolean {
    const isKnown = (identity: string): boolean => this.#pending.has(identity) || this.#confirmed.has(identity);
    return look.restIsEqual && [...look.differences.keys()].every(isKnown);
  }

  #settle(identity: string, look: Look, found: readonly Difference[]): void {
    const equal = this.#pending.get(identity)?.equal ?? 0;
    if (found.length > 0) this.#confirmed.set(identity, found);
    else if (!isPresent(look, identity) && this.#keys !== 'none') this.#vanished++;
    for (const side of ['source', 'target'] as const)
      this.#rows[side] += (look.present[side].get(identity) ?? 0) - equal;
    this.#pending.delete(identity);
    this.#gone.delete(identity);
  }
}

function isEnough({ settled, looks }: Evidence, { began }: Look, suspect: Pick<Suspect, 'since' | 'looks'>): boolean {
  return suspect.looks >= looks && (settled === 0 || began - suspect.since >= settled);
}

/**
 * For a row that one side lacks it is that the other has it, whatever is written to it meanwhile. For a changed row it is
 * the source's: the target may be about to get what the source has.
 */
function witnessOf(look: Look, identity: string, found: readonly Difference[]): string {
  const counts = mapSides(look.present, (present) => present.get(identity) ?? 0);
  const changed = found.some(({ kind }) => kind === 'changed') || counts.source === counts.target;
  return [counts.source, counts.target, ...(changed ? [look.sourceRows(identity)] : [])].join(' ');
}

function isPresent({ present }: Look, identity: string): boolean {
  return present.source.has(identity) || present.target.has(identity);
}

function equalRows({ present }: Look, identity: string, found: readonly Difference[]): number {
  return Math.max(0, (present.source.get(identity) ?? 0) - unequalRows(found, 'source'));
}

function unequalRows(differences: readonly Difference[], side: Side): number {
  const only = side === 'source' ? 'missing' : 'extra';
  return sumRows(differences.filter(({ kind }) => kind === 'changed' || kind === only));
}

function sumRows(differences: readonly Difference[]): number {
  return differences.reduce((sum, difference) => sum + differenceRows(difference), 0);
}

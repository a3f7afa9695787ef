import type { TableReader } from '../../adapter.ts';
import { CrosstallyError } from '../../errors.ts';
import type { Sides } from '../../model/side.ts';
import { streamDigests } from './digest.ts';
import type { Strategy } from './digest.ts';
import type { Hashing } from './hash.ts';
import { agreeOnPushdown, pushdownDigests } from './pushdown.ts';

/** What was used in the end, and why. */
export interface Choice {
  readonly name: Strategy['name'];
  readonly reason: string;
}

export interface Chooser {
  /** The strategy for the next chunk: the first two may be trials. */
  next(this: void): Promise<Strategy>;
  /** The survey of the strategy that begins. */
  survey(): Strategy['survey'];
  choice(this: void): Choice;
}

export interface Choosing {
  readonly readers: Sides<TableReader>;
  readonly hashing: Hashing;
  /** There is next to nothing to win. */
  readonly small: boolean;
}

/** Chooses how a table is digested; `auto` digests one chunk each way and keeps the faster. */
export async function chooseStrategy(
  wanted: 'auto' | Strategy['name'],
  { readers, hashing, small }: Choosing,
): Promise<Chooser> {
  const stream = streamDigests(readers, hashing);
  if (wanted === 'stream') return only(stream, 'asked for');
  if (wanted === 'auto' && small) return only(stream, 'the table is small');
  const began = performance.now();
  const agreement = await agreeOnPushdown(readers);
  const waited = performance.now() - began;
  if ('refusal' in agreement) return only(stream, agreement.refusal);
  const pushdown = pushdownDigests(agreement);
  if (wanted === 'pushdown') return only(pushdown, 'asked for');
  if (pushdown.survey !== null) return fasterOf(pushdown, stream, 'hashing costs the databases less than sending');
  return waited > FAR ? fasterOf(pushdown, stream, 'a database is far away') : fasterOf(pushdown, stream);
}

/**
 * Milliseconds for an answer that a server has at once. Behind a way as long as that even one chunk of rows, to try it
 * out, may take longer than all digests.
 */
const FAR = 40;

function only(strategy: Strategy, reason: string): Chooser {
  return {
    next: async () => strategy,
    survey: () => strategy.survey,
    choice: () => ({ name: strategy.name, reason }),
  };
}

/** How often the databases' digests may differ over equal rows before rows are read for good. */
const MOST_MISSES = 3;

/** One chunk tells little, and rows that stay where they are burden neither the network nor this process. */
const CLEARLY = 1.5;

/** @param settled why nothing has to be tried */
function fasterOf(pushdown: Strategy, stream: Strategy, settled?: string): Chooser {
  let misses = 0;
  let choice: Choice = { name: 'pushdown', reason: settled ?? 'the table is one chunk' };
  const giveUp = (reason: string): void => {
    choice = { name: 'stream', reason };
  };
  const pushed: Strategy = {
    ...pushdown,
    rowHashes: () => (choice.name === 'pushdown' ? pushdown.rowHashes() : null),
    missed: () => {
      if (++misses === MOST_MISSES) giveUp('digests of the databases differed over equal rows');
    },
    digest: (ranges) =>
      pushdown.digest(ranges).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        giveUp(`the databases do not hash this table: ${error.message}`);
        return stream.digest(ranges);
      }),
  };
  const trials = [trialOf(pushed), trialOf(stream)] as const;
  const decided = Promise.all(trials.map((trial) => trial.rate)).then(([here = 0, there = 0]) => {
    if (choice.name === 'stream') return;
    const reason = `tried both: ${inThousands(here)} rows/s pushed down, ${inThousands(there)} streamed`;
    choice = { name: there > here * CLEARLY ? 'stream' : 'pushdown', reason };
  });
  let chunks = 0;
  return {
    async next() {
      const number = chunks++;
      if (settled !== undefined) return choice.name === 'pushdown' ? pushed : stream;
      if (number === 0) return trials[0].strategy;
      // One after the other: at the same time each would take the other's time for its own.
      await trials[0].rate;
      if (number === 1) return trials[1].strategy;
      await decided;
      return choice.name === 'pushdown' ? pushed : stream;
    },
    survey: () => pushed.survey,
    choice: () => choice,
  };
}

/** The statement itself was refused, and not for a while: another way to ask may do. */
export function isRefusal(error: unknown): error is CrosstallyError {
  return error instanceof CrosstallyError && error.code === 'ADAPTER_STATEMENT_FAILED' && error.remedy === null;
}

interface Trial {
  readonly strategy: Strategy;
  /** Rows a second of the first digest. Never settles when there was none, and is 0 when it failed. */
  readonly rate: Promise<number>;
}

function trialOf(strategy: Strategy): Trial {
  let settle: ((rate: number) => void) | null = null;
  const rate = new Promise<number>((resolve) => (settle = resolve));
  return {
    rate,
    strategy: {
      ...strategy,
      async digest(ranges) {
        const started = performance.now();
        let rows = 0;
        try {
          const pairs = await strategy.digest(ranges);
          rows = pairs.reduce((sum, pair) => sum + pair.rows.source + pair.rows.target, 0);
          return pairs;
        } finally {
          settle?.((rows * 1000) / Math.max(1, performance.now() - started));
          settle = null;
        }
      },
    },
  };
}

function inThousands(rate: number): string {
  return (Math.round(rate / 1000) * 1000).toLocaleString('en-US');
}

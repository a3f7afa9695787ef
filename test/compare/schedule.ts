/** Random schedules: what is written to two sides while they are compared, and what may be said of them then. */
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import type { Sides } from '../../src/model/side.ts';
import { application, insert, rekey, remove, set, together } from '../support/application.ts';
import type { Application, Change } from '../support/application.ts';
import { changingSide } from '../support/changing-side.ts';
import type { ChangingRow, ChangingSide } from '../support/changing-side.ts';
import { KEYLESS_WAYS, keyedWays } from './ways.ts';
import type { Way } from './ways.ts';

/** The longest that a write may take to the other side. */
export const SETTLE = 200;
const SLOTS = 60;
const [V, W] = [1, 2];

export const WAYS: Readonly<Record<string, Way>> = {
  ...keyedWays(8, [['150'], ['330'], ['480']]),
  ...KEYLESS_WAYS,
};

/** What is the matter with one row, or with two of them that belong together. */
interface Actor {
  readonly kind: keyof typeof ACTS;
  readonly slot: number;
  /** Milliseconds between two writes to it. */
  readonly every: number;
  /** Until the first one. */
  readonly wait: number;
}

export interface Schedule {
  readonly way: keyof typeof WAYS;
  readonly actors: readonly Actor[];
  /** The side to which the application writes first. */
  readonly first: keyof Sides<unknown>;
  /** How long the writes in turn take to the other side, in parts of the longest. */
  readonly lags: readonly number[];
  /** Milliseconds until the questions in turn are answered. */
  readonly answers: readonly number[];
  /** Whether something else is written all the time. Where nothing is, a rest of a fifth of the settle time is an end. */
  readonly busy: boolean;
  /** Whether the sides tell that they are written to. */
  readonly tells: boolean;
}

/** What happens to a row, and what of it is true. */
interface Act {
  /** What is done to each side before anything is written; both have the row. */
  readonly before?: (row: Actor) => Partial<Sides<Change>>;
  /** What is written again and again. */
  readonly each?: (row: Actor, n: number) => Change;
  /** What is written once. */
  readonly once?: (row: Actor) => Change;
  /** A difference that stands all the time, and what it is called where rows have keys. */
  readonly planted?: 'missing' | 'extra' | 'changed';
  /** How many rows need not come to rest. */
  readonly restless: number;
}

const idOf = ({ slot }: Actor): string => String(slot * 10);
const atOtherEnd = ({ slot }: Actor): string => String((SLOTS - slot) * 10 + 5);
const partner = ({ slot }: Actor): string => String(slot * 10 + 1);

const lost: Act['before'] = (row) => ({ target: remove(idOf(row)) });
const only: Act['before'] = (row) => ({ source: remove(idOf(row)) });
const drift: Act['before'] = (row) => ({ target: set(idOf(row), W, 'drifted') });
const update: Act['each'] = (row, n) => set(idOf(row), V, String(n));
const values = (row: Actor, own: string, other: string): Change =>
  together(set(idOf(row), V, own), set(partner(row), V, other));

const ACTS = {
  lost: { before: lost, planted: 'missing', restless: 0 },
  'lost and hot': { before: lost, each: update, planted: 'missing', restless: 0 },
  extra: { before: only, planted: 'extra', restless: 0 },
  'extra and hot': { before: only, each: update, planted: 'extra', restless: 0 },
  drifted: { before: drift, planted: 'changed', restless: 0 },
  'drifted and hot': { before: drift, each: update, planted: 'changed', restless: 1 },
  hot: { each: update, restless: 1 },
  're-keyed': {
    each: (row, n) => (n % 2 === 0 ? rekey(idOf(row), atOtherEnd(row)) : rekey(atOtherEnd(row), idOf(row))),
    restless: 2,
  },
  'deleted and inserted again': {
    each: (row, n) => (n % 2 === 0 ? remove(idOf(row)) : insert(idOf(row), 'a', 'w')),
    restless: 1,
  },
  'swaps a value': {
    before: (row) => ({ source: insert(partner(row), 'b', 'w'), target: insert(partner(row), 'b', 'w') }),
    each: (row, n) => (n % 2 === 0 ? values(row, 'b', 'a') : values(row, 'a', 'b')),
    restless: 2,
  },
  'followed by new ones': {
    each: ({ slot }, n) => insert(String(10_000 + n * 100 + slot), 'a', 'w'),
    restless: 0,
  },
  'late insert': {
    before: (row) => ({ source: remove(idOf(row)), target: remove(idOf(row)) }),
    once: (row) => insert(idOf(row), 'a', 'w'),
    restless: 0,
  },
  'late delete': { once: (row) => remove(idOf(row)), restless: 0 },
  'late update': { once: (row) => set(idOf(row), V, 'late'), restless: 0 },
} satisfies Readonly<Record<string, Act>>;

const act = (actor: Actor): Act => ACTS[actor.kind];

const inTurn = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> => fc.array(one, { minLength: 1, maxLength: 8 });

const actor: fc.Arbitrary<Actor> = fc.record({
  kind: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
  slot: fc.integer({ min: 1, max: SLOTS }),
  every: fc.integer({ min: 8, max: SETTLE * 2 }),
  wait: fc.integer({ min: 0, max: SETTLE }),
});

export const schedule: fc.Arbitrary<Omit<Schedule, 'way'>> = fc.record({
  actors: fc.uniqueArray(actor, { selector: ({ slot }) => slot, maxLength: 8 }),
  first: fc.constantFrom('source' as const, 'target' as const),
  lags: inTurn(fc.double({ min: 0, max: 1, noNaN: true })),
  answers: inTurn(fc.integer({ min: 0, max: 20 })),
  busy: fc.boolean(),
  tells: fc.boolean(),
});

export interface Played {
  readonly sides: Sides<ChangingSide>;
  readonly app: Application;
}

/** The two sides at the moment when everybody begins to write. */
export function begin({ way, actors, first, lags, answers, tells, busy }: Schedule): Played {
  const { shape, hashes } = WAYS[way] ?? { shape: {}, hashes: null };
  let asked = 0;
  const onRead = (): Promise<void> => pause(answers[asked++ % answers.length]);
  const sideOf = (name: keyof Sides<unknown>): ChangingSide => {
    const rows: ChangingRow[] = Array.from({ length: SLOTS }, (_, i) => [String((i + 1) * 10), 'a', 'w']);
    for (const one of actors) act(one).before?.(one)[name]?.(rows);
    return changingSide(rows, { shape, hashes, tells, batchRows: 20, onRead });
  };
  const sides = { source: sideOf('source'), target: sideOf('target') };
  const longest = busy ? SETTLE * 0.95 : SETTLE * 0.19;
  const app = application(sides, { first, lag: (n) => (lags[n % lags.length] ?? 0) * longest });
  if (busy) {
    app.every(SETTLE / 10, () => {
      for (const side of [sides.source, sides.target]) side.write(() => undefined);
    });
  }
  for (const one of actors) {
    const { each, once } = act(one);
    if (each !== undefined)
      app.every(
        one.every,
        (n) => {
          app.write(each(one, n));
        },
        one.wait,
      );
    if (once !== undefined)
      app.after(one.wait, () => {
        app.write(once(one));
      });
  }
  return { sides, app };
}

/** What stands all the time, as rows with keys are told: `missing 120`. */
export function planted({ actors }: Schedule): readonly { readonly found: string; readonly restless: boolean }[] {
  return actors.flatMap((one) => {
    const { planted: kind, restless } = act(one);
    return kind === undefined ? [] : [{ found: `${kind} ${idOf(one)}`, restless: restless > 0 }];
  });
}

/** How many rows with a key may be left open. */
export function restless({ actors }: Schedule): number {
  return actors.reduce((sum, one) => sum + act(one).restless, 0);
}

/** Whether anything is written at all. */
export function isWritten({ actors }: Schedule): boolean {
  return actors.some((one) => act(one).each !== undefined || act(one).once !== undefined);
}

/** What two sides that stand still differ in, by key. */
export function truth({ source, target }: Sides<ChangingSide>): string[] {
  const [here, there] = [source, target].map(
    ({ rows }) => new Map(rows.map(([id, ...rest]) => [String(id), rest.join()])),
  );
  const ids = [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])];
  return ids.flatMap((id) => {
    if (there?.get(id) === undefined) return [`missing ${id}`];
    if (here?.get(id) === undefined) return [`extra ${id}`];
    return here.get(id) === there.get(id) ? [] : [`changed ${id}`];
  });
}

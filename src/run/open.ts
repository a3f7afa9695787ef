import type { Adapter, Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError, retold } from '../errors.ts';
import type { SideInfo } from '../model/report.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { askedDatabase } from './asked.ts';
import { assertKeepable, paceFor } from './pace.ts';
import type { TellHeld } from './pace.ts';
import { retrying, WAITS } from './retry.ts';
import type { Setback } from './retry.ts';

/** Somebody may be watching: a server that is only starting up, or full for a moment, is waited for a few seconds. */
const OPENING_WAITS: readonly number[] = [0.5, 1, 2];

export interface Opening {
  readonly config: Config;
  /** The share of its time that a side may be kept busy; null for all of it. */
  readonly share: number | null;
  readonly signal: AbortSignal;
  /** Hears of questions that are asked again. */
  readonly setback: (setback: Setback) => void;
  /** Hears of what is neither a finding nor a fault. */
  readonly noticed: (notice: string) => void;
  /** Hears of each statement, where they are wanted. */
  readonly asked: (side: Side, statement: string) => void;
  /** Hears of those that are held back. */
  readonly held: TellHeld;
}

/** A side as it is asked from now on, twice: what is urgent waits for no share of the time. */
export interface OpenSide {
  readonly database: Database;
  readonly urgent: Database;
}

/** Opens both sides, or neither. */
export async function openBoth(adapters: Sides<Adapter>, opening: Opening): Promise<Sides<OpenSide>> {
  const opened: Database[] = [];
  try {
    return await bothSides(adapters, async (adapter, side) => {
      const database = await openOne(adapter, side, opening).catch((error: unknown) => {
        throw ofSide(error, side);
      });
      opened.push(database);
      const all = await questions(database, opening);
      const urgent = opening.share === null ? all : await questions(database, { ...opening, share: null });
      return { database: all, urgent };
    });
  } catch (error) {
    await Promise.all(opened.map((database) => database[Symbol.asyncDispose]()));
    throw error;
  }
}

/** What goes wrong here is told with the side: two hosts may have names that look alike. */
function ofSide(error: unknown, side: Side): unknown {
  if (!(error instanceof CrosstallyError) || error.code === 'ABORTED') return error;
  const { message } = error;
  const told = message.startsWith(CONNECTING)
    ? `${CONNECTING}the ${side} ${message.slice(CONNECTING.length)}`
    : `the ${side}: ${message}`;
  return retold(error, told);
}

const CONNECTING = 'connecting to ';

function openOne(adapter: Adapter, side: Side, opening: Opening): Promise<Database> {
  const { config, signal, setback, noticed, asked } = opening;
  const { concurrency: connections, statementTimeout: statementSeconds } = config;
  const snapshot = config.consistency === 'snapshot' ? { snapshotAge: config.maxSnapshotAge } : {};
  const retry = retrying({ waits: OPENING_WAITS, signal, tell: setback });
  const verbose = config.verbose ? { sent: (statement: string) => asked(side, statement) } : {};
  return retry(() => adapter.open({ connections, statementSeconds, signal, tell: noticed, ...snapshot, ...verbose }));
}

/** The database as it is asked from now on. */
async function questions(database: Database, { config, share, signal, setback, held }: Opening): Promise<Database> {
  if (config.consistency === 'snapshot' && database.snapshot !== true) throw withoutSnapshot(database);
  await assertKeepable(database, config);
  const pace = paceFor(database, { ...config, share }, signal, held);
  return askedDatabase(database, { pace, retry: retrying({ waits: WAITS, signal, tell: setback }) });
}

function withoutSnapshot({ label, engine }: Database): CrosstallyError {
  return new CrosstallyError('CONFIG_INVALID', `${label} (${engine.name}) has no consistent view to give`, {
    hint: '--consistency recheck works with every side',
  });
}

/** Ends the connections of both sides. */
export async function closeBoth(databases: Sides<Database>): Promise<void> {
  await bothSides(databases, (database) => Promise.resolve(database[Symbol.asyncDispose]()));
}

/** A side as the report names it. */
export function sideInfo(database: Database): SideInfo {
  const { label, engine, fingerprint: held } = database;
  const side = { label, engine: engine.name, engineVersion: engine.version };
  if (held === undefined) return side;
  const { takenAt, position, consistent, columnsToo: columns } = held;
  return { ...side, fingerprint: { takenAt, position, consistent, columns } };
}

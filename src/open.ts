import type { Adapter, Database } from './adapter.ts';
import type { Config } from './config/config.ts';
import { CrosstallyError } from './errors.ts';
import { assertKeepable, paceFor } from './pace/pace.ts';
import type { TellHeld } from './pace/pace.ts';
import { pacedDatabase } from './pace/paced.ts';
import { patientDatabase } from './faults/patient.ts';
import { retrying, WAITS } from './faults/retry.ts';
import type { Setback } from './faults/retry.ts';
import type { SideInfo } from './model/report.ts';
import { bothSides } from './model/side.ts';
import type { Sides } from './model/side.ts';

/** Somebody may be watching: a server that is only starting up, or full for a moment, is waited for a few seconds. */
const OPENING_WAITS: readonly number[] = [0.5, 1, 2];

/** Who hears of questions that are asked again, and of those that are held back. */
export interface Telling {
  readonly setback?: (setback: Setback) => void;
  readonly held?: TellHeld;
}

/** Opens both sides, or neither. */
export async function openBoth(
  adapters: Sides<Adapter>,
  config: Config,
  signal: AbortSignal,
  tell: Telling = {},
): Promise<Sides<Database>> {
  const opened: Database[] = [];
  const { setback = () => undefined, held = () => undefined } = tell;
  const snapshot = config.consistency === 'snapshot' ? { snapshotAge: config.maxSnapshotAge } : {};
  const opening = retrying({ waits: OPENING_WAITS, signal, tell: setback });
  try {
    return await bothSides({ source: adapters.source, target: adapters.target }, async (adapter) => {
      const { concurrency: connections, statementTimeout: statementSeconds } = config;
      const database = await opening(() => adapter.open({ connections, statementSeconds, signal, ...snapshot }));
      opened.push(database);
      if (config.consistency === 'snapshot' && database.snapshot !== true) throw withoutSnapshot(database);
      await assertKeepable(database, config);
      const paced = pacedDatabase(database, paceFor(database, config, signal, held));
      return patientDatabase(paced, retrying({ waits: WAITS, signal, tell: setback }));
    });
  } catch (error) {
    await Promise.all(opened.map((database) => database[Symbol.asyncDispose]()));
    throw error;
  }
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
  return { label: database.label, engine: database.engine.name, engineVersion: database.engine.version };
}

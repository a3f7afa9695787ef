import type { Adapter, Database } from './adapter.ts';
import type { Config } from './config/config.ts';
import { patientDatabase } from './faults/patient.ts';
import { retrying, WAITS } from './faults/retry.ts';
import type { Setback } from './faults/retry.ts';
import type { SideInfo } from './model/report.ts';
import { bothSides } from './model/side.ts';
import type { Sides } from './model/side.ts';

/** Somebody may be watching: a server that is only starting up, or full for a moment, is waited for a few seconds. */
const OPENING_WAITS: readonly number[] = [0.5, 1, 2];

/** Opens both sides, or neither; `tell` hears of questions that are asked again. */
export async function openBoth(
  adapters: Sides<Adapter>,
  config: Config,
  signal: AbortSignal,
  tell: (setback: Setback) => void = () => undefined,
): Promise<Sides<Database>> {
  const opened: Database[] = [];
  const opening = retrying({ waits: OPENING_WAITS, signal, tell });
  try {
    return await bothSides({ source: adapters.source, target: adapters.target }, async (adapter) => {
      const database = await opening(() => adapter.open({ connections: config.concurrency, signal }));
      opened.push(database);
      return patientDatabase(database, retrying({ waits: WAITS, signal, tell }));
    });
  } catch (error) {
    await Promise.all(opened.map((database) => database[Symbol.asyncDispose]()));
    throw error;
  }
}

/** Ends the connections of both sides. */
export async function closeBoth(databases: Sides<Database>): Promise<void> {
  await bothSides(databases, (database) => Promise.resolve(database[Symbol.asyncDispose]()));
}

/** A side as the report names it. */
export function sideInfo(database: Database): SideInfo {
  return { label: database.label, engine: database.engine.name, engineVersion: database.engine.version };
}

import type { Adapter, Database } from './adapter.ts';
import type { Config } from './config/config.ts';
import type { SideInfo } from './model/report.ts';
import { bothSides } from './model/side.ts';
import type { Sides } from './model/side.ts';

/** Opens both sides, or neither. */
export async function openBoth(
  adapters: Sides<Adapter>,
  config: Config,
  signal: AbortSignal,
): Promise<Sides<Database>> {
  const opened: Database[] = [];
  try {
    return await bothSides({ source: adapters.source, target: adapters.target }, async (adapter) => {
      const database = await adapter.open({ connections: config.concurrency, signal });
      opened.push(database);
      return database;
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

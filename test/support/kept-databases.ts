/** Databases that stay until the file that made them is done: for tests that read one several times. */
import { afterAll } from 'vitest';
import { freshDatabase } from './databases.ts';
import type { TestDatabase } from './databases.ts';
import type { TestEngine } from './servers.ts';

const kept: TestDatabase[] = [];
afterAll(async () => {
  for (const database of kept) await database[Symbol.asyncDispose]();
});

/** One with what the statements make; in this character set, for PostgreSQL. */
export async function keptDatabase(engine: TestEngine, sql: string, encoding?: string): Promise<TestDatabase> {
  const database = await freshDatabase(engine, 'kept', encoding);
  kept.push(database);
  await database.run(sql);
  return database;
}

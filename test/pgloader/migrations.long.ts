/**
 * pgloader itself, from MariaDB to PostgreSQL, over the tables of the cases `pgloader-*`; and what crosstally says of it,
 * held against the same expectations. (MySQL 9 knows no authentication that pgloader knows.)
 *
 *     npm run test:pgloader
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases, type Case } from '../cases/case-folder.ts';
import { runCase } from '../cases/run-case.ts';
import { freshDatabase, withDatabase, type TestDatabase } from '../support/databases.ts';
import { openSchemaSpace, type LoadedSchema, type SchemaSpace } from '../support/schemas.ts';
import { serverUrls } from '../support/servers.ts';
import { needPgloader, runPgloader } from './pgloader.ts';

const folder = fileURLToPath(new URL('../cases', import.meta.url));
const migrations = readCases(folder).filter(({ name }) => name.startsWith('pgloader-'));

let mariadb: SchemaSpace;
let postgres: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  console.log(await needPgloader());
  mariadb = await openSchemaSpace('mariadb');
  postgres = await freshDatabase('postgres', 'pgloader');
  await postgres.run(`alter database "${postgres.name}" set timezone = 'UTC'`);
  pool = new Pool({ connectionString: postgres.url, max: 8 });
});

afterAll(async () => {
  await pool.end();
  await postgres.drop();
  await mariadb[Symbol.asyncDispose]();
});

/** pgloader gives the schema the name of the database that it came from. */
async function migrate(one: Case, source: LoadedSchema): Promise<LoadedSchema> {
  const file = join(folder, one.name, 'pgloader.load');
  const printed = await runPgloader({
    source: withDatabase(serverUrls().mariadb, source.name).replace(/^mariadb:/, 'mysql:'),
    target: postgres.url,
    clauses: existsSync(file) ? readFileSync(file, 'utf8') : '',
  });
  const tables = await postgres.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = to_regnamespace('${source.name}') and relkind = 'r'`,
  );
  expect(tables, printed).not.toEqual([]);
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = await postgres.query<{ n: string }>(`select count(*) as n from "${source.name}"."${name}"`);
    rows[name] = Number(counted?.n);
  }
  return { engine: 'postgres', url: postgres.url, name: source.name, pool, rows };
}

describe.each(migrations)('$name, migrated by pgloader', (one) => {
  it('differs where it was damaged, and nowhere else', async () => {
    const source = await mariadb.load(one.name.replace('-', '_'), one.sql('mariadb', 'source'));
    const target = await migrate(one, source);
    await runCase(one, { source: 'mariadb', target: 'postgres' }, { source, target });
  });
});

/**
 * What the schema gate costs: a pair of databases with 1,000 tables of six columns and six indexes each, the whole process
 * with its start. `node bench/definitions.mjs <source> <target>`, of databases that are empty; after `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const TABLES = 1000;
const urls = process.argv.slice(2);
const isPostgres = urls.every((url) => url.startsWith('postgres'));
const command = fileURLToPath(new URL('../dist/bin/crosstally.js', import.meta.url));

const statements = Array.from({ length: TABLES }, (_, i) => {
  const [table, id] = [`t${i}`, isPostgres ? 'serial' : 'int auto_increment'];
  const columns = `id ${id} primary key, a int not null, b int, c varchar(20), d int, e date`;
  return [
    `create table ${table} (${columns})`,
    ...['a', 'b', 'c', 'd', 'e'].map((column) => `create index i${i}_${column} on ${table} (${column})`),
  ];
}).flat();

async function load(url) {
  const { Client } = (await import('pg')).default;
  const { createConnection } = await import('mysql2/promise');
  const session = isPostgres ? new Client({ connectionString: url }) : await createConnection(url);
  if (isPostgres) await session.connect();
  for (const statement of statements) await session.query(statement);
  await session.end();
}

for (const url of urls) await load(url);
for (let turn = 0; turn < 3; turn++) {
  const begin = performance.now();
  const { stdout, status } = spawnSync(process.execPath, [command, 'schema', ...urls], { encoding: 'utf8' });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${seconds} s, exit code ${status}: ${stdout.split('\n')[0]}`);
}

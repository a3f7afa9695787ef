// Migration scripts with umzug: the last step of a migration verifies it, and the migration counts only if that passes.
// Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { memoryStorage, Umzug } from 'umzug';

const { OLD_URL = '', NEW_URL = '' } = process.env;
const old = createPool({ uri: OLD_URL, dateStrings: true });
const pool = new Pool({ connectionString: NEW_URL });

const umzug = new Umzug({
  context: { old, pool },
  storage: memoryStorage(),
  logger: undefined,
  migrations: [
    {
      name: '01-create-orders',
      up: async ({ context }) => {
        await context.pool.query(`create table orders (id integer primary key, customer varchar(50) not null,
          total decimal(10, 2) not null, placed timestamp not null)`);
      },
    },
    {
      name: '02-copy-orders',
      up: async ({ context }) => {
        const [rows] = await context.old.query('select id, customer, total, placed from orders');
        await context.pool.query(
          `insert into orders select id, customer, total, placed
             from json_to_recordset($1) as row (id integer, customer varchar, total decimal, placed timestamp)`,
          [JSON.stringify(rows)],
        );
        const sides = { source: mysql(context.old), target: postgres(context.pool) };
        assertMatch(await verify({ ...sides, tables: ['orders'] }).report());
      },
    },
  ],
});

try {
  await umzug.up();
  console.log('orders have arrived');
} finally {
  await Promise.all([old.end(), pool.end()]);
}

// Kysely over a pool that crosstally uses as well. Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';

interface Database {
  orders: { id: number; customer: string; total: string; placed: string };
}

const { OLD_URL = '', NEW_URL = '' } = process.env;
const old = createPool({ uri: OLD_URL, dateStrings: true });
const pool = new Pool({ connectionString: NEW_URL });
const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });

try {
  await db.schema
    .createTable('orders')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('customer', 'varchar(50)', (column) => column.notNull())
    .addColumn('total', 'decimal(10, 2)', (column) => column.notNull())
    .addColumn('placed', sql`timestamp`, (column) => column.notNull())
    .execute();
  const [rows] = await old.query('select id, customer, total, placed from orders');
  await db
    .insertInto('orders')
    .values(rows as Database['orders'][])
    .execute();

  assertMatch(await verify({ source: mysql(old), target: postgres(pool), tables: ['orders'] }).report());
  console.log('orders have arrived');
} finally {
  await Promise.all([old.end(), db.destroy()]);
}

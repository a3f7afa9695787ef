// Drizzle over a pool that crosstally uses as well. Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { decimal, integer, pgTable, timestamp, varchar } from 'drizzle-orm/pg-core';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';

const orders = pgTable('orders', {
  id: integer().primaryKey(),
  customer: varchar({ length: 50 }).notNull(),
  total: decimal({ precision: 10, scale: 2 }).notNull(),
  placed: timestamp({ mode: 'string' }).notNull(),
});

const { OLD_URL = '', NEW_URL = '' } = process.env;
const old = createPool({ uri: OLD_URL, dateStrings: true });
const pool = new Pool({ connectionString: NEW_URL });
const db = drizzle(pool);

try {
  await db.execute(sql`create table orders (id integer primary key, customer varchar(50) not null,
    total decimal(10, 2) not null, placed timestamp not null)`);
  const [rows] = await old.query('select id, customer, total, placed from orders');
  await db.insert(orders).values(rows as (typeof orders.$inferInsert)[]);

  assertMatch(await verify({ source: mysql(old), target: postgres(pool), tables: ['orders'] }).report());
  console.log('orders have arrived');
} finally {
  await Promise.all([old.end(), pool.end()]);
}

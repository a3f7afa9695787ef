// A TypeORM migration that verifies itself: it throws, and its transaction is rolled back, unless all rows have arrived.
// Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres, type PgClient } from 'crosstally/postgres';
import { createPool } from 'mysql2/promise';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

const { OLD_URL = '', NEW_URL = '' } = process.env;
const old = createPool({ uri: OLD_URL, dateStrings: true });

class CopyOrders1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table orders (id integer primary key, customer varchar(50) not null,
      total decimal(10, 2) not null, placed timestamp not null)`);
    const [rows] = await old.query('select id, customer, total, placed from orders');
    await runner.query(
      `insert into orders select id, customer, total, placed
         from json_to_recordset($1) as row (id integer, customer varchar, total decimal, placed timestamp)`,
      [JSON.stringify(rows)],
    );
    // The client of the migration's transaction: it sees what is not committed yet.
    const client = (await runner.connect()) as PgClient;
    assertMatch(await verify({ source: mysql(old), target: postgres(client), tables: ['orders'] }).report());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table orders');
  }
}

const target = new DataSource({ type: 'postgres', url: NEW_URL, migrations: [CopyOrders1700000000000] });
try {
  await target.initialize();
  await target.runMigrations({ transaction: 'each' });
  console.log('orders have arrived');
} finally {
  await old.end();
  if (target.isInitialized) await target.destroy();
}

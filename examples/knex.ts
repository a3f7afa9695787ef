// A Knex transaction that is committed only if all rows have arrived. Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres, type PgClient } from 'crosstally/postgres';
import knex from 'knex';

const { OLD_URL = '', NEW_URL = '' } = process.env;
const from = knex({ client: 'mysql2', connection: { uri: OLD_URL, dateStrings: true } });
const to = knex({ client: 'pg', connection: NEW_URL });

interface Order {
  id: number;
  customer: string;
  total: string;
  placed: string;
}

try {
  await to.transaction(async (transaction) => {
    await transaction.schema.createTable('orders', (table) => {
      table.integer('id').primary();
      table.string('customer', 50).notNullable();
      table.decimal('total', 10, 2).notNullable();
      table.specificType('placed', 'timestamp').notNullable();
    });
    const orders = await from<Order>('orders').select();
    if (orders.length > 0) await transaction.batchInsert('orders', orders, 1000);

    // Knex keeps a pool of its own kind; the client of the transaction sees what is not committed yet.
    const client = (await transaction.client.acquireConnection()) as PgClient;
    const run = verify({ source: mysql(OLD_URL), target: postgres(client), tables: ['orders'] });
    assertMatch(await run.report());
  });
  console.log('orders have arrived');
} finally {
  await Promise.all([from.destroy(), to.destroy()]);
}

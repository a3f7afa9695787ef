// Prisma by its driver adapter, over a pool that crosstally uses as well; `npx prisma generate` makes the client.
// Run with OLD_URL (MySQL) and NEW_URL (PostgreSQL).
import { PrismaPg } from '@prisma/adapter-pg';
import { assertMatch, verify } from 'crosstally';
import { mysql } from 'crosstally/mysql';
import { postgres } from 'crosstally/postgres';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { PrismaClient } from './generated/prisma/client.js';

interface Order {
  id: number;
  customer: string;
  total: string;
  placed: string;
}

const { OLD_URL = '', NEW_URL = '' } = process.env;
const old = createPool({ uri: OLD_URL, dateStrings: true });
const pool = new Pool({ connectionString: NEW_URL });
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

try {
  const [rows] = await old.query('select id, customer, total, placed from orders');
  for (const { id, customer, total, placed } of rows as Order[]) {
    await prisma.$executeRaw`insert into orders values (${id}, ${customer}, ${total}::numeric, ${placed}::timestamp)`;
  }
  const [counted] = await prisma.$queryRaw<{ n: bigint }[]>`select count(*) as n from orders`;
  console.log(`${counted?.n ?? 0} orders copied`);

  assertMatch(await verify({ source: mysql(old), target: postgres(pool), tables: ['orders'] }).report());
  console.log('orders have arrived');
} finally {
  await Promise.all([old.end(), prisma.$disconnect().then(() => pool.end())]);
}

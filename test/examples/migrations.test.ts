/** The migration scripts under `examples/`: type-checked, run, and run once more with a target that loses a row. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const names = readdirSync(examples).flatMap((name) => (name.endsWith('.ts') ? [name.replace(/\.ts$/, '')] : []));

/** To make its client, Prisma fetches an engine from a place of its own: this one is only type-checked, against a stand-in. */
const TYPES_ONLY = ['prisma'];
const PRISMA_CLIENT = `import type { PrismaPg } from '@prisma/adapter-pg';
export declare class PrismaClient {
  constructor(options: { adapter: PrismaPg });
  $queryRaw<T>(query: TemplateStringsArray, ...values: unknown[]): Promise<T>;
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): Promise<number>;
  $disconnect(): Promise<void>;
}`;

const run = promisify(execFile);

/** A package of its own, so that whoever works on crosstally does not install seven ORMs. */
async function installAnew(): Promise<void> {
  const installed = join(examples, 'node_modules/.package-lock.json');
  const wanted = join(examples, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: examples });
}

beforeAll(async () => {
  await installAnew();
  await mkdir(join(examples, 'generated/prisma'), { recursive: true });
  await writeFile(join(examples, 'generated/prisma/client.d.ts'), PRISMA_CLIENT);
}, 180_000);

it('type-check', async () => {
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const { stdout } = await run(process.execPath, [tsc, '-p', examples]).catch((failed: { stdout: string }) => failed);
  expect(stdout).toBe('');
  expect(names).toEqual(['drizzle', 'knex', 'kysely', 'prisma', 'typeorm', 'umzug']);
});

const ORDERS = `create table orders (id int primary key, customer varchar(50) not null, total decimal(10, 2) not null,
    placed datetime not null);
  insert into orders values (1, 'Ada', 10.50, '2026-03-29 02:30:00'), (2, 'Grace', 0.01, '2026-11-28 13:00:00'), (3, '', 7, '1999-12-31 23:59:59')`;

/** Loses the second row of the table that will be made, without an error. */
const LOSES = `create function lose() returns trigger language plpgsql as $$
    begin if new.id = 2 then return null; end if; return new; end $$;
  create function watch() returns event_trigger language plpgsql as $$ begin
    if to_regclass('orders') is not null and not exists (select from pg_trigger where tgname = 'lose') then
      create trigger lose before insert on orders for each row execute function lose();
    end if; end $$;
  create event trigger watch on ddl_command_end when tag in ('CREATE TABLE') execute function watch()`;

async function migrate(name: string, prepare = ''): Promise<{ code: number; said: string; rows: number | null }> {
  const [old, target]: [TestDatabase, TestDatabase] = await Promise.all([
    freshDatabase('mysql', `example_${name}_old`),
    freshDatabase('postgres', `example_${name}_new`),
  ]);
  try {
    await old.run(ORDERS);
    if (prepare !== '') await target.run(prepare);
    const env = { ...process.env, OLD_URL: old.url, NEW_URL: target.url };
    const script = join(examples, 'built', `${name}.js`);
    const ended = await run(process.execPath, [script], { env }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (failed: { code: number; stderr: string }) => ({ code: failed.code, said: failed.stderr }),
    );
    const [exists] = await target.query<{ there: boolean }>(`select to_regclass('orders') is not null as there`);
    const [counted] = exists?.there ? await target.query<{ n: number }>('select count(*)::int as n from orders') : [];
    return { ...ended, rows: counted?.n ?? null };
  } finally {
    await Promise.all([old.drop(), target.drop()]);
  }
}

/** They verify inside of the transaction that they write in. */
const ROLL_BACK = ['knex', 'typeorm'];

describe.each(names.filter((name) => !TYPES_ONLY.includes(name)))('the migration with %s', (name) => {
  it('says that all has arrived', async () => {
    expect(await migrate(name)).toEqual({ code: 0, said: 'orders have arrived\n', rows: 3 });
  });

  it('fails when a row was lost on the way', async () => {
    const { code, said, rows } = await migrate(name, LOSES);
    expect({ code, rows }).toEqual({ code: 1, rows: ROLL_BACK.includes(name) ? null : 2 });
    expect(said).toContain('NOT_A_MATCH');
    expect(said).toContain('missing id 2');
  });
});

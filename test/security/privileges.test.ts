/** The least privileges that docs/security.md names are enough, and the statements there work as they stand. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import { engines } from '../support/servers.ts';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```sql\n(.*?)```/gs)].map(([, sql]) => sql ?? '');
const [forPostgres = '', forBoth = '', forMysql = '', forMariadb = ''] = blocks;
const PRIVILEGES = { postgres: forPostgres, mysql: forBoth + forMysql, mariadb: forBoth + forMariadb };
/** What only an account can see that sees the hashes of all passwords. */
const SECRET = ['grant'];

const TABLES = `create table customers (id int primary key, name varchar(50) not null);
  create table orders (id int primary key, customer int, foreign key (customer) references customers (id), check (id > 0));
  create view big as select * from orders where id > 10;
  insert into customers values (1, 'a'), (2, 'b'); insert into orders values (1, 1), (2, 2)`;

describe.each(engines)('on %s', (engine) => {
  it('a role with the documented privileges compares rows and definitions', async () => {
    await using source = await freshDatabase(engine, 'privileges');
    await using target = await freshDatabase(engine, 'privileges');
    const numbered =
      engine === 'postgres' ? 'create table n (id serial primary key); insert into n default values;' : '';
    for (const database of [source, target]) await database.run(numbered + TABLES);
    const role = `verifier_${source.name.slice(-8)}`;
    const granted = PRIVILEGES[engine].replaceAll('verifier', role);
    const [create = '', ...grants] = granted.split(/;\n/).filter((statement) => statement.trim() !== '');
    await source.run(create);
    try {
      for (const database of [source, target]) {
        for (const grant of grants) await database.run(grant.replaceAll('shop', database.name));
      }
      const side = (url: string) => {
        const of = new URL(url);
        [of.username, of.password] = [role, 'choose one'];
        return engine === 'postgres' ? postgres(of.href) : mysql(of.href);
      };
      const report = await verify({ source: side(source.url), target: side(target.url) }).report();
      const seen = report.schema?.filter(({ kind, object }) => kind !== 'hidden' || !SECRET.includes(object));
      expect(seen).toEqual([]);
      expect(report.warnings).toEqual([]);
      expect(report.tables.map((table) => table.verdict)).not.toContain('incomplete');
      expect(report.verdict).toBe('match');
    } finally {
      if (engine === 'postgres') {
        for (const database of [target, source]) await database.run(`drop owned by ${role}`);
        await source.run(`drop role ${role}`);
      } else await source.run(`drop user ${role}@'%'`);
    }
  });
});

/** Every catalog of every engine is accounted for in the code, of which docs/schema.md is made. */
import { describe, expect, it } from 'vitest';
import { CATALOGS as OF_MYSQL } from '../../adapters/mysql/catalogs.ts';
import { CATALOGS as OF_POSTGRES } from '../../adapters/postgres/catalogs.ts';
import { freshDatabase } from '../support/databases.ts';

const TABLES = { postgres: OF_POSTGRES, mysql: OF_MYSQL, mariadb: OF_MYSQL } as const;
const LIST = {
  postgres: `select relname as name from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'`,
  mysql: `select table_name as name from information_schema.tables where table_schema in ('information_schema', 'mysql')`,
} as const;

describe.each(['postgres', 'mysql', 'mariadb'] as const)('the catalogs of %s', (engine) => {
  it('are all accounted for', async () => {
    await using database = await freshDatabase(engine, 'catalogs');
    const rows = await database.query<{ name: string }>(LIST[engine === 'postgres' ? 'postgres' : 'mysql']);
    const known = TABLES[engine].flatMap(([names]) => names.split(' '));
    const isKnown = (name: string): boolean =>
      known.some((one) =>
        one.startsWith('*')
          ? name.endsWith(one.slice(1))
          : one.endsWith('*')
            ? name.startsWith(one.slice(0, -1))
            : name === one,
      );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.map(({ name }) => name).filter((name) => !isKnown(name))).toEqual([]);
    expect(isKnown('pg_made_up')).toBe(false);
  });
});

/** What lies in no table: settings, locales, roles, and what connects a database with others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas } from '../../src/index.ts';
import type { Adapter, Finding } from '../../src/index.ts';
import { startOwn } from '../faults/own-server.ts';
import type { OwnServer } from '../faults/own-server.ts';
import { connectTo, freshDatabase, withDatabase } from '../support/databases.ts';
import { bothWays } from './both-ways.ts';

async function found(source: Adapter, target: Adapter): Promise<readonly Finding[]> {
  const report = await compareSchemas({ source, target });
  expect(report.schemaFailure).toBeUndefined();
  expect(report.verdict).toBe('match');
  return report.schema ?? [];
}

function settings(findings: readonly Finding[]): Record<string, string> {
  const of = findings.filter(({ object }) => object === 'setting');
  return Object.fromEntries(
    of.map(({ severity, name, aspect, source, target }) => [
      `${severity} ${name} · ${aspect ?? ''}`,
      `${source ?? ''} → ${target ?? ''}`,
    ]),
  );
}

describe('two servers of PostgreSQL', () => {
  let own: OwnServer;
  beforeAll(async () => {
    own = await startOwn('postgres');
    const changed = {
      TimeZone: 'Asia/Tokyo',
      lc_monetary: 'POSIX',
      lc_time: 'POSIX',
      default_transaction_isolation: 'serializable',
      standard_conforming_strings: 'off',
      search_path: 'app, public',
      DateStyle: 'German',
      max_connections: '37',
      track_commit_timestamp: 'on',
    };
    for (const [name, value] of Object.entries(changed))
      await own.run(`alter system set ${name} = ${name === 'search_path' ? value : `'${value}'`}`);
    await own.kill('SIGTERM');
    for (let tries = 0; tries < 60; tries++) {
      if (
        await own.run('select 1').then(
          () => true,
          () => false,
        )
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }, 90_000);
  afterAll(() => own[Symbol.asyncDispose]());

  it('differ in what changes results, in rights of roles and in roles, which is told from both sides', async () => {
    await using here = await freshDatabase('postgres', 'servers');
    const there = withDatabase(own.url, here.name);
    const role = `r${here.name.slice(-10)}`;
    await own.run(`create database ${here.name} template template0 locale_provider icu icu_locale 'de-DE' locale 'C'`);
    await here.run(`create role ${role} bypassrls in role pg_monitor; create role only_${role}`);
    await own.run(`create role ${role} superuser; alter role ${role} in database ${here.name} set work_mem = '1MB'`);
    const [away, home] = [postgres(there), postgres(here.url)];
    const table = 'create table t (id int primary key); create materialized view m as select id from t';
    await here.run(`${table}; grant select on t to ${role}, only_${role}`);
    const other = await connectTo({ engine: 'postgres', url: there });
    await other.run(`${table}; grant select on t to ${role}`);
    await other.end();
    try {
      const findings = await found(home, away);
      const said = settings(findings);
      for (const name of [
        'TimeZone',
        'lc_monetary',
        'lc_time',
        'default_transaction_isolation',
        'standard_conforming_strings',
        'search_path',
        'DateStyle',
        'max_connections',
      ]) {
        expect(Object.keys(said)).toContain(`note ${name} · server`);
      }
      expect(said['note max_connections · server']).toMatch(/^\d+ → 37$/);
      expect(said[`note work_mem · role ${role}`]).toBe('not set → 1MB');
      expect(said['warning locale · database']).toMatch(/ → icu de-DE C C$/);
      expect(Object.keys(said).filter((name) => name.startsWith('warning'))).toEqual(['warning locale · database']);
      const roles = findings
        .filter(({ object }) => object === 'role')
        .map(({ kind, name, aspect }) => `${kind} ${name} ${aspect ?? ''}`);
      expect(roles.sort()).toEqual(
        [
          `changed ${role} bypasses row security`,
          `changed ${role} member of`,
          `changed ${role} superuser`,
          `missing only_${role} `,
        ].sort(),
      );
      const back = settings(await found(away, home));
      expect(Object.keys(back).sort()).toEqual(Object.keys(said).sort());
      expect(back['note max_connections · server']).toMatch(/^37 → \d+$/);
    } finally {
      await here.run(`drop owned by ${role}; drop owned by only_${role}; drop role ${role}, only_${role}`);
    }
  });

  it('that keep the times of commits tell when a materialized view was made anew', async () => {
    const opened = await postgres(own.url).open({ connections: 1, signal: new AbortController().signal });
    await own.run('create materialized view m as select 1 as one');
    const [shape] = (await opened.describe(['public'])).filter(({ name }) => name === 'm');
    await opened[Symbol.asyncDispose]();
    expect(shape?.stale).toMatch(
      /^its rows are those of its last REFRESH, at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC or CONCURRENTLY since$/,
    );
  });
});

describe('two servers of MariaDB', () => {
  let own: OwnServer;
  beforeAll(async () => {
    own = await startOwn('mariadb');
    await own.run(`set global time_zone = '+09:00', global sql_mode = 'ANSI_QUOTES', global lc_time_names = 'de_DE',
      global tx_isolation = 'SERIALIZABLE', global max_connections = 37, global max_allowed_packet = 2097152`);
  }, 90_000);
  afterAll(() => own[Symbol.asyncDispose]());

  it('differ in what changes results, which is told from both sides', async () => {
    await using here = await freshDatabase('mariadb', 'servers');
    await own.run(
      `create database ${here.name} character set latin1; create table ${here.name}.t (id int primary key) character set utf8mb4`,
    );
    await here.run('create table t (id int primary key)');
    const away = mysql(withDatabase(own.url, here.name));
    const said = settings(await found(mysql(here.url), away));
    for (const name of [
      'time_zone',
      'sql_mode',
      'lc_time_names',
      'tx_isolation',
      'max_connections',
      'max_allowed_packet',
    ]) {
      expect(Object.keys(said)).toContain(`note ${name} · server`);
    }
    expect(said['warning default character set · schema 1']).toMatch(/^utf8mb4 .* → latin1 /);
    const back = settings(await found(away, mysql(here.url)));
    expect(Object.keys(back).sort()).toEqual(Object.keys(said).sort());
  });
});

const PAIRING = { source: 'postgres', target: 'postgres' } as const;
bothWays('what a database has besides', PAIRING, [
  {
    name: 'foreign servers, languages, operator classes, settings of the database',
    both: 'create table note (id int primary key)',
    right: `create trusted language mine handler plpgsql_call_handler; create foreign data wrapper w;
      create server far type 'big' foreign data wrapper w options (host 'nowhere');
      create operator class oc for type int using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
      do $$ begin execute format('alter database %I set timezone = %L', current_database(), 'Asia/Tokyo')--; end $$`,
    found: [
      'blocker missing operator class oc',
      'note changed setting TimeZone · database',
      'warning missing foreign server far',
      'warning missing language mine',
    ],
    stays: 'an operator class has no statement of its own',
    reversed: [
      'note changed setting TimeZone · database',
      'note extra foreign server far',
      'note extra language mine',
      'note extra operator class oc',
    ],
  },
]);

it('a subscription is told by what it takes, and nothing of a connection is in a report', async () => {
  await using source = await freshDatabase('postgres', 'secrets');
  await using target = await freshDatabase('postgres', 'secrets');
  await source.run(`create table t (id int primary key); create foreign data wrapper w;
    create server far foreign data wrapper w options (host 'nowhere', password 'hidden')`);
  await source.run(
    `create subscription ${source.name} connection 'host=nowhere password=hidden' publication p, q with (connect = false)`,
  );
  await target.run('create table t (id int primary key)');
  const told = (findings: readonly Finding[]): string[] =>
    findings.map(
      ({ severity, kind, object, source: from, target: to }) => `${severity} ${kind} ${object}: ${from ?? to ?? ''}`,
    );
  try {
    const findings = await found(postgres(source.url), postgres(target.url));
    expect(told(findings)).toEqual([
      'warning missing foreign server: w',
      'warning missing subscription: publication p, q',
    ]);
    expect(told(await found(postgres(target.url), postgres(source.url)))).toEqual([
      'note extra foreign server: w',
      'note extra subscription: publication p, q',
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/hidden|nowhere/);
  } finally {
    await source.run(`alter subscription ${source.name} set (slot_name = none)`);
    await source.run(`drop subscription ${source.name}`);
  }
});

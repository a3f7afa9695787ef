/** The zone of the machine that crosstally runs on changes no finding: not an hour that occurs twice, not a day. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

const MYSQL = `set time_zone = '+00:00';
  create table times (id int primary key, p timestamp(6) null, r datetime(6), z datetime, d date, m date);
  insert into times values
    (1, '2024-10-27 00:30:00', '2024-10-27 02:30:00', '2024-10-27 02:30:00', '2024-10-27', '2024-10-27'),
    (2, '2024-10-27 01:30:00', '2024-03-31 02:30:00', '2024-03-31 02:30:00', '1969-12-31', '1969-12-31'),
    (3, '2024-03-10 07:30:00', '1969-12-31 23:59:59.999999', '1969-12-31 23:59:59', '9999-12-31', '0001-01-01'),
    (4, '1970-01-01 00:00:01', '1000-01-01 00:00:00', '1900-01-01 00:00:00', '2011-12-30', '2011-12-30');`;

const POSTGRES = `set timezone = 'UTC';
  create table times (id int primary key, p timestamptz, r timestamp, z timestamptz, d date, m timestamp);
  insert into times values
    (1, '2024-10-27 01:30:00', '2024-10-27 02:30:00', '2024-10-27 02:30:00', '2024-10-27', '2024-10-27'),
    (2, '2024-10-27 01:30:00', '2024-03-31 03:30:00', '2024-03-31 02:30:00', '1969-12-31', '1969-12-31'),
    (3, '2024-03-10 07:30:00', '1969-12-31 23:59:59.999999', '1969-12-31 22:59:59', '9999-12-30', '0001-01-01'),
    (4, '1970-01-01 00:00:01', '1000-01-01 00:00:00', '1900-01-01 00:00:00', '2011-12-30', '2011-12-30 01:00:00');`;

let source: TestDatabase;
let target: TestDatabase;

beforeAll(async () => {
  [source, target] = await Promise.all([freshDatabase('mysql'), freshDatabase('postgres')]);
  await Promise.all([source.run(MYSQL), target.run(POSTGRES)]);
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop()]);
});

// The last one had no 30 December 2011.
it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])('in %s', async (TZ) => {
  const run = await runCli(['verify', source.url, target.url, '--format', 'json'], { env: { TZ } });
  const { tables } = JSON.parse(run.stdout) as Report;
  const found = tables[0]?.differences.map(({ key, columns = [] }) => [key['id'], ...columns].join(' '));
  expect(found).toEqual(['1 p', '2 r', '3 z d', '4 m']);
  expect(run.exitCode).toBe(1);
});

/** The demo's database: an email platform's, small. Every value follows from its row's number, so that runs are alike. */

export interface DemoTable {
  readonly name: string;
  readonly rows: number;
  /** What stands between the parentheses of CREATE TABLE. */
  readonly columns: string;
  /** The columns of row `i`, as SQL. */
  readonly values: string;
}

/** Digits that look like chance. */
const CHANCE = 'abs(hashint8(i))';

const pick = (words: readonly string[], seed: string): string =>
  `(array['${words.join("','")}'])[1 + ${seed} % ${String(words.length)}]`;

const GIVEN = pick(
  ['Ana', 'Zoë', 'José', 'Grace', 'Jürgen', 'Priya', 'Łukasz', 'Chloé', 'Omar', 'Søren', 'Mei', 'Iñigo'],
  CHANCE,
);
const FAMILY = pick(
  ['Silva', 'Novák', 'Müller', 'Okafor', 'García', 'Tanaka', 'Berg', 'Lefèvre', 'Haddad', 'Smith'],
  '(i / 7)',
);
const SUBJECT = pick(['Invoice', 'Re: minutes', 'Your order', 'Fwd: photos', 'Welcome', 'Password reset'], CHANCE);

const uuid = (salt: string): string => `md5('${salt}' || i)::uuid`;
const bytes = (salt: string): string => `sha256(('${salt}' || i)::bytea)`;
const since = (start: string, step: string): string => `timestamptz '${start} 00:00:00Z' + i * interval '${step}'`;

export const DEMO_TABLES: readonly DemoTable[] = [
  {
    name: 'domains',
    rows: 400,
    columns: `id bigint primary key, name text not null unique, dkim_key bytea not null, verified boolean not null,
              settings jsonb not null, created_at timestamptz not null`,
    values: `i, 'mail' || i || '.example', ${bytes('dkim')}, i % 7 <> 0,
             jsonb_build_object('mx', i % 3, 'tls', i % 2 = 0), ${since('2019-01-01', '2 days 7 hours')}`,
  },
  {
    name: 'accounts',
    rows: 20_000,
    columns: `id bigint primary key, public_id uuid not null unique, domain_id bigint not null, address text not null,
              display_name text not null, quota_mb numeric(12,3) not null, active boolean not null, preferences jsonb,
              password_hash bytea not null, created_at timestamptz not null`,
    values: `i, ${uuid('account')}, 1 + i % 400, 'user' || i || '@mail' || 1 + i % 400 || '.example',
             ${GIVEN} || ' ' || ${FAMILY}, 512 + (${CHANCE} % 4096) / 8.0, i % 11 <> 0,
             case when i % 4 > 0 then jsonb_build_object('theme', i % 5, 'signature', null, 'per_page', 25 * (1 + i % 4)) end,
             ${bytes('password')}, ${since('2020-02-01', '2 hours 13 minutes 5.25 seconds')}`,
  },
  {
    name: 'aliases',
    rows: 40_000,
    columns: `id bigint primary key, account_id bigint not null, address text not null, active boolean not null,
              note text, created_at timestamptz not null`,
    values: `i, 1 + i % 20000, 'alias' || i || '@mail' || 1 + i % 400 || '.example', i % 13 <> 0,
             case when i % 50 = 0 then 'until the end of the year' end, ${since('2020-03-01', '61 minutes')}`,
  },
  {
    name: 'messages',
    rows: 120_000,
    columns: `id bigint primary key, message_id uuid not null unique, account_id bigint not null, subject text,
              size_bytes bigint not null, seen boolean not null, headers jsonb not null, body_hash bytea not null,
              received_at timestamptz not null`,
    values: `i, ${uuid('message')}, 1 + ${CHANCE} % 20000,
             case when i % 97 > 0 then ${SUBJECT} || ' ' || i end, 900 + ${CHANCE} % 4000000, i % 3 > 0,
             jsonb_build_object('spam', (i % 100) / 10.0, 'dkim', i % 5 > 0, 'hops', jsonb_build_array(i % 3, i % 4)),
             ${bytes('body')}, ${since('2025-01-01', '4 minutes 12.000123 seconds')}`,
  },
  {
    name: 'devices',
    rows: 8_000,
    columns: `id uuid primary key, account_id bigint not null, name text not null, push_token bytea,
              last_seen timestamptz`,
    values: `${uuid('device')}, 1 + i % 20000, 'phone ' || i, case when i % 3 > 0 then ${bytes('push')} end,
             case when i % 9 > 0 then ${since('2025-06-01', '47 minutes')} end`,
  },
  {
    name: 'charges',
    rows: 12_000,
    columns: `account_id bigint, month date, amount numeric(10,2) not null, vat_rate numeric(6,4) not null,
              paid boolean not null, primary key (account_id, month)`,
    values: `1 + i % 1000, date '2025-01-01' + make_interval(months => i / 1000), (${CHANCE} % 9000) / 100.0,
             0.19, i % 17 > 0`,
  },
];

/** Statements that make the tables, empty. */
export function createStatements(): string {
  return DEMO_TABLES.map(({ name, columns }) => `create table ${name} (${columns})`).join('; ');
}

/** A statement that fills one. */
export function fillStatement({ name, rows, values }: DemoTable): string {
  return `insert into ${name} select ${values} from generate_series(1, ${String(rows)}) i`;
}

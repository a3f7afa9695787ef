/** Reads the folders of cases. README.md says what is in one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, type TestEngine } from '../support/servers.ts';
import { merge, type Expected, type ExpectedFile } from './expected.ts';

/** A source engine and a target engine. */
export interface Pairing {
  readonly source: TestEngine;
  readonly target: TestEngine;
}

/** A situation, and what has to come of it. */
export interface Case {
  readonly name: string;
  readonly file: ExpectedFile;
  readonly pairings: readonly Pairing[];
  /** The SQL of one side; the sections marked for the other one are left out. */
  sql(engine: TestEngine, side: 'source' | 'target'): string;
  expected(pairing: Pairing): Expected;
}

export function pairingName({ source, target }: Pairing): string {
  return `${source}-${target}`;
}

const ALL_PAIRINGS: readonly Pairing[] = engines.flatMap((source) => engines.map((target) => ({ source, target })));

export function readCases(folder: string): readonly Case[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readCase(join(folder, entry.name), entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readCase(folder: string, name: string): Case {
  const file = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as ExpectedFile;
  const fileOf = (engine: TestEngine): string | null => {
    const names = engine === 'mariadb' ? ['mariadb.sql', 'mysql.sql'] : [`${engine}.sql`];
    return names.map((one) => join(folder, one)).find((path) => existsSync(path)) ?? null;
  };
  const pairings = ALL_PAIRINGS.filter(
    (pairing) => fileOf(pairing.source) !== null && fileOf(pairing.target) !== null && isWanted(file, pairing),
  );
  return {
    name,
    file,
    pairings,
    sql: (engine, side) => sectionsOf(readFileSync(fileOf(engine) ?? '', 'utf8'), side),
    expected: (pairing) =>
      Object.entries(file.expectedFor ?? {})
        .filter(([pattern]) => matches(pattern, pairing))
        .reduce<Expected>((expected, [, overrides]) => merge(expected, overrides), file),
  };
}

const EVERYTHING = process.env['CROSSTALLY_CASES'] === 'all';

function isWanted({ pairings }: ExpectedFile, pairing: Pairing): boolean {
  const { only, except } = pairings ?? {};
  // One adapter is both sides of these: what they find the others find, but for a case that is about them.
  if (!EVERYTHING && only === undefined && isWithinFamily(pairing)) return false;
  if (only !== undefined && !only.some((pattern) => matches(pattern, pairing))) return false;
  return !Object.keys(except ?? {}).some((pattern) => matches(pattern, pairing));
}

/** MySQL and MariaDB, either way. */
function isWithinFamily({ source, target }: Pairing): boolean {
  return source !== target && source !== 'postgres' && target !== 'postgres';
}

/** `mysql-postgres`, or `*` in place of a side. */
function matches(pattern: string, { source, target }: Pairing): boolean {
  const [first, second] = pattern.split('-');
  return (first === '*' || first === source) && (second === '*' || second === target);
}

const MARK = /^-- (both|source|target)\b.*$/m;

/** What stands before the first mark is a comment for people. */
function sectionsOf(sql: string, side: 'source' | 'target'): string {
  const [, ...parts] = sql.split(MARK);
  const sections = parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? ''] as const] : []));
  return sections
    .filter(([mark]) => mark === 'both' || mark === side)
    .map(([, body]) => body)
    .join('\n');
}

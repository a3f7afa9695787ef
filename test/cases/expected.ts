/** `expected.json`: what has to come of a case. README.md explains it for people. */
import type { Config, TableReport, Verdict } from '../../src/index.ts';

/** The key's columns to their canonical text, or that text alone where the key is one column. */
export type ExpectedKey = string | number | null | Readonly<Record<string, string | number | null>>;

/** The keys of a column of integers from one through another. */
export interface ExpectedKeys {
  readonly from: number;
  readonly to: number;
}

export interface ExpectedTable {
  readonly verdict?: Verdict;
  readonly reasonIncludes?: string;
  readonly key?: readonly string[];
  readonly walk?: TableReport['walk'];
  /** In key order, as all the lists. */
  readonly missing?: readonly (ExpectedKey | ExpectedKeys)[];
  readonly extra?: readonly (ExpectedKey | ExpectedKeys)[];
  readonly changed?: readonly (({ readonly key: ExpectedKey } | ExpectedKeys) & {
    readonly columns?: readonly string[];
  })[];
  /** In place of lists that would be long, or whose keys are hashes. */
  readonly counts?: Partial<Record<'missing' | 'extra' | 'changed', number>>;
  /** Where the rows seen are not those of a bare `count(*)`. */
  readonly rows?: Partial<Record<'source' | 'target', number>>;
  /** Column to the rule it has to be compared by. */
  readonly rules?: Readonly<Record<string, string>>;
  readonly truncated?: boolean;
}

export interface Expected {
  readonly verdict: Verdict;
  /** By the source's name; one that is not named here has to match. */
  readonly tables?: Readonly<Record<string, ExpectedTable>>;
  /** Names that should have been compared and were not: the verdict cannot be `match`. */
  readonly notCompared?: readonly string[];
  /** Names that were left out without effect on the verdict. */
  readonly noted?: readonly string[];
  /** Texts of which each has to be part of some warning. */
  readonly warnings?: readonly string[];
  readonly options?: Partial<Config>;
}

export interface ExpectedFile extends Expected {
  /** One sentence for people: what is proved, and where it comes from. */
  readonly about: string;
  /** Beside the default; `[1, 2, 7]` unless the tables are large. */
  readonly chunkRows?: readonly number[];
  readonly pairings?: {
    readonly only?: readonly string[];
    /** Pairing to the reason why it is left out. */
    readonly except?: Readonly<Record<string, string>>;
  };
  /** Overrides by pairing; `*-postgres` are all that have PostgreSQL as their target. */
  readonly expectedFor?: Readonly<Record<string, Partial<Expected>>>;
  /** Overrides for source and target changed over, beyond missing rows being extra ones. */
  readonly whenSwapped?: Partial<Expected>;
}

/** Overrides table by table and field by field. */
export function merge(expected: Expected, overrides: Partial<Expected>): Expected {
  const tables: Record<string, ExpectedTable> = { ...expected.tables };
  for (const [name, table] of Object.entries(overrides.tables ?? {})) tables[name] = { ...tables[name], ...table };
  return { ...expected, ...overrides, tables };
}

/** The same expectations with the sides changed over. */
export function swapped(expected: Expected, overrides: Partial<Expected>): Expected {
  const tables = Object.entries(expected.tables ?? {}).map(([name, table]) => [name, swappedTable(table)] as const);
  return merge({ ...expected, tables: Object.fromEntries(tables) }, overrides);
}

function swappedTable({ missing, extra, counts, rows, ...same }: ExpectedTable): ExpectedTable {
  return {
    ...same,
    ...(missing === undefined ? {} : { extra: missing }),
    ...(extra === undefined ? {} : { missing: extra }),
    ...(counts === undefined
      ? {}
      : { counts: withoutUndefined({ ...counts, missing: counts.extra, extra: counts.missing }) }),
    ...(rows === undefined ? {} : { rows: withoutUndefined({ source: rows.target, target: rows.source }) }),
  };
}

function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

import { CrosstallyError } from '../errors.ts';
import type { Severity } from '../model/finding.ts';
import type { Sides } from '../model/side.ts';
import { ruleProblem } from './near.ts';

/**
 * A table on the source side and the one it became on the target side, each `table` or `schema.table`; `schema.*` on
 * both sides for a schema.
 */
export interface TableMapping {
  readonly source: string;
  readonly target: string;
}

/** A column on the source side and the one it became on the target side. */
export interface ColumnMapping {
  /** `table` or `schema.table` of the source; null for every table that has the source column. */
  readonly table: string | null;
  readonly source: string;
  readonly target: string;
}

/**
 * A condition in SQL for all tables, or for each of some tables its own: by `table` or `schema.table` of the source,
 * `*` for the others. Null for all rows.
 */
export type Where = string | Readonly<Record<string, string>> | null;

/** Something chosen for columns. */
export interface ColumnChoice<T> {
  /** A glob on `column` or `table.column` of the source; null for every column that it can be meant for. */
  readonly columns: string | null;
  readonly value: T;
}

/** Values that may count as NULL: MySQL's `0000-00-00`, and texts without a character. */
export type NullValue = 'zero-dates' | 'empty';

/** Key columns named by the user. */
export interface KeyChoice {
  /** `table` or `schema.table` of the source; null for every table that has all the columns. */
  readonly table: string | null;
  /** The source's names, in key order. */
  readonly columns: readonly string[];
}

/** How serious findings of the schema gate are that match a glob. */
export interface SeverityChoice {
  readonly glob: string;
  readonly severity: Severity;
}

/** A constraint that somebody plans to make in the target, in the target's names. */
export interface PlannedConstraint {
  readonly kind: 'unique' | 'not null' | 'foreign key' | 'check';
  /** As it was written. */
  readonly text: string;
  /** `table` or `schema.table`. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly references: { readonly table: string; readonly columns: readonly string[] } | null;
  readonly expression: string | null;
}

/** What to compare and how, complete and checked. */
export interface Config {
  /** Globs; empty for the connection's default schema. */
  readonly schemas: readonly string[];
  /** Globs on `table` or `schema.table` of the source; empty for all. */
  readonly tables: readonly string[];
  readonly exclude: readonly string[];
  readonly map: readonly TableMapping[];
  readonly mapColumns: readonly ColumnMapping[];
  readonly keys: readonly KeyChoice[];
  /** Globs on `column` or `table.column` of the source; empty for all. Key columns are always compared. */
  readonly columns: readonly string[];
  readonly ignoreColumns: readonly string[];
  /** Names of rules that columns are compared by in place of the ones that their types ask for. */
  readonly rules: readonly ColumnChoice<string>[];
  /** Globs on text columns: white space at both ends does not count. */
  readonly trim: readonly string[];
  /** Globs on text columns: letter case does not count. */
  readonly foldCase: readonly string[];
  /** How far floats may lie apart, relative to the larger one: above 0 and below 1. */
  readonly floatTolerance: readonly ColumnChoice<number>[];
  /** How far times may lie apart, in whole microseconds. */
  readonly timeTolerance: readonly ColumnChoice<number>[];
  /** What counts as NULL; several may be said of a column. */
  readonly asNull: readonly ColumnChoice<NullValue>[];
  /** Which rows, in SQL that both sides understand. */
  readonly where: Where;
  /** Which rows of each side, in its own SQL; holds besides `where`. */
  readonly sideWhere: Sides<Where>;
  /** The time zone of zone-less values, an IANA name or an offset (`+02:00`); null when not stated: taken as UTC. */
  readonly timeZones: Sides<string | null>;
  /** Where rows are hashed: by the databases, here, or as is faster. */
  readonly strategy: 'auto' | 'pushdown' | 'stream';
  /** Rows of a chunk; null to choose it by the width of the rows. */
  readonly chunkRows: number | null;
  /** Chunks under way at once, and the most connections to each side. */
  readonly concurrency: number;
  /**
   * What keeps rows that are written during the run from being taken for differences: looking again at what differs
   * (`recheck`), one consistent view of each side (`snapshot`), or nothing (`none`), since nobody writes.
   */
  readonly consistency: 'recheck' | 'snapshot' | 'none';
  /** The longest that a write may take to arrive on the other side, in milliseconds: for `recheck`. */
  readonly settle: number;
  /** How long the views of `snapshot` may be kept, in milliseconds. */
  readonly maxSnapshotAge: number;
  /** Seconds that a statement may take which reads a key range; one that takes longer is asked in smaller pieces. */
  readonly statementTimeout: number;
  /** Rows read of each side in a second; null for as many as come. */
  readonly maxRowsPerSecond: number | null;
  /** Nothing is asked of a side while it runs more statements of others than this. */
  readonly maxLoad: number | null;
  /** Nothing is asked of a side while it is a replica and further behind than this, in seconds. */
  readonly maxLag: number | null;
  /** Nothing is asked while this file exists. */
  readonly pauseFile: string | null;
  /** Differences listed for a table; the counts stay exact. */
  readonly maxDifferences: number;
  /** A file that keeps what was found, so that a run that was stopped can be gone on with; null for none. */
  readonly checkpoint: string | null;
  /** Goes on with the run that the checkpoint is of; begins one where there is none yet. */
  readonly resume: boolean;
  /** Definitions are compared too: indexes, constraints, sequences, views. */
  readonly compareSchema: boolean;
  /** Globs on findings of the schema gate that are left out: `public.orders.idx_a`, `index:*`, `column.comment`. */
  readonly schemaIgnore: readonly string[];
  /** The first that matches decides. */
  readonly schemaSeverity: readonly SeverityChoice[];
  /** Warnings and notes of the schema gate make the verdict `mismatch` too. */
  readonly strict: boolean;
  /** Rows of the target are held against the constraints that it lacks. Reads them. */
  readonly checkConstraints: boolean;
  /** Rows of the target are held against these. Reads them. */
  readonly wouldHold: readonly PlannedConstraint[];
}

export const DEFAULTS: Config = {
  schemas: [],
  tables: [],
  exclude: [],
  map: [],
  mapColumns: [],
  keys: [],
  columns: [],
  ignoreColumns: [],
  rules: [],
  trim: [],
  foldCase: [],
  floatTolerance: [],
  timeTolerance: [],
  asNull: [],
  where: null,
  sideWhere: { source: null, target: null },
  timeZones: { source: null, target: null },
  strategy: 'auto',
  chunkRows: null,
  concurrency: 4,
  consistency: 'recheck',
  settle: 5_000,
  maxSnapshotAge: 3_600_000,
  statementTimeout: 60,
  maxRowsPerSecond: null,
  maxLoad: null,
  maxLag: null,
  pauseFile: null,
  maxDifferences: 1000,
  checkpoint: null,
  resume: false,
  compareSchema: true,
  schemaIgnore: [],
  schemaSeverity: [],
  strict: false,
  checkConstraints: false,
  wouldHold: [],
};

/**
 * Fills what is left out with the defaults; what else the object holds is left behind.
 *
 * @throws CrosstallyError `CONFIG_INVALID` that lists every number that cannot be.
 */
export function completeConfig(options: Partial<Config>): Config {
  const names = Object.keys(DEFAULTS) as (keyof Config)[];
  const given = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  const config = { ...DEFAULTS, ...Object.fromEntries(given) } as Config;
  const problems = problemsOf(config);
  if (problems.length > 0) throw new CrosstallyError('CONFIG_INVALID', problems.join('; '));
  return Object.freeze(config);
}

/** More would not make it faster, and a server has other users. */
export const MOST_CONNECTIONS = 64;

/** Who would wait longer wants a look at another time. */
export const LONGEST_WAIT = 3_600_000;

/** Of rows, statements or seconds. */
const MOST = 1e9;
const LIMITS = ['statementTimeout', 'maxRowsPerSecond', 'maxLoad', 'maxLag'] as const;

/** Below it no two floats are that near to each other. */
export const LEAST_TOLERANCE = 1e-300;
export const FLOATS = 'has to be a number above 0 and below 1, such as 1e-9';

function problemsOf(config: Config): string[] {
  const { chunkRows, concurrency, maxDifferences, rules, floatTolerance, timeTolerance, settle, maxSnapshotAge } =
    config;
  const whole = (value: number, least: number, most: number): boolean =>
    (Number.isInteger(value) || value === Infinity) && value >= least && value <= most;
  return [
    ...(chunkRows === null || whole(chunkRows, 1, 1e9) ? [] : ['chunkRows has to be a whole number from 1']),
    ...(whole(concurrency, 1, MOST_CONNECTIONS) ? [] : [`concurrency has to be from 1 to ${MOST_CONNECTIONS}`]),
    ...LIMITS.flatMap((name) => {
      const value = config[name];
      const least = name === 'maxLoad' || name === 'maxLag' ? 0 : 1;
      return value === null || whole(value, least, MOST) ? [] : [`${name} has to be a whole number from ${least}`];
    }),
    ...(whole(maxDifferences, 0, Infinity) ? [] : ['maxDifferences has to be a whole number, or Infinity']),
    ...(config.resume && config.checkpoint === null
      ? ['resume needs a checkpoint: the file of the run to go on with']
      : []),
    ...(whole(settle, 0, LONGEST_WAIT) ? [] : ['settle has to be a whole number of milliseconds, at most an hour']),
    ...(whole(maxSnapshotAge, 1, Infinity) ? [] : ['maxSnapshotAge has to be a whole number of milliseconds from 1']),
    ...(floatTolerance.every(({ value }) => value >= LEAST_TOLERANCE && value < 1) ? [] : [`floatTolerance ${FLOATS}`]),
    ...(timeTolerance.every(({ value }) => Number.isSafeInteger(value) && value > 0)
      ? []
      : ['timeTolerance has to be a whole number of microseconds from 1']),
    ...rules.flatMap(({ value }) => ruleProblem(value) ?? []).map((problem) => `rules ${problem}`),
  ];
}

import { z } from 'zod';
import { LONGEST_WAIT, MOST_CONNECTIONS } from './config.ts';
import type {
  ColumnChoice,
  ColumnMapping,
  KeyChoice,
  NullValue,
  PlannedConstraint,
  SeverityChoice,
  TableMapping,
  Where,
} from './config.ts';
import { key, map, mapColumns, where } from './choices.ts';
import { asNull, floatTolerance, rules, timeTolerance } from './column-choices.ts';
import { plannedOnes, severities, yesOrNo } from './gate-choices.ts';
import { nearNames } from '../model/near-names.ts';
import { commaParts, duration, globs, TEXT, timeZone, whole, words } from './pieces.ts';

/** A list: in a file an array is taken as it stands, one text is split at its commas. */
const list: z.ZodType<readonly string[]> = z.preprocess(
  (value) => (typeof value === 'string' ? commaParts(value) : value),
  globs,
);

const url: z.ZodType<string> = z.string(TEXT).refine((text) => /^[A-Za-z][\w+.-]*:\/\//.test(text), {
  error: 'is not a URL such as postgres://user@host:5432/database',
});

/**
 * What was said in a config file or by flags, checked; what was not said is absent. The names are those of the file;
 * a flag has the same name in kebab-case, in the singular where it can be repeated: see `flagName`.
 */
export interface Options {
  readonly source?: string;
  readonly target?: string;
  readonly schemas?: readonly string[];
  readonly tables?: readonly string[];
  readonly exclude?: readonly string[];
  readonly map?: readonly TableMapping[];
  readonly mapColumns?: readonly ColumnMapping[];
  readonly key?: readonly KeyChoice[];
  readonly columns?: readonly string[];
  readonly ignoreColumns?: readonly string[];
  readonly rules?: readonly ColumnChoice<string>[];
  readonly trim?: readonly string[];
  readonly foldCase?: readonly string[];
  readonly floatTolerance?: readonly ColumnChoice<number>[];
  readonly timeTolerance?: readonly ColumnChoice<number>[];
  readonly asNull?: readonly ColumnChoice<NullValue>[];
  readonly where?: Exclude<Where, null>;
  readonly sourceWhere?: Exclude<Where, null>;
  readonly targetWhere?: Exclude<Where, null>;
  readonly sourceTimeZone?: string;
  readonly targetTimeZone?: string;
  readonly strategy?: 'auto' | 'pushdown' | 'stream';
  readonly chunkRows?: number;
  readonly concurrency?: number;
  readonly consistency?: 'recheck' | 'snapshot' | 'none';
  readonly settle?: number;
  readonly maxSnapshotAge?: number;
  readonly statementTimeout?: number;
  readonly maxRowsPerSecond?: number;
  readonly maxLoad?: number;
  readonly maxLag?: number;
  readonly pauseFile?: string;
  readonly maxDifferences?: number;
  readonly checkpoint?: string;
  readonly resume?: boolean;
  readonly compareSchema?: boolean;
  readonly schemaIgnore?: readonly string[];
  readonly schemaSeverity?: readonly SeverityChoice[];
  readonly strict?: boolean;
  readonly checkConstraints?: boolean;
  readonly wouldHold?: readonly PlannedConstraint[];
  readonly format?: 'text' | 'json';
  readonly output?: string;
}

const shape: { readonly [name in keyof Options]-?: z.ZodType<NonNullable<Options[name]>> } = {
  source: url,
  target: url,
  schemas: list,
  tables: list,
  exclude: list,
  map,
  mapColumns,
  key,
  columns: list,
  ignoreColumns: list,
  rules,
  trim: list,
  foldCase: list,
  floatTolerance,
  timeTolerance,
  asNull,
  where,
  sourceWhere: where,
  targetWhere: where,
  sourceTimeZone: timeZone,
  targetTimeZone: timeZone,
  strategy: z.enum(['auto', 'pushdown', 'stream'], { error: 'has to be auto, pushdown or stream' }),
  chunkRows: whole(1, Number.MAX_SAFE_INTEGER),
  concurrency: whole(1, MOST_CONNECTIONS),
  consistency: z.enum(['recheck', 'snapshot', 'none'], { error: 'has to be recheck, snapshot or none' }),
  settle: duration(LONGEST_WAIT),
  maxSnapshotAge: duration(Number.MAX_SAFE_INTEGER),
  statementTimeout: whole(1, 86_400),
  maxRowsPerSecond: whole(1, 1e9),
  maxLoad: whole(0, 1e6),
  maxLag: whole(0, 1e6),
  pauseFile: words,
  maxDifferences: whole(0, Number.MAX_SAFE_INTEGER),
  checkpoint: words,
  resume: yesOrNo,
  compareSchema: yesOrNo,
  schemaIgnore: list,
  schemaSeverity: severities,
  strict: yesOrNo,
  checkConstraints: yesOrNo,
  wouldHold: plannedOnes,
  format: z.enum(['text', 'json'], { error: 'has to be text or json' }),
  output: words,
};

/** The names that an option can have. */
export const OPTION_NAMES: readonly string[] = Object.keys(shape);

/** Flags that are repeated and say one thing at a time, where the file says them all; and one that says the contrary. */
const FLAGS: Readonly<Record<string, string>> = {
  schemas: 'schema',
  mapColumns: 'mapColumn',
  rules: 'rule',
  compareSchema: 'noSchema',
};

/** What the command line calls an option, in camel case. */
export function givenName(option: string): string {
  return FLAGS[option] ?? option;
}

/** The flag of an option, without its dashes. */
export function flagName(option: string): string {
  return givenName(option).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const schema = z.strictObject(shape).partial();

/** Something wrong with the options, at its place: `['map', 2]`. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Checks all of it and names every problem. */
export function checkOptions(raw: unknown): { readonly options: Options; readonly problems: readonly Problem[] } {
  const result = schema.safeParse(raw);
  if (result.success) return { options: result.data as Options, problems: [] };
  return { options: {}, problems: result.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ path: [...issue.path, name], message: unknownOption(name) }));
  }
  return [{ path: issue.path, message: issue.message }];
}

function unknownOption(name: string): string {
  const [alike] = nearNames(OPTION_NAMES, name, 2);
  return `is no option${alike === undefined ? '' : `: is ${alike} meant?`}`;
}

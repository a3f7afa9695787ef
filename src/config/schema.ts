import { z } from 'zod';
import { MOST_CONNECTIONS } from './config.ts';
import type { KeyChoice, TableMapping } from './config.ts';
import { commaParts, globs, TEXT, timeZone, whole, words } from './pieces.ts';

/** A list: in a file an array is taken as it stands, one text is split at its commas. */
const list: z.ZodType<readonly string[]> = z.preprocess(
  (value) => (typeof value === 'string' ? commaParts(value) : value),
  globs,
);

const url: z.ZodType<string> = z.string(TEXT).refine((text) => /^[A-Za-z][\w+.-]*:\/\//.test(text), {
  error: 'is not a URL such as postgres://user@host:5432/database',
});

/** `source=target`, split at the first `=`. */
const mapping: z.ZodType<TableMapping> = z.string(TEXT).transform((text, context) => {
  const [source, target] = halves(text);
  if (source !== '' && target !== null && target !== '') return { source, target };
  context.issues.push({ code: 'custom', message: 'has to be written as table=table', input: text });
  return z.NEVER;
});

/** `column,column` for all tables or `table=column,column`. */
const keyChoice: z.ZodType<KeyChoice> = z.string(TEXT).transform((text, context) => {
  const [first, second] = halves(text);
  const choice = { table: second === null ? null : first, columns: commaParts(second ?? first) };
  if (choice.table !== '' && choice.columns.every((column) => column !== '')) return choice;
  context.issues.push({
    code: 'custom',
    message: 'has to be written as column,column or table=column,column',
    input: text,
  });
  return z.NEVER;
});

function halves(text: string): [string, string | null] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), null] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** In a file `{ orders: sales_orders }` or a list of `orders=sales_orders`. */
const map: z.ZodType<readonly TableMapping[]> = listOrMapping(mapping, z.record(words, words).transform(mappings));

function mappings(of: Readonly<Record<string, string>>): TableMapping[] {
  return Object.entries(of).map(([source, target]) => ({ source, target }));
}

/** In a file `{ orders: [id, line], '*': code }`, or `orders=id,line`, or a list of those. */
const key: z.ZodType<readonly KeyChoice[]> = listOrMapping(keyChoice, z.record(words, columnNames()).transform(keys));

function columnNames(): z.ZodType<readonly string[]> {
  return z.preprocess((value) => (typeof value === 'string' ? commaParts(value) : value), z.array(words).min(1));
}

function keys(of: Readonly<Record<string, readonly string[]>>): KeyChoice[] {
  return Object.entries(of).map(([table, columns]) => ({ table: table === '*' ? null : table, columns }));
}

/** Decided by what was written, and not by what fits: so that a problem is told at its own place. */
function listOrMapping<T>(item: z.ZodType<T>, mapping: z.ZodType<readonly T[]>): z.ZodType<readonly T[]> {
  const list = z.array(item, { error: 'has to be a list or a mapping' });
  return z.unknown().transform((value, context) => {
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    const result = (isMapping ? mapping : list).safeParse(typeof value === 'string' ? [value] : value);
    if (result.success) return result.data;
    context.issues.push(
      ...result.error.issues.map((issue) => ({
        code: 'custom' as const,
        path: issue.path,
        message: issue.message,
        input: value,
      })),
    );
    return z.NEVER;
  });
}

/**
 * What was said in a config file or by flags, checked; what was not said is absent. The names are those of the file;
 * a flag has the same name in kebab-case.
 */
export interface Options {
  readonly source?: string;
  readonly target?: string;
  readonly schemas?: readonly string[];
  readonly tables?: readonly string[];
  readonly exclude?: readonly string[];
  readonly map?: readonly TableMapping[];
  readonly key?: readonly KeyChoice[];
  readonly columns?: readonly string[];
  readonly ignoreColumns?: readonly string[];
  readonly where?: string;
  readonly sourceTimeZone?: string;
  readonly targetTimeZone?: string;
  readonly strategy?: 'auto' | 'pushdown' | 'stream';
  readonly chunkRows?: number;
  readonly concurrency?: number;
  readonly maxDifferences?: number;
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
  key,
  columns: list,
  ignoreColumns: list,
  where: words,
  sourceTimeZone: timeZone,
  targetTimeZone: timeZone,
  strategy: z.enum(['auto', 'pushdown', 'stream'], { error: 'has to be auto, pushdown or stream' }),
  chunkRows: whole(1, Number.MAX_SAFE_INTEGER),
  concurrency: whole(1, MOST_CONNECTIONS),
  maxDifferences: whole(0, Number.MAX_SAFE_INTEGER),
  format: z.enum(['text', 'json'], { error: 'has to be text or json' }),
  output: words,
};

/** The names that an option can have. */
export const OPTION_NAMES: readonly string[] = Object.keys(shape);

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
  const alike = OPTION_NAMES.find((known) => editDistance(plain(known), plain(name)) <= 2);
  return `is no option${alike === undefined ? '' : `: is ${alike} meant?`}`;
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z]/g, '').toLowerCase();
}

/** How many letters have to be added, taken away or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

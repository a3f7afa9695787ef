import { CrosstallyError } from '../errors.ts';
import { completeConfig } from './config.ts';
import type { Config } from './config.ts';
import type { Environment, Said } from './file.ts';
import { checkOptions, flagName } from './schema.ts';
import type { Options } from './schema.ts';

/** All that a command needs to know. */
export interface Settings {
  readonly config: Config;
  /** URLs; may hold passwords. */
  readonly source: string;
  readonly target: string;
  readonly format: 'text' | 'json';
  readonly output: string | null;
  /** How many differences are listed was said and not taken by default. */
  readonly maxDifferencesGiven: boolean;
}

export interface Input {
  /** By the names of the config file, as the command line has them: texts, numbers or lists; absent when not given. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly configFile: string | null;
  readonly environment: Environment;
  /** Whose help says more: `schema`; `verify` when it is not given. */
  readonly command?: string | undefined;
}

/**
 * Joins file, environment and flags; a flag wins over the file.
 *
 * @throws CrosstallyError `CONFIG_INVALID` that lists every problem.
 */
export async function loadSettings(input: Input): Promise<Settings> {
  const file = input.configFile === null ? NOTHING : await readFile(input.configFile, input.environment);
  const flags = checkFlags(input.flags);
  const options = { ...file.options, ...flags.options };
  const broken = file.problems.length + flags.problems.length > 0;
  const problems = [...file.problems, ...flags.problems, ...(broken ? [] : sidesMissing(options))];
  if (problems.length > 0) throw invalid(problems, input.command ?? 'verify');
  return frozen(settings(options));
}

const NOTHING: Said = { options: {}, problems: [] };

/** The YAML parser is loaded when there is something to parse: it takes a tenth of a second. */
async function readFile(path: string, environment: Environment): Promise<Said> {
  const { readConfigFile } = await import('./file.ts');
  return readConfigFile(path, environment);
}

/** Options given by flags. A list flag can be repeated, and each one can hold several parts. */
export function checkFlags(flags: Readonly<Record<string, unknown>>): Said {
  const [once, twice] = [new Map<string, unknown>(), [] as string[]];
  for (const [name, value] of Object.entries(flags)) {
    if (Array.isArray(value) && !LISTS.has(name) && !PAIRS.has(name))
      twice.push(`${flagAt([name])} is given more than once`);
    else once.set(name, LISTS.has(name) ? joinedList(value) : value);
  }
  const { options, problems } = checkOptions(Object.fromEntries(once));
  return { options, problems: [...twice, ...problems.map(({ path, message }) => `${flagAt(path)} ${message}`)] };
}

/** Flags whose values are patterns: `a,b` is two. */
const LISTS: ReadonlySet<string> = new Set([
  'schemas',
  'tables',
  'exclude',
  'columns',
  'ignoreColumns',
  'trim',
  'foldCase',
  'schemaIgnore',
]);

/** Flags that can be repeated and are not split. */
const PAIRS: ReadonlySet<string> = new Set([
  'map',
  'mapColumns',
  'key',
  'rules',
  'floatTolerance',
  'timeTolerance',
  'asNull',
  'where',
  'sourceWhere',
  'targetWhere',
  'wouldHold',
]);

function joinedList(value: unknown): unknown {
  return Array.isArray(value) ? value.join(',') : value;
}

function flagAt(path: readonly PropertyKey[]): string {
  const name = String(path[0]);
  return name === 'source' || name === 'target' ? `<${name}>` : `--${flagName(name)}`;
}

function sidesMissing(options: Options): string[] {
  return (['source', 'target'] as const)
    .filter((side) => options[side] === undefined)
    .map((side) => `no ${side}: give its URL, or name it in the config file`);
}

function invalid(problems: readonly string[], command: string): CrosstallyError {
  const [first = ''] = problems;
  const message =
    problems.length === 1
      ? first
      : `${String(problems.length)} problems\n${problems.map((text) => `  ${text}`).join('\n')}`;
  return new CrosstallyError('CONFIG_INVALID', message, {
    hint: `crosstally ${command} --help lists what can be said`,
  });
}

function settings(options: Options): Settings {
  return {
    config: configOf(options),
    source: options.source ?? '',
    target: options.target ?? '',
    format: options.format ?? 'text',
    output: options.output ?? null,
    maxDifferencesGiven: options.maxDifferences !== undefined,
  };
}

/** Options that have other names in the library, or are one for each side there; the others go as they are. */
function configOf(options: Options): Config {
  const { key, sourceWhere = null, targetWhere = null, sourceTimeZone = null, targetTimeZone = null } = options;
  return completeConfig({
    ...options,
    ...(key === undefined ? {} : { keys: key }),
    sideWhere: { source: sourceWhere, target: targetWhere },
    timeZones: { source: sourceTimeZone, target: targetTimeZone },
  });
}

/** Nobody downstream can change what was asked for. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

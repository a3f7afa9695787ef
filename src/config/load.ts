import { CrosstallyError } from '../errors.ts';
import { DEFAULTS } from './config.ts';
import type { Config } from './config.ts';
import type { Environment, FileSaid } from './file.ts';
import { checkFlags, flagText } from './flags.ts';
import { variableName } from './options.ts';
import type { OptionName, Said } from './options.ts';
import { idleWords, joinedProblems } from './together.ts';
import { checkVariables } from './variables.ts';

/** All that a command needs to know. */
export interface Settings {
  readonly config: Config;
  /** What was said, without the defaults. */
  readonly said: Said;
  /** URLs; may hold passwords. */
  readonly source: string;
  readonly target: string;
  /** Where an option was said that no flag says otherwise: `crosstally.yaml:7`, `CROSSTALLY_WHERE`. */
  readonly places: Places;
  /** The name of the pair of sides, where the file has several. */
  readonly pair: string | null;
  /** What was said and has no effect, a sentence each. */
  readonly idle: readonly string[];
}

export type Places = Readonly<Partial<Record<OptionName, string>>>;

export interface Input {
  /** By the names of the config file, as the command line has them: texts, lists or true; absent when not given. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly configFile: string | null;
  readonly environment: Environment;
  /** Of the pairs that the file has only these; all when absent. */
  readonly pairs?: readonly string[] | undefined;
  /** Whose help says more: `schema`; `verify` when it is not given. */
  readonly command?: string | undefined;
}

/**
 * Joins flags, environment and file: a flag wins over a variable, a variable over the file, and in the file a pair over
 * what stands above all pairs.
 *
 * @returns those of one pair of sides, or of each that the file has, in its order.
 * @throws CrosstallyError `CONFIG_INVALID` that lists every problem.
 */
export async function loadSettings(input: Input): Promise<readonly [Settings, ...Settings[]]> {
  const file = input.configFile === null ? NOTHING : await readFile(input.configFile, input.environment);
  const [flags, variables] = [checkFlags(input.flags), checkVariables(input.environment)];
  const given: Given = { file, variables: variables.said, flags: flags.said };
  const broken = [...file.problems, ...variables.problems, ...flags.problems];
  if (broken.length > 0) throw invalid(broken, input);
  const pairs = chosenPairs(given, input);
  const [first, ...rest] = pairs.map((pair) => settingsOf(pair, given, input));
  if (first === undefined) throw invalid(['there is no pair'], input);
  const problems = [first, ...rest].flatMap(({ problems }) => problems);
  if (problems.length > 0) throw invalid([...new Set(problems)], input);
  return [frozen(first.settings), ...rest.map(({ settings }) => frozen(settings))];
}

interface Given {
  readonly file: FileSaid;
  readonly variables: Said;
  readonly flags: Said;
}

/** The names of the pairs that are asked for; null for the sides that stand outside of pairs. */
function chosenPairs({ file, variables, flags }: Given, input: Input): readonly (string | null)[] {
  const { pairs: asked } = input;
  const known = Object.keys(file.pairs ?? {});
  if (file.pairs === undefined) {
    if (asked !== undefined) throw invalid(['--pair is for a config file with pairs'], input);
    return [null];
  }
  const sides = (['source', 'target'] as const).filter((side) => (flags[side] ?? variables[side]) !== undefined);
  if (sides.length > 0) {
    throw invalid(
      [`the config file has pairs, and ${sides.join(' and ')} given besides: leave one of them out`],
      input,
    );
  }
  const unknown = (asked ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw invalid([`--pair ${unknown.join(', ')}: there are ${known.join(', ')}`], input);
  const chosen = known.filter((name) => asked?.includes(name) ?? true);
  const shared = SHARED.filter(
    (name) => chosen.length > 1 && { ...file.said, ...variables, ...flags }[name] !== undefined,
  );
  if (shared.length === 0) return chosen;
  throw invalid([`${shared.join(' and ')} would be the same file for all pairs: name one in each pair`], input);
}

/** Files that belong to one pair of sides. */
const SHARED = ['checkpoint', 'ledger', 'fixes'] as const satisfies readonly OptionName[];
/** What is said of the answer as a whole. */
const OF_ALL = ['format', 'output', 'quiet', 'debug'] as const satisfies readonly OptionName[];

interface Loaded {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

function settingsOf(pair: string | null, { file, variables, flags }: Given, { command = 'verify' }: Input): Loaded {
  const own = pair === null ? NOTHING : (file.pairs?.[pair] ?? NOTHING);
  const all: Said = { ...file.said, ...own.said, ...variables, ...flags };
  const fromVariables = Object.keys(variables).map((name) => [name, variableName(name as OptionName)]);
  const said = { ...file.lines, ...own.lines, ...(Object.fromEntries(fromVariables) as Places) };
  const places: Places = Object.fromEntries(Object.entries(said).filter(([name]) => !Object.hasOwn(flags, name)));
  const call = calledIn(places);
  const misplaced = OF_ALL.filter((name) => pair !== null && own.said[name] !== undefined).map(
    (name) => `${own.lines[name] ?? ''}: ${name} is for all pairs: it stands above them`,
  );
  const problems = [...misplaced, ...sidesMissing(all, pair, command), ...joinedProblems(all, call)];
  const { source = '', target = '', ...options } = all;
  const config = { ...DEFAULTS, ...options };
  return {
    settings: { config, said: options, source, target, places, pair, idle: idleWords(all, call, command) },
    problems,
  };
}

/** What an option is called where it was said. */
export function calledIn(places: Places): (name: OptionName) => string {
  return (name) => {
    const place = places[name];
    if (place === undefined) return flagText(name);
    return place === variableName(name) ? place : `${place}: ${name}`;
  };
}

const NOTHING: FileSaid = { said: {}, problems: [], lines: {} };

/** The YAML parser is loaded when there is something to parse: it takes a tenth of a second. */
async function readFile(path: string, environment: Environment): Promise<FileSaid> {
  const { readConfigFile } = await import('./file.ts');
  return readConfigFile(path, environment);
}

function sidesMissing(said: Said, pair: string | null, command: string): string[] {
  const sides: readonly ('source' | 'target')[] = command === 'fingerprint' ? ['source'] : ['source', 'target'];
  return sides
    .filter((side) => said[side] === undefined)
    .map((side) => `no ${side}${pair === null ? '' : ` of pair ${pair}`}: give its URL, or name it in the config file`);
}

function invalid(problems: readonly string[], { command = 'verify' }: Input): CrosstallyError {
  return new CrosstallyError('CONFIG_INVALID', listed(problems), {
    hint: `crosstally ${command} --help lists what can be said`,
  });
}

/** One problem as it is, several in a list. */
export function listed(problems: readonly string[]): string {
  if (problems.length === 1) return problems[0] ?? '';
  return `${String(problems.length)} problems\n${problems.map((text) => `  ${text}`).join('\n')}`;
}

/** Nobody downstream can change what was asked for. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

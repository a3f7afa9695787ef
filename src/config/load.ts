import { CrosstallyError } from '../errors.ts';
import { DEFAULTS } from './config.ts';
import type { Config } from './config.ts';
import type { Environment, FileSaid } from './file.ts';
import { checkFlags, flagText } from './flags.ts';
import type { OptionName, Said } from './options.ts';
import { idleWords, joinedProblems } from './together.ts';

/** All that a command needs to know. */
export interface Settings {
  readonly config: Config;
  /** What was said, without the defaults. */
  readonly said: Said;
  /** URLs; may hold passwords. */
  readonly source: string;
  readonly target: string;
  /** Where a file says an option that no flag says otherwise: `crosstally.yaml:7`. */
  readonly places: Places;
  /** What was said and has no effect, a sentence each. */
  readonly idle: readonly string[];
}

export type Places = Readonly<Partial<Record<OptionName, string>>>;

export interface Input {
  /** By the names of the config file, as the command line has them: texts, lists or true; absent when not given. */
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
  const said = { ...file.said, ...flags.said };
  const places = placesOf(file, flags.said);
  const broken = file.problems.length + flags.problems.length > 0;
  const together = broken ? [] : [...sidesMissing(said, input.command), ...joinedProblems(said, calledIn(places))];
  const problems = [...file.problems, ...flags.problems, ...together];
  if (problems.length > 0) throw invalid(problems, input.command ?? 'verify');
  const idle = idleWords(said, calledIn(places), input.command ?? 'verify');
  const { source = '', target = '', ...options } = said;
  return frozen({ config: { ...DEFAULTS, ...options }, said: options, source, target, places, idle });
}

function placesOf(file: FileSaid, flags: Said): Places {
  return Object.fromEntries(Object.entries(file.lines).filter(([name]) => !Object.hasOwn(flags, name)));
}

/** What an option is called where it was said. */
export function calledIn(places: Places): (name: OptionName) => string {
  return (name) => {
    const place = places[name];
    return place === undefined ? flagText(name) : `${place}: ${name}`;
  };
}

const NOTHING: FileSaid = { said: {}, problems: [], lines: {} };

/** The YAML parser is loaded when there is something to parse: it takes a tenth of a second. */
async function readFile(path: string, environment: Environment): Promise<FileSaid> {
  const { readConfigFile } = await import('./file.ts');
  return readConfigFile(path, environment);
}

function sidesMissing(said: Said, command: string | undefined): string[] {
  const sides: readonly ('source' | 'target')[] = command === 'fingerprint' ? ['source'] : ['source', 'target'];
  return sides
    .filter((side) => said[side] === undefined)
    .map((side) => `no ${side}: give its URL, or name it in the config file`);
}

function invalid(problems: readonly string[], command: string): CrosstallyError {
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

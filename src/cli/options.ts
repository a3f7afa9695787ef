import type { Options } from 'yargs';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/load.ts';
import { findConfigFile } from '../config/lookup.ts';
import { GROUPS } from '../config/option.ts';
import type { CommandName, Option } from '../config/option.ts';
import { flagName, optionOf, optionsOf, shown } from '../config/options.ts';
import type { OptionName } from '../config/options.ts';
import { commaParts } from '../config/pieces.ts';
import { CONFIG_VARIABLE } from '../config/variables.ts';
import { CrosstallyError } from '../errors.ts';
import { printable } from '../report/printable.ts';
import type { Given, Io, Output } from './command.ts';
import { jsonLines } from './log.ts';

/** What the two sides are, for the help of all commands that compare. */
export const SIDES_HELP: readonly string[] = [
  'A side is a URL: postgres://user@host:5432/database or mysql://user@host:3306/database (mariadb:// too).',
  'Passwords are taken from PGPASSWORD and MYSQL_PWD when the URL has none.',
  'Lists can be repeated, or have commas: --tables orders --tables "c*,p*"',
];

const CONFIG: Options = {
  type: 'string',
  requiresArg: true,
  describe:
    'YAML file with the same options in camel case, and source and target [crosstally.yaml, where there is one]',
  group: `${GROUPS.what}:`,
};

const NO_CONFIG: Options = {
  type: 'boolean',
  describe: 'take no crosstally.yaml of this folder',
  group: `${GROUPS.what}:`,
};

const PAIR: Options = {
  type: 'string',
  requiresArg: true,
  describe: 'of the pairs in the config file only these, by name',
  group: `${GROUPS.what}:`,
};

/** The flags that a command takes. Values are checked by src/config, all at once, and not by yargs one by one. */
export function flagsOf(command: CommandName): Readonly<Record<string, Options>> {
  const flags = [...optionsOf(command), ...toleratedBy(command)].flatMap((name) => {
    const flag = flagName(name);
    return flag === null ? [] : [[flag, { ...yargsOption(name), hidden: !optionsOf(command).includes(name) }] as const];
  });
  return { config: CONFIG, 'no-config': NO_CONFIG, pair: PAIR, ...Object.fromEntries(flags) };
}

/** What has no effect on a command and is taken all the same: `plan` stands in for `verify` in a line of a script. */
function toleratedBy(command: CommandName): readonly OptionName[] {
  if (command !== 'plan') return [];
  return optionsOf('verify').filter((name) => !optionsOf(command).includes(name));
}

function yargsOption(name: OptionName): Options {
  const option = optionOf(name);
  const value: Options = option.kind.flag === 'switch' ? { type: 'boolean' } : { type: 'string', requiresArg: true };
  return {
    ...value,
    describe: helpOf(name, option),
    ...(option.letter === undefined ? {} : { alias: option.letter }),
    group: `${GROUPS[option.group]}:`,
  };
}

/** Its line, with what holds without it. */
function helpOf(name: OptionName, { help, without, fallback, kind: { flag } }: Option<unknown>): string {
  const nothing = flag === 'switch' || Array.isArray(fallback);
  const held = without ?? (nothing || fallback == null ? undefined : shown(name, fallback));
  return held === undefined ? (help ?? '') : `${help ?? ''} [${held}]`;
}

/** Settings from what the command line gave, its config file and the environment: of each pair of sides. */
export async function settingsOf(
  command: CommandName,
  given: Given,
  io: Io,
): Promise<readonly [Settings, ...Settings[]]> {
  const flags = [...optionsOf(command), ...toleratedBy(command)].map((name) => [name, valueOf(name, given)] as const);
  const named = namedConfig(given, io);
  const found = named === null && given['no-config'] !== true ? await findConfigFile() : null;
  const pair = given['pair'];
  const all = await loadSettings({
    command,
    flags: Object.fromEntries(flags.filter(([, value]) => value !== undefined)),
    configFile: named ?? found,
    environment: io.env,
    pairs: pair === undefined ? undefined : [pair].flat().map(String).flatMap(commaParts),
  });
  if (found !== null && !all[0].config.quiet) {
    const stderr = all[0].config.log === 'json' ? jsonLines(io.stderr) : io.stderr;
    stderr.write(`crosstally: options are taken from ${found}; --no-config leaves it alone\n`);
  }
  return all;
}

/**
 * The same for a command that is about one pair of sides.
 *
 * @throws CrosstallyError `CONFIG_INVALID` where the file has several and nobody chose.
 */
export async function onlySettingsOf(command: CommandName, given: Given, io: Io): Promise<Settings> {
  const [only, ...others] = await settingsOf(command, given, io);
  if (others.length === 0) {
    tellIdle(only, io.stderr);
    return only;
  }
  const hint = `there are ${[only, ...others].map(({ pair }) => pair ?? '').join(', ')}`;
  throw new CrosstallyError('CONFIG_INVALID', `${command} takes one pair of the config file: name it with --pair`, {
    hint,
  });
}

/** What was said and has no effect. */
export function tellIdle({ config, idle }: Settings, stderr: Output): void {
  if (!config.quiet) for (const words of idle) stderr.write(`crosstally: ${printable(words)}\n`);
}

function namedConfig(given: Given, io: Io): string | null {
  const configFile = given['config'];
  if (Array.isArray(configFile)) {
    const hint = 'put both into one file: a flag wins over what a file says';
    throw new CrosstallyError('CONFIG_INVALID', '--config is given more than once', { hint });
  }
  if (typeof configFile === 'string') return configFile;
  const variable = io.env[CONFIG_VARIABLE] ?? '';
  return variable === '' || given['no-config'] === true ? null : variable;
}

/** An option's value under the name that its flag has. */
function valueOf(name: OptionName, given: Given): unknown {
  return given[flagName(name) ?? name];
}

import type { Options } from 'yargs';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/load.ts';
import { GROUPS } from '../config/option.ts';
import type { CommandName, Option } from '../config/option.ts';
import { flagName, optionOf, optionsOf, shown } from '../config/options.ts';
import type { OptionName } from '../config/options.ts';
import { CrosstallyError } from '../errors.ts';
import type { Given, Io } from './command.ts';

/** What the two sides are, for the help of all commands that compare. */
export const SIDES_HELP: readonly string[] = [
  'A side is a URL: postgres://user@host:5432/database or mysql://user@host:3306/database (mariadb:// too).',
  'Passwords are taken from PGPASSWORD and MYSQL_PWD when the URL has none.',
  'Lists can be repeated, or have commas: --tables orders --tables "c*,p*"',
];

const CONFIG: Options = {
  type: 'string',
  requiresArg: true,
  describe: 'YAML file with the same options in camel case, and source and target',
  group: `${GROUPS.what}:`,
};

/** The flags that a command takes. Values are checked by src/config, all at once, and not by yargs one by one. */
export function flagsOf(command: CommandName): Readonly<Record<string, Options>> {
  const flags = [...optionsOf(command), ...toleratedBy(command)].flatMap((name) => {
    const flag = flagName(name);
    return flag === null ? [] : [[flag, { ...yargsOption(name), hidden: !optionsOf(command).includes(name) }] as const];
  });
  return { config: CONFIG, ...Object.fromEntries(flags) };
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

/** Settings from what the command line gave, its config file and the environment. */
export function settingsOf(command: CommandName, given: Given, io: Io): Promise<Settings> {
  const flags = [...optionsOf(command), ...toleratedBy(command)].map((name) => [name, valueOf(name, given)] as const);
  const configFile = given['config'];
  if (Array.isArray(configFile)) {
    const hint = 'put both into one file: a flag wins over what a file says';
    throw new CrosstallyError('CONFIG_INVALID', '--config is given more than once', { hint });
  }
  return loadSettings({
    command,
    flags: Object.fromEntries(flags.filter(([, value]) => value !== undefined)),
    configFile: typeof configFile === 'string' ? configFile : null,
    environment: io.env,
  });
}

/** An option's value under the name that its flag has. */
function valueOf(name: OptionName, given: Given): unknown {
  return given[flagName(name) ?? name];
}

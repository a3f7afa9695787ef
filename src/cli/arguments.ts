import yargs from 'yargs';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Command, Given } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { withoutPasswords } from './print.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }
  | { readonly kind: 'say'; readonly text: string };

/**
 * Reads a command line and runs nothing.
 *
 * @param width columns for what it says itself
 * @throws CrosstallyError `CONFIG_INVALID` for what it does not know.
 */
export async function readArguments(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
  width = 100,
): Promise<Request> {
  const help = helpOf(argv, commands, width);
  if (help !== null) return { kind: 'say', text: help };
  const read: { asked: Request | null; said: string } = { asked: null, said: '' };
  const parser = commands.reduce(
    (parser, command) =>
      parser.command(
        command.usage,
        command.summary,
        (built) => built.strict().options(command.options),
        (given) => {
          read.asked = { kind: 'run', command, given };
        },
      ),
    emptyParser(version),
  );
  await parser.parseAsync([...argv], {}, (error, _given, output) => {
    if (error instanceof Error) throw usageError(error, argv, commands);
    read.said = output;
  });
  return read.said === '' && read.asked !== null ? read.asked : { kind: 'say', text: `${read.said}\n` };
}

/** What is printed for `help`, `help verify`, `verify --help` and their like; null when nobody asks. */
function helpOf(argv: readonly string[], commands: readonly Command[], width: number): string | null {
  const [first, second] = argv;
  const asks = first === 'help' || argv.includes('--help') || argv.includes('-h');
  if (!asks) return null;
  const name = first === 'help' ? second : first;
  if (name === undefined || name.startsWith('-')) return generalHelp(commands, width);
  const command = commands.find((one) => nameOf(one) === name);
  if (command !== undefined) return commandHelp(command, width);
  throw notUnderstood([name], argv, commands);
}

function nameOf({ usage }: Command): string {
  return usage.split(' ')[0] ?? '';
}

function emptyParser(version: string): ReturnType<typeof yargs> {
  return yargs()
    .scriptName('crosstally')
    .option('debug', { type: 'boolean', global: true })
    .version('version', version)
    .help(false)
    .alias({ v: 'version' })
    .strictCommands()
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .locale('en')
    .exitProcess(false)
    .parserConfiguration({
      // --no-schema is an option of its own beside --schema, not its negation.
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    });
}

/** What yargs does not understand, as it was written. It may be a URL: without its password. */
function usageError(error: Error, argv: readonly string[], commands: readonly Command[]): CrosstallyError {
  const [, names] = /^Unknown (?:arguments?|commands?): (.*)$/.exec(error.message) ?? [];
  const unknown = names === undefined ? [] : asWritten(names.split(', '), argv);
  if (unknown.length > 0) return notUnderstood(unknown, argv, commands);
  const [, unfinished] = /^Not enough arguments following: (.*)$/.exec(error.message) ?? [];
  const plain =
    error.message.trim() === 'name a command' ? `name a command: ${listed(commands)}` : error.message.trim();
  return invalid(unfinished === undefined ? plain : `--${unfinished} needs a value`, argv, commands);
}

/** `verify, schema, plan or demo` */
function listed(commands: readonly Command[]): string {
  const names = commands.map(nameOf);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function notUnderstood(
  words: readonly string[],
  argv: readonly string[],
  commands: readonly Command[],
): CrosstallyError {
  return invalid(`not understood: ${words.map((word) => word + meant(word, commands)).join(', ')}`, argv, commands);
}

function invalid(message: string, argv: readonly string[], commands: readonly Command[]): CrosstallyError {
  const command = argv.find((word) => commands.some((one) => nameOf(one) === word));
  const options = `crosstally ${command ?? 'help COMMAND'}${command === undefined ? '' : ' --help'} the options`;
  return new CrosstallyError('CONFIG_INVALID', withoutPasswords(message), {
    hint: `crosstally --help lists the commands, ${options}`,
  });
}

/** `: is --tables meant?`; of a word where a side would stand, that there are two. */
function meant(word: string, commands: readonly Command[]): string {
  if (word.includes('://')) return ': two URLs are compared, a source and a target';
  const [name = ''] = word.split('=');
  const flags = commands.flatMap(({ options }) => Object.keys(options).map((flag) => `--${flag}`));
  const near = didYouMean(word.startsWith('-') ? flags : commands.map(nameOf), name);
  return near === null ? '' : `: ${near}`;
}

/** yargs tells names without dashes, and in camel case once more. */
function asWritten(names: readonly string[], argv: readonly string[]): string[] {
  const told = argv.filter(
    (word) => names.includes(word.replace(/^--?/, '').replace(/=.*$/s, '')) || names.includes(word),
  );
  return [...new Set(told)];
}

import yargs from 'yargs';
import { CrosstallyError } from '../errors.ts';
import { nearNames } from '../model/near-names.ts';
import type { Command, Given } from './command.ts';
import { withoutPasswords } from './print.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }
  | { readonly kind: 'say'; readonly text: string };

/** yargs says of every option that it is a string: not what anybody looks for. */
const TYPE_NOTES = / +\[(?:string|boolean)\]$/gm;

const EPILOGUE = 'Exit code: 0 match · 1 mismatch · 2 could not tell (an error, interrupted, something not compared)';

/**
 * Reads a command line and runs nothing.
 *
 * @throws CrosstallyError `CONFIG_INVALID` for what it does not know.
 */
export async function readArguments(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
): Promise<Request> {
  const read: { asked: Request | null; said: string } = { asked: null, said: '' };
  const parser = commands.reduce(
    (parser, command) =>
      parser.command(
        command.usage,
        command.summary,
        (built) => withCommand(built, command),
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
  return read.said === '' && read.asked !== null
    ? read.asked
    : { kind: 'say', text: `${read.said.replace(TYPE_NOTES, '')}\n` };
}

function emptyParser(version: string): ReturnType<typeof yargs> {
  return yargs()
    .scriptName('crosstally')
    .usage('crosstally proves that a database migration arrived whole.')
    .option('debug', { type: 'boolean', describe: 'with an error print its stack trace', global: true })
    .version('version', 'print the version', version)
    .help('help', 'print this')
    .alias({ h: 'help', v: 'version' })
    .strictCommands()
    .demandCommand(1, 'name a command: verify, schema, plan or demo')
    .recommendCommands()
    .wrap(100)
    .locale('en')
    .epilogue(EPILOGUE)
    .exitProcess(false)
    .parserConfiguration({
      // --no-schema is an option of its own beside --schema, not its negation.
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    });
}

function withCommand(parser: ReturnType<typeof yargs>, command: Command): ReturnType<typeof yargs> {
  const about = [`crosstally ${command.usage}`, command.summary, (command.about ?? []).join('\n')].join('\n\n').trim();
  const known = parser.usage(about).strict().options(command.options);
  return command.examples.reduce((all, [line, purpose]) => all.example(line, purpose), known);
}

/** What yargs does not understand, as it was written. It may be a URL: without its password. */
function usageError(error: Error, argv: readonly string[], commands: readonly Command[]): CrosstallyError {
  const [, names] = /^Unknown (?:arguments?|commands?): (.*)$/.exec(error.message) ?? [];
  const unknown = names === undefined ? [] : asWritten(names.split(', '), argv);
  const [, unfinished] = /^Not enough arguments following: (.*)$/.exec(error.message) ?? [];
  const plain = unfinished === undefined ? error.message.trim() : `--${unfinished} needs a value`;
  const message =
    unknown.length === 0 ? plain : `not understood: ${unknown.map((word) => word + meant(word, commands)).join(', ')}`;
  return new CrosstallyError('CONFIG_INVALID', withoutPasswords(message), {
    hint: `crosstally --help lists the commands, crosstally ${commandOf(argv)} --help the options`,
  });
}

/** `: is --tables meant?` */
function meant(word: string, commands: readonly Command[]): string {
  const [name = ''] = word.split('=');
  const flags = commands.flatMap(({ options }) => Object.keys(options).map((flag) => `--${flag}`));
  const known = word.startsWith('-') ? flags : commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  const [alike] = word.includes('://') ? [] : nearNames([...new Set(known)], name, 2);
  return alike === undefined ? '' : `: is ${alike} meant?`;
}

/** The command whose options are not understood. */
function commandOf(argv: readonly string[]): string {
  return argv.find((word) => ['verify', 'schema', 'plan'].includes(word)) ?? 'verify';
}

/** yargs tells names without dashes, and in camel case once more. */
function asWritten(names: readonly string[], argv: readonly string[]): string[] {
  const told = argv.filter(
    (word) => names.includes(word.replace(/^--?/, '').replace(/=.*$/s, '')) || names.includes(word),
  );
  return [...new Set(told)];
}

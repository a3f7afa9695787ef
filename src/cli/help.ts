/** What `--help` prints: from the commands and the table of options, on as many columns as there are. */
import type { Options } from 'yargs';
import { aligned, widthOf, wrapped } from '../report/text/layout.ts';
import type { Command } from './command.ts';

const EPILOGUE = 'Exit code: 0 match · 1 mismatch · 2 could not tell (an error, interrupted, something not compared)';
const TITLE = 'crosstally proves that a database migration arrived whole.';

/** What every command takes, besides its own options. */
const ALWAYS: Readonly<Record<string, Options>> = {
  help: { alias: 'h', describe: 'print this', group: 'Options:' },
  version: { alias: 'v', describe: 'print the version', group: 'Options:' },
};

/** Of all commands. */
export function generalHelp(commands: readonly Command[], width: number): string {
  const rows = commands.map(({ usage, summary }) => [`crosstally ${usage}`, summary]);
  return text([
    TITLE,
    '',
    'Commands:',
    ...described(rows, width),
    '',
    ...optionLines(ALWAYS, width),
    '',
    ...wrapped('crosstally help COMMAND prints the options of one.', width),
    '',
    ...wrapped(EPILOGUE, width),
  ]);
}

/** Of one command: only what it takes. */
export function commandHelp({ usage, summary, about = [], options, examples }: Command, width: number): string {
  const groups = new Set(Object.values(options).flatMap(({ group, hidden }) => (hidden === true ? [] : [group ?? ''])));
  return text([
    `crosstally ${usage}`,
    '',
    ...wrapped(summary, width),
    ...(about.length === 0 ? [] : ['', ...about.flatMap((line) => wrapped(line, width, '  '))]),
    ...[...groups].flatMap((group) => ['', group, ...optionLines(ofGroup(options, group), width)]),
    '',
    'Options:',
    ...optionLines(ALWAYS, width),
    ...(examples.length === 0 ? [] : ['', 'Examples:', ...examples.flatMap((one) => exampleLines(one, width))]),
    '',
    ...wrapped(EPILOGUE, width),
  ]);
}

function ofGroup(options: Command['options'], group: string): Command['options'] {
  return Object.fromEntries(Object.entries(options).filter(([, one]) => one.hidden !== true && one.group === group));
}

function optionLines(options: Command['options'], width: number): string[] {
  return described(
    Object.entries(options).map(([name, { alias, describe }]) => [
      `${typeof alias === 'string' ? `-${alias}, ` : '    '}--${name}`,
      describe ?? '',
    ]),
    width,
  );
}

/** A command line cannot be wrapped where somebody is to copy it: what it is for stands above. */
function exampleLines([line, purpose]: readonly [string, string], width: number): string[] {
  return [...wrapped(`# ${purpose}`, width, '  # ', '  '), `  ${line}`];
}

/** A name and what it means, which goes on below itself. */
function described(rows: readonly (readonly string[])[], width: number): string[] {
  const names = aligned(
    rows.map(([name = '']) => [name, '|']),
    ['left', 'left'],
  ).map((line) => line.slice(0, -1));
  const indent = widthOf(names[0] ?? '');
  // Too little is left of a narrow terminal: then the meaning stands below the name.
  if (width - indent < LEAST) {
    return rows.flatMap(([name = '', meaning = '']) => [`  ${name}`, ...wrapped(meaning, width, '      ', '      ')]);
  }
  return rows.flatMap(([, meaning = ''], i) => wrapped(meaning, width, ' '.repeat(indent), names[i] ?? ''));
}

const LEAST = 30;

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

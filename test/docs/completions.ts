/** Completion for shells, made from the tables of commands and options. */
import { COMMANDS } from '../../src/cli/main.ts';
import { flagName, OPTION_NAMES, optionOf } from '../../src/config/options.ts';
import { path } from '../../src/config/kinds.ts';

const MADE = 'Made from the tables of commands and options by test/docs/completions.ts.';

export interface Flag {
  /** `--format` */
  readonly name: string;
  readonly letter: string | null;
  readonly help: string;
  /** `none`: it stands alone. */
  readonly takes: 'none' | 'file' | 'text' | readonly string[];
  readonly repeats: boolean;
}

export interface Described {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
}

/** Every command with what it takes, help included. */
export function describedCommands(): readonly Described[] {
  return COMMANDS.map(({ usage, summary, options }) => ({
    name: usage.split(' ')[0] ?? '',
    summary,
    flags: [
      ...Object.entries(options).flatMap(([name, { hidden, type, describe = '', alias }]) =>
        hidden === true ? [] : [flagOf(name, type === 'boolean', describe, typeof alias === 'string' ? alias : null)],
      ),
      flagOf('help', true, 'print this', 'h'),
    ],
  }));
}

function flagOf(name: string, alone: boolean, help: string, letter: string | null): Flag {
  const option = OPTION_NAMES.find((one) => flagName(one) === name);
  const kind = option === undefined ? null : optionOf(option).kind;
  const values = kind?.json['enum'];
  const isFile = name === 'config' || kind?.check === path.check;
  const takes = alone ? 'none' : Array.isArray(values) ? (values as string[]) : isFile ? 'file' : 'text';
  return { name: `--${name}`, letter, help, takes, repeats: kind?.flag === 'patterns' || kind?.flag === 'several' };
}

export function bashCompletion(): string {
  const commands = describedCommands();
  const flags = new Map(commands.flatMap((command) => command.flags.map((flag) => [flag.name, flag])));
  const files = [...flags.values()].filter(({ takes }) => takes === 'file').map(({ name }) => name);
  const chosen = [...flags.values()].flatMap(({ name, takes }) => (typeof takes === 'string' ? [] : [{ name, takes }]));
  return [
    `# Completion of crosstally for bash. ${MADE}`,
    '# source "$(npm root --global)/crosstally/completions/crosstally.bash"',
    '_crosstally() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}',
    '  COMPREPLY=()',
    '  case $previous in',
    ...chosen.map(
      ({ name, takes }) => `    ${name}) COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$current")); return ;;`,
    ),
    `    ${files.join(' | ')}) COMPREPLY=($(compgen -f -- "$current")); return ;;`,
    '  esac',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} help' -- "$current"))`,
    '    return',
    '  fi',
    '  case ${COMP_WORDS[1]} in',
    ...commands.map(
      ({ name, flags }) =>
        `    ${name}) COMPREPLY=($(compgen -W '${flags.map((flag) => flag.name).join(' ')}' -- "$current")) ;;`,
    ),
    `    help) COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$current")) ;;`,
    '  esac',
    '}',
    'complete -o default -F _crosstally crosstally',
    '',
  ].join('\n');
}

/** Inside of single quotes, where nothing but the quote means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function zshCompletion(): string {
  const commands = describedCommands();
  return [
    '#compdef crosstally',
    `# Completion of crosstally for zsh. ${MADE} Put its folder into $fpath.`,
    '_crosstally() {',
    '  local -a commands',
    '  commands=(',
    ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`),
    '  )',
    '  if ((CURRENT == 2)); then',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  case $words[2] in',
    ...commands.flatMap(({ name, flags }) => [
      `    ${name})`,
      '      _arguments \\',
      ...flags.map((flag) => `        ${quoted(zshFlag(flag))} \\`),
      "        '*:side:_urls'",
      '      ;;',
    ]),
    '  esac',
    '}',
    '_crosstally "$@"',
    '',
  ].join('\n');
}

/** `*--tables=[tables of the source, by glob]:value:` */
function zshFlag({ name, help, takes, repeats }: Flag): string {
  const text = help.replace(/[[\]\\]/g, (mark) => `\\${mark}`).replaceAll(':', '\\:');
  const actions = { none: '', file: ':file:_files', text: ':value:' };
  const action = typeof takes === 'string' ? actions[takes] : `:value:(${takes.join(' ')})`;
  return `${repeats ? '*' : ''}${name}${takes === 'none' ? '' : '='}[${text}]${action}`;
}

export function fishCompletion(): string {
  const names = describedCommands()
    .map(({ name }) => name)
    .join(' ');
  return [
    `# Completion of crosstally for fish. ${MADE} Put it into ~/.config/fish/completions.`,
    'complete -c crosstally -f',
    `complete -c crosstally -n '__fish_seen_subcommand_from help' -a ${quoted(names)}`,
    ...describedCommands().flatMap(({ name, summary, flags }) => [
      `complete -c crosstally -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...flags.map((flag) => `complete -c crosstally -n '__fish_seen_subcommand_from ${name}' ${fishFlag(flag)}`),
    ]),
    '',
  ].join('\n');
}

function fishFlag({ name, letter, help, takes }: Flag): string {
  const takesWords = { none: '', file: ' -r -F', text: ' -x' };
  const value = typeof takes === 'string' ? takesWords[takes] : ` -x -a ${quoted(takes.join(' '))}`;
  return `-l ${name.slice(2)}${letter === null ? '' : ` -s ${letter}`}${value} -d ${quoted(help)}`;
}

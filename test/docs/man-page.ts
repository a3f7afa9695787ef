/** `man crosstally`, made from the tables of commands and options. */
import { COMMANDS } from '../../src/cli/main.ts';
import { GROUPS } from '../../src/config/option.ts';
import type { Group } from '../../src/config/option.ts';
import { flagName, OPTION_NAMES, optionOf, shown, variableName } from '../../src/config/options.ts';
import type { OptionName } from '../../src/config/options.ts';
import { optionSentences } from './option-sentences.ts';

const SENTENCES = optionSentences();

export function manPage(version: string): string {
  return [
    '.\\" Made from the tables of commands and options by test/docs/man-page.ts.',
    `.TH CROSSTALLY 1 "" "crosstally ${version}" "User Commands"`,
    '.SH NAME',
    'crosstally \\- proves that a database migration arrived whole',
    '.SH SYNOPSIS',
    ...COMMANDS.flatMap(({ usage }) => ['.B crosstally', roff(usage), '.br']),
    '.SH COMMANDS',
    ...COMMANDS.flatMap(({ usage, summary }) => ['.TP', `.B ${roff(usage.split(' ')[0] ?? '')}`, roff(summary)]),
    '.SH SIDES',
    roff(
      'A side is a URL: postgres://user@host:5432/database, mysql://user@host:3306/database or mariadb://. The source comes first.',
    ),
    roff('Passwords are best left to PGPASSWORD, MYSQL_PWD, ~/.pgpass and ~/.my.cnf.'),
    ...(Object.keys(GROUPS) as Group[]).flatMap(groupSection),
    '.SH ENVIRONMENT',
    roff(
      'Each option has a variable, CROSSTALLY_ and the name of its flag in capitals, such as CROSSTALLY_MAX_LAG. A flag wins over it, and it wins over a config file. CROSSTALLY_CONFIG names the config file.',
    ),
    '.SH FILES',
    '.TP',
    '.B crosstally.yaml',
    roff('is taken from the working directory when no config file is named.'),
    '.SH "EXIT STATUS"',
    ...[
      ['0', 'match: everything was compared, and everything is equal'],
      ['1', 'mismatch: rows, columns, tables or definitions differ'],
      ['2', 'incomplete: it could not be told'],
    ].flatMap(([code = '', meaning = '']) => ['.TP', `.B ${code}`, roff(meaning)]),
    '.SH EXAMPLES',
    ...COMMANDS.flatMap(({ examples }) =>
      examples.flatMap(([line, purpose]) => ['.TP', `.B ${roff(line)}`, roff(purpose)]),
    ),
    '',
  ].join('\n');
}

function groupSection(group: Group): string[] {
  const names = OPTION_NAMES.filter((name) => optionOf(name).group === group && flagName(name) !== null);
  if (names.length === 0) return [];
  return [`.SH "${GROUPS[group].toUpperCase()}"`, ...names.flatMap(optionLines)];
}

function optionLines(name: OptionName): string[] {
  const { kind, fallback, without, letter, takenBy } = optionOf(name);
  const nothing = fallback == null || Array.isArray(fallback) || kind.flag === 'switch';
  const held = without ?? (nothing ? null : shown(name, fallback));
  const facts = [`${takenBy.join(', ')}`, variableName(name), ...(held === null ? [] : [`without it: ${held}`])];
  const flag = `${letter === undefined ? '' : `-${letter}, `}--${flagName(name) ?? ''}${kind.flag === 'switch' ? '' : ' VALUE'}`;
  return ['.TP', `.B ${roff(flag)}`, roff(SENTENCES[name].replaceAll('`', '')), '.br', roff(`(${facts.join('; ')})`)];
}

/** As it stands: no dash a hyphen, no line a request. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(['.])/, '\\&$1');
}

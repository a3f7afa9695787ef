import { stringify } from 'yaml';
import type { Plan, TablePlan } from '../model/plan.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { GROUPS } from './option.ts';
import type { Group } from './option.ts';
import { OPTION_NAMES, optionOf, shown } from './options.ts';
import type { OptionName, Said } from './options.ts';

/** What a config file is begun from. */
export interface Starting {
  /** URLs; their passwords do not get into the file. */
  readonly sides: Sides<string>;
  /** What was said of schemas and tables. */
  readonly said: Said;
  readonly plan: Plan;
}

/**
 * A config file to go on from: the two sides and what was said of tables, what a plan found beside it, and every other
 * option behind a `#`, with what it is for and what holds without it.
 */
export function starterFile({ sides, said, plan }: Starting): string {
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => group !== 'sides');
  const parts = [
    ['# yaml-language-server: $schema=./node_modules/crosstally/config.schema.json'],
    ['# Made by crosstally init. What stands behind a # is an example, and not what holds without it.'],
    [`# --- ${GROUPS.sides} ---`, ...sideLines(sides)],
    planLines(plan),
    ...groups.map((group) => [
      `# --- ${GROUPS[group]} ---`,
      '',
      ...optionsOf(group).flatMap((name) => lines(name, said)),
    ]),
  ];
  return `${parts.map((part) => part.join('\n').trimEnd()).join('\n\n')}\n`;
}

/** `source: postgres://app:${SOURCE_PASSWORD}@old-host/shop` */
function sideLines(sides: Sides<string>): string[] {
  const withPassword = (['source', 'target'] as const).map((side) => `${side}: ${withoutPassword(sides[side], side)}`);
  return ['# ${NAME} is filled in from the environment.', ...withPassword];
}

function withoutPassword(url: string, side: Side): string {
  const name = `\${${side.toUpperCase()}_PASSWORD}`;
  return url
    .replaceAll('${', '$${')
    .replace(/^([a-z][\w+.-]*:\/\/[^:@/?#]*):[^/]*@/i, `$1:${name.replaceAll('$', '$$$$')}@`)
    .replace(/([?&](?:password|sslpassword)=)[^&]*/gi, `$1${name.replaceAll('$', '$$$$')}`);
}

function optionsOf(group: Group): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => optionOf(name).group === group && optionOf(name).example !== null);
}

function lines(name: OptionName, said: Said): string[] {
  const { help, without, fallback, example, secret = false, flagMeans = true } = optionOf(name);
  const nothing = fallback == null || Array.isArray(fallback) || typeof fallback === 'boolean';
  const held = without ?? (nothing ? null : shown(name, fallback));
  const value: unknown = secret ? undefined : said[name];
  const what = flagMeans === false ? `false: ${help ?? name}` : (help ?? name);
  return [
    `# ${what}${held === null ? '' : `; without it: ${held}`}`,
    value === undefined ? `# ${name}: ${example ?? ''}` : stringify({ [name]: value }, { lineWidth: 0 }).trimEnd(),
    '',
  ];
}

/** More would hide what follows. */
const MOST_TABLES = 200;

/** What the plan found, to decide by. */
function planLines({ tables, unpaired, unselected = [], warnings, notCompared }: Plan): string[] {
  const lost = unpaired.flatMap(({ source }) => (source === null ? [] : [tableName(source)]));
  const more = unpaired.flatMap(({ target }) => (target === null ? [] : [tableName(target)]));
  const columns = tables.flatMap((table) => table.lostColumns.map((column) => `${table.id}.${column}`));
  const left = [...notCompared, ...tables.flatMap((table) => table.notCompared)];
  return [
    `# --- What was found ---`,
    '',
    ...first(`compared, ${String(tables.length)}`, tables.map(tableWords)),
    ...first('not in the target: they differ unless map or exclude names them', lost),
    ...first('only in the target', more),
    ...first('columns that the target lacks: they differ unless mapColumns or ignoreColumns names them', columns),
    ...first(
      'not compared',
      left.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
    ),
    ...first(
      'schemas of the source that nobody selected',
      unselected.map(({ name, tables: n }) => `${name}, tables: ${String(n)}`),
    ),
    ...first('to be known', warnings),
  ];
}

function tableWords({ source, target, key, walk }: TablePlan): string {
  const names =
    tableName(source) === tableName(target) ? tableName(source) : `${tableName(source)} = ${tableName(target)}`;
  return `${names}, ${key.length === 0 ? `without a key, by ${walk}` : `by ${key.join(', ')}`}`;
}

function first(title: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const cut = texts.length - MOST_TABLES;
  const shownTexts = cut > 0 ? [...texts.slice(0, MOST_TABLES), `… and ${String(cut)} more`] : texts;
  return [`# ${title}:`, ...shownTexts.map((text) => `#   ${text.replace(/\s+/g, ' ')}`)];
}

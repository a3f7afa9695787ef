import { parse } from 'yaml';
import { GROUPS } from '../../src/config/option.ts';
import type { Group } from '../../src/config/option.ts';
import { flagText } from '../../src/config/flags.ts';
import { OPTION_NAMES, optionOf, shown, variableName } from '../../src/config/options.ts';
import type { OptionName } from '../../src/config/options.ts';
import { optionSentences } from './option-sentences.ts';

const SENTENCES = optionSentences();

/** `config.schema.json`: what an editor knows of the config file. */
export function editorSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'crosstally-config-1',
    title: 'crosstally config file',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(OPTION_NAMES.map((name) => [name, propertyOf(name)])),
      pairs: {
        description:
          'Several pairs of sides by name, with one verdict. What a pair says goes before what stands above them.',
        type: 'object',
        minProperties: 1,
        additionalProperties: { $ref: '#/definitions/pair' },
      },
    },
    definitions: { ...DEFINITIONS, pair: PAIR },
  };
}

function propertyOf(name: OptionName): object {
  const { kind, fallback, example } = optionOf(name);
  const value = plainDefault(name);
  return {
    description: `${SENTENCES[name]}${withoutIt(name)}`.replaceAll('`', ''),
    ...kind.json,
    ...(value === null || Array.isArray(fallback) ? {} : { default: value }),
    ...(example === null || optionOf(name).group === 'sides' ? {} : { examples: [parse(example) as unknown] }),
  };
}

/** A default as a file would have it. */
function plainDefault(name: OptionName): unknown {
  const { fallback, kind } = optionOf(name);
  return fallback == null || kind.json['type'] !== 'string' ? fallback : shown(name, fallback);
}

function withoutIt(name: OptionName): string {
  const { without } = optionOf(name);
  return without === undefined ? '' : ` Without it: ${without}.`;
}

const TEXT_OR_LIST = [{ type: 'string' }, { type: 'array', items: { type: 'string' } }];
const SCALAR = { type: ['string', 'number'] };
const SCALARS = { type: 'array', items: SCALAR };

const DEFINITIONS = {
  globs: { anyOf: TEXT_OR_LIST },
  named: { anyOf: [...TEXT_OR_LIST, { type: 'object', additionalProperties: { type: 'string' } }] },
  chosen: {
    anyOf: [SCALAR, SCALARS, { type: 'object', additionalProperties: { anyOf: [SCALAR, SCALARS] } }],
  },
};

/** What is said of the answer as a whole stands above all pairs. */
const OF_ALL: readonly OptionName[] = ['format', 'output', 'quiet', 'debug'];
const PAIR = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    OPTION_NAMES.filter((name) => !OF_ALL.includes(name)).map((name) => [name, { $ref: `#/properties/${name}` }]),
  ),
};

/** The parts of docs/config.md that come from the table, by the names of their marks. */
export function configPageParts(): Readonly<Record<string, string>> {
  return { file: `\`\`\`yaml\n${exampleFile()}\n\`\`\``, table: optionTable() };
}

const FIRST_LINE = '# yaml-language-server: $schema=./node_modules/crosstally/config.schema.json';
const NOTES: Partial<Record<Group, string>> = {
  sides: '${NAME} is filled in from the environment, in any value; $${ stands for ${.',
  what: 'Patterns are globs, without regard to case: * also crosses dots, {a,b} and [a-c] choose.',
  loose: 'Key columns are compared strictly in any case. The report lists every column in which something may pass.',
  gate: 'docs/schema.md says what is compared.',
};

/** One with every option. */
function exampleFile(): string {
  const groups = (Object.keys(GROUPS) as Group[]).map((group) => {
    const names = OPTION_NAMES.filter((name) => optionOf(name).group === group && optionOf(name).example !== null);
    const note = NOTES[group];
    const head = [`# --- ${GROUPS[group]} ---`, ...(note === undefined ? [] : ['', ...comment(note)])];
    return [...head, '', ...names.flatMap(exampleLines)].join('\n');
  });
  return [FIRST_LINE, ...groups].join('\n\n');
}

function exampleLines(name: OptionName): string[] {
  const sentence = `${SENTENCES[name]}${withoutIt(name)}`.replaceAll('`', '');
  return [...comment(sentence), `${name}: ${optionOf(name).example ?? ''}`];
}

/** Lines of at most 120 characters. */
function comment(text: string): string[] {
  return text
    .replace(/(.{1,117})(?:\s+|$)/g, '# $1\n')
    .trimEnd()
    .split('\n');
}

function optionTable(): string {
  const rows = OPTION_NAMES.map((name) => {
    const { fallback, without, takenBy, kind } = optionOf(name);
    const value = fallback == null || Array.isArray(fallback) ? '' : `\`${shown(name, fallback)}\``;
    const repeated = { switch: '', one: '', patterns: 'yes, and has commas', several: 'yes' }[kind.flag];
    const variable = `\`${variableName(name)}\``;
    return [`\`${name}\``, `\`${flagText(name)}\``, variable, value || (without ?? ''), repeated, takenBy.join(', ')];
  });
  const head = ['option', 'flag', 'variable', 'default', 'repeated', 'taken by'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A page with its marked parts written anew. */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const marked = new RegExp(`(<!-- (?:options|made): ${name} -->\n)[\\s\\S]*?(\n<!-- end -->)`);
    if (!marked.test(text)) throw new Error(`the page has no part that is marked ${name}`);
    return text.replace(marked, (_all, before: string, after: string) => `${before}\n${part}\n${after}`);
  }, page);
}

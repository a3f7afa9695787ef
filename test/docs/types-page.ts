import { columnType as mysqlType } from '../../adapters/mysql/types.ts';
import { columnType as postgresType } from '../../adapters/postgres/types.ts';
import type { Kind } from '../../src/model/column.ts';
import { FORMS } from '../../src/model/form.ts';
import { type Rule, RULES } from '../../src/model/rule.ts';

/** docs/types.md, made from the rules, the forms and what the adapters say of their types. */
export function typesPage(): string {
  return [
    '# Types: when two values are equal',
    '',
    '<!-- Made from src/model/type-table.ts, src/model/form.ts and the adapters by test/docs/types-page.ts. -->',
    '<!-- After a change there: npx vitest run test/docs --update -->',
    '',
    'Every column type is of a _kind_ that means the same on every engine. A _rule_ says for a pair of kinds when two',
    'values are equal; `crosstally plan` prints the rule of every column, and a changed column is reported with it.',
    'A pair that no rule covers is **not compared**: the report names the column, and the verdict is _incomplete_',
    'unless you exclude it with `--ignore-columns`. Nothing is cast silently. The first rule that covers a pair holds.',
    'What a rule compares _by force_ it compares where `--rule column=RULE` asks for it, and never of itself.',
    '',
    '## Rules',
    '',
    ...table(['rule', 'compares', 'as', 'equal', 'different'], RULES.map(ruleCells)),
    '',
    ...RULES.flatMap(({ name, assumption }) => (assumption === undefined ? [] : [`- **${name}**: ${assumption}.`])),
    '',
    'NULL is equal to NULL and to nothing else under every rule.',
    '',
    '## Kinds',
    '',
    ...table(['kind', 'PostgreSQL', 'MySQL and MariaDB'], kindRows()),
    '',
    'PostgreSQL domains count as the type under them, and an enum of any name is of the kind `enum`. What is not listed is',
    'of the kind `other` in PostgreSQL (ranges, composite types, xml and so on) and `opaque` in MySQL (other geometry).',
    'MariaDB keeps JSON as text with a check, which counts as `json`.',
    '',
    '## Canonical forms',
    '',
    'Both columns of a pair are brought into one form and compared byte by byte.',
    '',
    ...table(
      ['form', 'bytes'],
      Object.entries(FORMS).map(([name, bytes]) => [`\`${name}\``, bytes]),
    ),
    '',
  ].join('\n');
}

function ruleCells({ name, pairs, onRequest = [], form, equal, differs }: Rule): string[] {
  const forced = onRequest.length === 0 ? [] : [`_by force:_ ${kindsOf(onRequest)}`];
  const kinds = [...(pairs.length === 0 ? [] : [kindsOf(pairs)]), ...forced].join('; ');
  return [`**${name}**`, kinds, `\`${form}\``, equal, differs];
}

function kindsOf(pairs: Rule['pairs']): string {
  return pairs.map(([a, b]) => (a === b ? a : `${a} with ${b}`)).join(', ');
}

const POSTGRES = [
  'int2 int4 int8 oid numeric float4 float8 bool bit varbit text varchar bpchar name citext bytea date time timetz',
  'timestamp timestamptz interval uuid json jsonb xml money inet cidr macaddr point tsvector hstore int4range _int4',
];
const MYSQL = [
  'tinyint smallint mediumint int bigint decimal float double bit char varchar tinytext text mediumtext longtext json',
  'binary varbinary tinyblob blob mediumblob longblob date time datetime timestamp year enum set uuid inet4 inet6 point',
  'geometry linestring polygon vector',
];

/** As people write them, where the catalog's name is another. */
const SPELLED: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char(n)',
  varbit: 'bit varying',
  int4range: 'ranges',
  _int4: 'arrays',
};

function kindRows(): string[][] {
  const postgres = words(POSTGRES).map((base): Typed => {
    const builtIn = base !== 'citext' && base !== 'hstore';
    const element = base.startsWith('_') ? { base: base.slice(1), builtIn, isEnum: false } : null;
    const catalog = {
      native: base,
      base,
      builtIn,
      isEnum: false,
      modifier: -1,
      byteCollation: false,
      element,
      recast: false,
      structure: null,
    };
    return [postgresType(catalog, { encoding: 'UTF8', moneyDigits: 2 }).kind, SPELLED[base] ?? base];
  });
  const nothing = { length: null, precision: null, scale: null, fraction: null, collation: null, checkedJson: false };
  const mysql = words(MYSQL).map((base): Typed => [mysqlType({ ...nothing, base, native: base }).kind, base]);
  const enums: readonly Typed[] = [['enum', 'enums']];
  const kinds = new Set([...mysql, ...postgres].map(([kind]) => kind));
  return [...kinds].map((kind) => [kind, named([...postgres, ...enums], kind), named(mysql, kind)]);
}

type Typed = readonly [kind: Kind, name: string];

function words(lines: readonly string[]): string[] {
  return lines.join(' ').split(' ');
}

function named(types: readonly Typed[], wanted: Kind): string {
  return types.flatMap(([kind, name]) => (kind === wanted ? [name] : [])).join(', ') || '–';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

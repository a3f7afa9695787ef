import type { ColumnDefinition, ConstraintDefinition, IndexDefinition, IndexPart } from '../../src/model/definition.ts';
import { withoutSchema } from './definition-objects.ts';
import type { TextRow } from './driver.ts';
import { quoteString } from './quote.ts';

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };
const NUMBERS = new Set([...Object.keys(BITS), 'decimal', 'float', 'double', 'year', 'bit']);

/** A row of `columns`. */
export function column(row: TextRow, mariadb: boolean): ColumnDefinition {
  const [
    ,
    ,
    name = '',
    native = '',
    data = '',
    precision = '',
    nullable,
    ,
    extra = '',
    ,
    collation,
    characterSet,
    comment,
  ] = row.map((text) => text ?? '');
  const base = data.toLowerCase();
  const flags = extra.toLowerCase();
  const [, onUpdate = null] = /on update (\S+)/.exec(flags) ?? [];
  const numbered = flags.includes('auto_increment');
  const generated = generatedOf(flags, row[9] ?? '', mariadb);
  return {
    name,
    native,
    range: rangeOf(base, native.includes('unsigned')),
    labels: base === 'enum' ? labelsOf(native) : null,
    digits: base === 'decimal' ? Number(precision) : null,
    nullable: nullable === 'YES',
    unchecked: null,
    default: numbered || generated !== null ? null : defaultOf(givenOf(row, base, flags, mariadb)),
    generated,
    numbering: numbered ? 'auto increment' : null,
    ...textWords(collation),
    characterSet: orNull(characterSet),
    onUpdate,
    invisible: flags.includes('invisible'),
    facts: { ...spatialFacts(row[13]), ...historyFacts(flags, row[9]) },
    comment: orNull(comment),
  };
}

/** Of a spatial column the reference system that its values must have. */
function spatialFacts(srid: string | null | undefined): ColumnDefinition['facts'] {
  return srid == null ? {} : { srid };
}

/** In a table of MariaDB that keeps its history: what of it the column does. */
function historyFacts(flags: string, expression: string | null | undefined): ColumnDefinition['facts'] {
  const [, end] = /^ROW (START|END)$/i.exec(expression ?? '') ?? [];
  if (end !== undefined) return { 'system versioning': `row ${end.toLowerCase()}` };
  return flags.includes('without system versioning') ? { 'system versioning': 'without' } : {};
}

function textWords(collation: string | undefined): Pick<ColumnDefinition, 'collation' | 'foldsCase'> {
  return { collation: orNull(collation), foldsCase: collation?.endsWith('_ci') === true };
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function generatedOf(flags: string, expression: string, mariadb: boolean): ColumnDefinition['generated'] {
  const [, how] = /(virtual|stored|persistent) generated/.exec(flags) ?? [];
  return how === undefined ? null : { expression: expressionText(expression, mariadb), stored: how !== 'virtual' };
}

/** `enum('a','it''s')`, as the server spells it. */
function labelsOf(native: string): string[] {
  return Array.from(native.matchAll(/'((?:[^']|'')*)'/g), ([, label = '']) => label.replaceAll("''", "'"));
}

function rangeOf(base: string, unsigned: boolean): ColumnDefinition['range'] {
  const bits = BITS[base];
  if (bits === undefined) return null;
  const values = 2n ** BigInt(bits);
  if (unsigned) return { least: '0', most: String(values - 1n) };
  return { least: String(-values / 2n), most: String(values / 2n - 1n) };
}

interface Given {
  readonly text: string | null;
  readonly base: string;
  readonly flags: string;
  readonly mariadb: boolean;
  readonly schema: string;
}

function givenOf(row: TextRow, base: string, flags: string, mariadb: boolean): Given {
  return { text: row[7] ?? null, base, flags, mariadb, schema: row[0] ?? '' };
}

/** MySQL tells a literal bare and an expression as SQL; MariaDB tells SQL, and NULL for a column without a default. */
function defaultOf({ text, base, flags, mariadb, schema }: Given): string | null {
  if (text === null || (mariadb && text.toUpperCase() === 'NULL')) return null;
  if (mariadb || flags.includes('default_generated')) return withoutSchema(expressionText(text, mariadb), schema);
  return NUMBERS.has(base) ? text : quoteString(text);
}

/** MySQL escapes an expression as if it were a literal, `_utf8mb4\'a\'`; both escape a quote within one: `it\'s`. */
function expressionText(text: string, mariadb: boolean): string {
  return (mariadb ? text : text.replace(/\\(.)/gs, '$1')).replace(/\\'/g, "''");
}

/** Rows of `indexes`: the parts of one index, in order. */
export function index(parts: readonly TextRow[]): IndexDefinition {
  const [, , name, nonUnique, type, , , , , hidden] = parts[0] ?? [];
  return {
    name: name ?? '',
    unique: nonUnique === '0',
    method: (type ?? '').toLowerCase(),
    parts: parts.map(indexPart),
    include: [],
    predicate: null,
    nullsDistinct: true,
    unusable: hidden === '1' ? 'the optimizer is told not to use it' : null,
  };
}

function indexPart([, , , , type, name, direction, prefix, expression]: TextRow): IndexPart {
  const descending = direction === 'D';
  return {
    column: name ?? null,
    // MariaDB has none.
    expression: expression == null ? null : expressionText(expression, false),
    descending,
    // NULL is smaller than all values; as in the other engine's words only what is unusual shows.
    nullsFirst: descending,
    operatorClass: null,
    collation: null,
    // A spatial index says 32 of every column.
    prefix: prefix == null || type === 'SPATIAL' ? null : Number(prefix),
  };
}

/** Unique keys over whole columns are constraints; one with a prefix or an expression is an index. */
export function isKey({ unique, parts, unusable }: IndexDefinition): boolean {
  const plain = parts.every((part) => part.column !== null && part.prefix === null && !part.descending);
  return unique && plain && unusable === null;
}

export function keyConstraint(one: IndexDefinition): ConstraintDefinition {
  const columns = one.parts.map((part) => part.column ?? '');
  return { ...PLAIN, kind: one.name === 'PRIMARY' ? 'primary key' : 'unique', name: one.name, columns };
}

const PLAIN: Omit<ConstraintDefinition, 'kind' | 'name' | 'columns'> = {
  references: null,
  expression: null,
  deferrable: 'no',
  nullsDistinct: true,
  validated: true,
  enforced: true,
  ofType: false,
  period: false,
  triggersOff: false,
  noInherit: false,
};

/** A row of `constraints`. */
export function check([, , name, clause, enforced]: TextRow, mariadb: boolean): ConstraintDefinition {
  const expression = expressionText(clause ?? '', mariadb);
  // MariaDB has no JSON type, and checks a text instead.
  const ofType = /^json_valid\(`[^`]+`\)$/i.test(expression);
  return { ...PLAIN, kind: 'check', name: name ?? '', columns: [], expression, enforced: enforced === 'YES', ofType };
}

/** Rows of `references`: the columns of one foreign key, in order. */
export function foreignKey(rows: readonly TextRow[]): ConstraintDefinition {
  const [, , name, , schema, table, , onUpdate, onDelete] = rows[0] ?? [];
  return {
    ...PLAIN,
    kind: 'foreign key',
    name: name ?? '',
    columns: rows.map(([, , , own]) => own ?? ''),
    references: {
      table: { schema: schema ?? '', name: table ?? '' },
      columns: rows.map((row) => row[6] ?? ''),
      onUpdate: action(onUpdate),
      onDelete: action(onDelete),
      deleteColumns: [],
      match: 'simple',
    },
  };
}

/** InnoDB checks at once, so that RESTRICT, which MariaDB tells for nothing said, is NO ACTION. */
function action(rule: string | null | undefined): string {
  const plain = (rule ?? '').toLowerCase();
  return plain === 'restrict' ? 'no action' : plain;
}

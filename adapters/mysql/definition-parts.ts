import type { ColumnDefinition, ConstraintDefinition, IndexDefinition, IndexPart } from '../../src/model/definition.ts';
import type { TextRow } from './driver.ts';
import { quoteString } from './quote.ts';

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };
const NUMBERS = new Set([...Object.keys(BITS), 'decimal', 'float', 'double', 'year', 'bit']);

/** A row of `columns`. */
export function column(row: TextRow, mariadb: boolean): ColumnDefinition {
  const [, , name, native, data, precision, nullable, given, extra, expression, collation, characterSet, comment] = row;
  const base = (data ?? '').toLowerCase();
  const flags = (extra ?? '').toLowerCase();
  const [, onUpdate = null] = /on update (\S+)/.exec(flags) ?? [];
  const numbered = flags.includes('auto_increment');
  const computed = /(virtual|stored|persistent) generated/.exec(flags);
  return {
    name: name ?? '',
    native: native ?? '',
    range: rangeOf(base, (native ?? '').includes('unsigned')),
    digits: base === 'decimal' && precision != null ? Number(precision) : null,
    nullable: nullable === 'YES',
    default:
      numbered || computed !== null
        ? null
        : defaultOf(given ?? null, base, mariadb || flags.includes('default_generated')),
    generated:
      computed === null ? null : { expression: unescaped(expression ?? ''), stored: computed[1] !== 'virtual' },
    numbering: numbered ? 'auto increment' : null,
    collation: collation ?? null,
    characterSet: characterSet ?? null,
    onUpdate,
    invisible: flags.includes('invisible'),
    comment: comment === '' ? null : (comment ?? null),
  };
}

function rangeOf(base: string, unsigned: boolean): ColumnDefinition['range'] {
  const bits = BITS[base];
  if (bits === undefined) return null;
  const values = 2n ** BigInt(bits);
  if (unsigned) return { least: '0', most: String(values - 1n) };
  return { least: String(-values / 2n), most: String(values / 2n - 1n) };
}

/** MySQL tells a literal bare and an expression as SQL; MariaDB tells SQL, and NULL for a column without a default. */
function defaultOf(text: string | null, base: string, isSql: boolean): string | null {
  if (text === null || (isSql && text.toUpperCase() === 'NULL')) return null;
  if (isSql) return unescaped(text);
  return NUMBERS.has(base) ? text : quoteString(text);
}

/** MySQL escapes the quotes of the literals in its expressions: `_utf8mb4\'a\'`. */
function unescaped(text: string): string {
  return text.replace(/\\'/g, "'").replace(/\\\\/g, '\\');
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
    expression: expression == null ? null : unescaped(expression),
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
};

/** A row of `constraints`. */
export function check([, , name, clause, enforced]: TextRow): ConstraintDefinition {
  const expression = unescaped(clause ?? '');
  return { ...PLAIN, kind: 'check', name: name ?? '', columns: [], expression, enforced: enforced === 'YES' };
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
      match: 'simple',
    },
  };
}

/** InnoDB checks at once, so that RESTRICT, which MariaDB tells for nothing said, is NO ACTION. */
function action(rule: string | null | undefined): string {
  const plain = (rule ?? '').toLowerCase();
  return plain === 'restrict' ? 'no action' : plain;
}

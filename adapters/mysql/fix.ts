import type { ColumnDefinition, ConstraintDefinition, IndexDefinition, IndexPart } from '../../src/model/definition.ts';
import type { ChangedTable, SchemaChange } from '../../src/model/schema-change.ts';
import { quoteName, quoteString, quoteTable } from './quote.ts';

/**
 * A change as statements of MySQL or MariaDB. What the server can do beside writers is asked of it in so many words
 * (`lock=none`): where it cannot, the statement fails at once instead of blocking. What has to block says so above it.
 */
export function fixFor(mariadb: boolean): (change: SchemaChange) => string | null {
  return (change) => {
    const statements = statementsFor(change, mariadb);
    return statements === null ? null : statements.map((statement) => `${statement};`).join('\n');
  };
}

const ONLINE = ', algorithm=inplace, lock=none';
const BLOCKING = '-- copies the table, and blocks its writers meanwhile\n';

function statementsFor(change: SchemaChange, mariadb: boolean): readonly string[] | null {
  switch (change.type) {
    case 'create index':
      return [alter(change.table, `add ${indexClause(change.index)}${online(change.index)}`)];
    case 'replace index':
      // In one statement MySQL takes another parser for no change.
      if (change.index.method.startsWith('fulltext'))
        return [
          alter(change.table, `drop index ${quoteName(change.old)}`),
          alter(change.table, `add ${indexClause(change.index)}`),
        ];
      return [
        alter(
          change.table,
          `drop index ${quoteName(change.old)}, add ${indexClause(change.index)}${online(change.index)}`,
        ),
      ];
    case 'rebuild index':
      return [alter(change.table, `alter index ${quoteName(change.name)} ${mariadb ? 'not ignored' : 'visible'}`)];
    case 'add constraint':
      return addConstraint(change.table, change.constraint, change.old);
    case 'enforce constraint':
      return mariadb
        ? null
        : [BLOCKING + alter(change.table, `alter check ${quoteName(change.constraint.name)} enforced`)];
    case 'set default':
      return [
        // A name in it is one of the table's schema.
        ...(change.value?.includes('`') === true ? [`use ${quoteName(change.table.schema)}`] : []),
        alter(change.table, `alter column ${quoteName(change.column)} ${defaultClause(change.value)}`),
      ];
    case 'set not null':
      return [modify(change.table, { ...change.column, nullable: false })];
    case 'drop not null':
      if (isOfPeriod(change.table, change.column)) return null;
      return [modify(change.table, { ...change.column, nullable: true })];
    case 'alter column':
      return [modify(change.table, change.column)];
    case 'set position':
      return [setPosition(change)];
    case 'create sequence':
      return mariadb ? [createSequence(change)] : null;
    case 'set fact':
      return setFact(change.table, change.fact, change.value);
    case 'number column':
      return [BLOCKING + modify(change.table, { ...change.column, default: null, numbering: 'auto increment' })];
    case 'analyze':
      return [`analyze table ${quoteTable(change.table)}`];
    case 'run':
      return [`use ${quoteName(change.schema)}`, change.statement];
    case 'validate constraint':
    case 'enable trigger':
    case 'inherit':
    case 'validate not null':
    case 'refresh view':
      return null;
  }
}

function setPosition({ sequence, next, fed }: Extract<SchemaChange, { type: 'set position' }>): string {
  const { schema, name, feeds } = sequence;
  if (name !== null) return `select setval(${quoteTable({ schema, name })}, ${next}, 0)`;
  const table = fed?.table ?? feeds[0]?.table ?? { schema, name: '' };
  return alter(table, `auto_increment = ${next}`);
}

function createSequence({ sequence, position }: Extract<SchemaChange, { type: 'create sequence' }>): string {
  const { schema, name, increment, least, most, cycle } = sequence;
  const start = position?.next == null ? '' : ` start with ${position.next}`;
  const bounds = `increment by ${increment} minvalue ${least} maxvalue ${most}`;
  return `create sequence ${quoteTable({ schema, name: name ?? '' })}${start} ${bounds}${cycle ? ' cycle' : ''}`;
}

/** Of columns that are there nothing changes. */
function setFact(table: ChangedTable, fact: string, value: string): readonly string[] | null {
  return fact === 'collation' ? [alter(table, `default collate ${value}`)] : null;
}

/** MariaDB refuses to alter a table that keeps its history, unless it is told what becomes of that. */
function alter(table: ChangedTable, action: string): string {
  const statement = `alter table ${quoteTable({ schema: table.schema, name: table.name })} ${action}`;
  const isVersioned = table.facts?.['system versioning'] === 'yes';
  return isVersioned ? `set statement system_versioning_alter_history = keep for ${statement}` : statement;
}

/** Whether a period of the table holds the column to NOT NULL. */
function isOfPeriod({ facts }: ChangedTable, { name }: ColumnDefinition): boolean {
  const [, columns = ''] = /\((.*)\)$/.exec(facts?.['period'] ?? '') ?? [];
  return columns.split(', ').includes(name);
}

/** Fulltext and spatial indexes, and those over an expression, cannot be built beside writers. */
function online({ method, parts }: IndexDefinition): string {
  const isPlain = method === 'btree' && parts.every(({ expression }) => expression === null);
  return isPlain ? ONLINE : '';
}

function indexClause({ name, method, unique, parts }: IndexDefinition): string {
  const [, parser] = /^fulltext (with parser \w+)$/.exec(method) ?? [];
  const plain = parser === undefined ? method : 'fulltext';
  const kind = plain === 'fulltext' || plain === 'spatial' ? `${plain} ` : unique ? 'unique ' : '';
  const using = parser !== undefined ? ` ${parser}` : method === 'hash' ? ' using hash' : '';
  return `${kind}index ${quoteName(name)} (${parts.map(partText).join(', ')})${using}`;
}

function partText({ column, expression, prefix, descending }: IndexPart): string {
  const value = column === null ? `(${expression ?? ''})` : quoteName(column);
  return `${value}${prefix === null ? '' : `(${String(prefix)})`}${descending ? ' desc' : ''}`;
}

function addConstraint(
  table: ChangedTable,
  constraint: ConstraintDefinition,
  old: string | null,
): readonly string[] | null {
  const { kind, name, columns, references, expression } = constraint;
  const names = (list: readonly string[]): string => `(${list.map(quoteName).join(', ')})`;
  if (kind === 'primary key') return [alter(table, `add primary key ${names(columns)}${ONLINE}`)];
  if (kind === 'unique') {
    const drop = old === null ? '' : `drop index ${quoteName(old)}, `;
    const apart = constraint.period ? `${names(columns).slice(0, -1)} without overlaps)` : null;
    return [alter(table, `${drop}add unique index ${quoteName(name)} ${apart ?? names(columns) + ONLINE}`)];
  }
  // One of the same name cannot be dropped and added in one statement.
  const dropped = old === null ? [] : [alter(table, `drop constraint ${quoteName(old)}`)];
  const add = `add constraint ${quoteName(name)}`;
  if (kind === 'check') return [...dropped, BLOCKING + alter(table, `${add} check (${expression ?? ''})`)];
  if (references === null) return null;
  const actions = [['delete', references.onDelete] as const, ['update', references.onUpdate] as const]
    .filter(([, action]) => action !== 'no action')
    .map(([on, action]) => ` on ${on} ${action}`);
  const to = `references ${quoteTable(references.table)} ${names(references.columns)}`;
  return [...dropped, BLOCKING + alter(table, `${add} foreign key ${names(columns)} ${to}${actions.join('')}`)];
}

/** A literal bare, an expression in parentheses. */
function defaultClause(value: string | null): string {
  if (value === null) return 'drop default';
  return `set default ${isLiteral(value) ? value : `(${value})`}`;
}

function isLiteral(value: string): boolean {
  return /^(-?\d+(\.\d+)?|b?'(?:[^']|'')*')$/.test(value);
}

/** A column is always said whole: what is not said is lost. */
function modify(table: ChangedTable, column: ColumnDefinition): string {
  const { name, native, characterSet, collation, nullable, generated, numbering, invisible, comment } = column;
  const value = column.default;
  const computed = generated === null ? '' : ` as (${generated.expression}) ${generated.stored ? 'stored' : 'virtual'}`;
  const isTime = value !== null && /^current_timestamp(\(\d?\))?$/i.test(value);
  const words = [
    `modify column ${quoteName(name)} ${native}`,
    ...(characterSet === null || collation === null ? [] : [`character set ${characterSet} collate ${collation}`]),
    `${computed}${computed === '' ? '' : ' '}${nullable ? 'null' : 'not null'}`.trim(),
    ...(value === null ? [] : [`default ${isTime || isLiteral(value) ? value : `(${value})`}`]),
    ...(column.onUpdate === null ? [] : [`on update ${column.onUpdate}`]),
    ...(numbering === null ? [] : ['auto_increment']),
    ...(invisible ? ['invisible'] : []),
    ...(comment === null ? [] : [`comment ${quoteString(comment)}`]),
  ];
  return alter(table, words.join(' '));
}

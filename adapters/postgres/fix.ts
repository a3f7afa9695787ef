import type { ColumnDefinition, ConstraintDefinition, IndexDefinition, IndexPart } from '../../src/model/definition.ts';
import type { Reference, SequenceDefinition } from '../../src/model/definition.ts';
import type { SchemaChange } from '../../src/model/schema-change.ts';
import type { TableRef } from '../../src/model/table.ts';
import { quoteName, quoteTable, quoteText } from './quote.ts';

/**
 * A change as statements that are safe on a live system: an index is built concurrently, a constraint comes unchecked
 * and is validated in a second step that blocks no writer, a key is made of an index that is there already.
 */
export function fix(change: SchemaChange): string | null {
  const statements = statementsFor(change);
  return statements === null ? null : statements.map((statement) => `${statement};`).join('\n');
}

function statementsFor(change: SchemaChange): readonly string[] | null {
  switch (change.type) {
    case 'create index':
      return [createIndex(change.table, change.index)];
    case 'replace index':
      return replaceIndex(change.table, change.index, change.old);
    case 'rebuild index':
      return [`reindex index concurrently ${quoteTable({ schema: change.table.schema, name: change.name })}`];
    case 'add constraint':
      return addConstraint(change.table, change.constraint, change.old);
    case 'validate constraint':
      return [validate(change.table, change.constraint.name)];
    case 'enforce constraint':
      return enforce(change.table, change.constraint);
    case 'set default':
      return [
        alterColumn(
          change.table,
          change.column,
          change.value === null ? 'drop default' : `set default ${change.value}`,
        ),
      ];
    case 'set not null':
      return setNotNull(change.table, change.column.name);
    case 'drop not null':
      return [alterColumn(change.table, change.column.name, 'drop not null')];
    case 'alter column':
      return null;
    case 'set position':
      return [setPosition(change)];
    case 'create sequence':
      return createSequence(change.sequence, change.position?.next ?? null);
    case 'number column':
      return numberColumn(change.table, change.column);
    case 'enable trigger':
      return [enableTrigger(change)];
    case 'set fact':
      return setFact(change.table, change.fact, change.value);
    case 'inherit':
      return change.parents.map((parent) => `alter table ${plain(change.table)} inherit ${plain(parent)}`);
    case 'validate not null':
      return [validate(change.table, change.name)];
    case 'refresh view':
      return [`refresh materialized view ${quoteTable(change.view)}`];
    case 'analyze':
      return [`analyze ${plain(change.table)}`];
    case 'run':
      return run(change.statement, change.schema);
  }
}

function enableTrigger({ object, table, name, mode }: Extract<SchemaChange, { type: 'enable trigger' }>): string {
  const how = mode === 'always' || mode === 'replica' ? ` ${mode}` : '';
  if (table === null) return `alter event trigger ${quoteName(name)} enable${how}`;
  return `alter table ${plain(table)} enable${how} ${object} ${quoteName(name)}`;
}

/** The facts of `definitions.ts` that take no more than a moment; null for those that write the table anew. */
function setFact(table: TableRef, fact: string, value: string): readonly string[] | null {
  const alter = `alter table ${plain(table)}`;
  if (fact === 'row security') {
    if (value === 'off') return [`${alter} disable row level security`, `${alter} no force row level security`];
    const force = value === 'forced' ? 'force' : 'no force';
    return [`${alter} enable row level security`, `${alter} ${force} row level security`];
  }
  if (fact !== 'replica identity') return null;
  const [, index] = /^index (.+)$/s.exec(value) ?? [];
  return [`${alter} replica identity ${index === undefined ? value : `using index ${quoteName(index)}`}`];
}

/** A deparsed text has no schemas in it where they are on the search path, which is left as it was. */
function run(statement: string, schema: string): readonly string[] {
  const text = statement.trim().replace(/;$/, '');
  if (schema === '' || schema === 'public') return [text];
  return [`set search_path = ${quoteName(schema)}, public`, text, 'reset search_path'];
}

/** DDL goes for the table, whoever inherits from it. */
function plain({ schema, name }: TableRef): string {
  return quoteTable({ schema, name });
}

function createIndex(table: TableRef, index: IndexDefinition): string {
  const include = index.include.length === 0 ? '' : ` include (${index.include.map(quoteName).join(', ')})`;
  const nulls = index.unique && !index.nullsDistinct ? ' nulls not distinct' : '';
  const where = index.predicate === null ? '' : ` where ${index.predicate}`;
  const parts = index.parts.map(partText).join(', ');
  const unique = index.unique ? 'unique ' : '';
  const name = quoteName(index.name);
  return `create ${unique}index concurrently ${name} on ${plain(table)} using ${index.method} (${parts})${include}${nulls}${where}`;
}

function partText(part: IndexPart): string {
  const collation = part.collation === null ? '' : ` collate ${quoteName(part.collation)}`;
  const operators = part.operatorClass === null ? '' : ` ${quoteName(part.operatorClass)}`;
  const direction = part.descending ? ' desc' : '';
  const nulls = part.nullsFirst === part.descending ? '' : ` nulls ${part.nullsFirst ? 'first' : 'last'}`;
  const value = part.column === null ? `(${part.expression ?? ''})` : quoteName(part.column);
  return `${value}${collation}${operators}${direction}${nulls}`;
}

/** The old one serves queries until the new one is there. */
function replaceIndex(table: TableRef, index: IndexDefinition, old: string): readonly string[] {
  const dropped = `drop index concurrently ${quoteTable({ schema: table.schema, name: old })}`;
  if (old !== index.name) return [createIndex(table, index), dropped];
  const temporary = `${index.name.slice(0, 59)}_new`;
  const renamed = `alter index ${quoteTable({ schema: table.schema, name: temporary })} rename to ${quoteName(index.name)}`;
  return [createIndex(table, { ...index, name: temporary }), dropped, renamed];
}

function addConstraint(table: TableRef, constraint: ConstraintDefinition, old: string | null): readonly string[] {
  const { kind, name, references, expression } = constraint;
  const drop = old === null ? '' : `drop constraint ${quoteName(old)}, `;
  const add = `alter table ${plain(table)} ${drop}add constraint ${quoteName(name)}`;
  if (constraint.period && references === null)
    return [`${add} ${kind} (${columnList(constraint)})${timing(constraint)}`];
  if (kind === 'primary key' || kind === 'unique') return addKey(table, constraint, add);
  if (kind === 'exclusion') return [`${add} ${expression ?? ''}`];
  const own = constraint.noInherit ? ' no inherit' : '';
  const what = references === null ? `check (${expression ?? ''})${own}` : foreignKey(constraint, references);
  return [`${add} ${what}${timing(constraint)} not valid`, ...(constraint.validated ? [validate(table, name)] : [])];
}

function addKey(table: TableRef, constraint: ConstraintDefinition, add: string): readonly string[] {
  const parts = constraint.columns.map((column) => keyPart(column));
  const { name, nullsDistinct } = constraint;
  const index: IndexDefinition = {
    ...{ name, unique: true, method: 'btree', parts, include: [], predicate: null, nullsDistinct, unusable: null },
  };
  const built = `${name.slice(0, 59)}_key`;
  return [
    createIndex(table, { ...index, name: built }),
    `${add} ${constraint.kind} using index ${quoteName(built)}${timing(constraint)}`,
  ];
}

function keyPart(column: string): IndexPart {
  return {
    column,
    expression: null,
    descending: false,
    nullsFirst: false,
    operatorClass: null,
    collation: null,
    prefix: null,
  };
}

/** The last one is the period, where there is one. */
function columnList({ columns, period, references }: ConstraintDefinition, of: readonly string[] = columns): string {
  const names = of.map(quoteName);
  const last = names.pop() ?? '';
  if (!period) return [...names, last].join(', ');
  return [...names, references === null ? `${last} without overlaps` : `period ${last}`].join(', ');
}

function foreignKey(constraint: ConstraintDefinition, reference: Reference): string {
  const { table, columns: to, match, onDelete, onUpdate, deleteColumns } = reference;
  const set = deleteColumns.length === 0 ? '' : ` (${deleteColumns.map(quoteName).join(', ')})`;
  const full = match === 'full' ? ' match full' : '';
  const actions = [['delete', onDelete] as const, ['update', onUpdate] as const]
    .filter(([, action]) => action !== 'no action')
    .map(([on, action]) => ` on ${on} ${action}${on === 'delete' ? set : ''}`);
  const columns = columnList(constraint);
  return `foreign key (${columns}) references ${plain(table)} (${columnList(constraint, to)})${full}${actions.join('')}`;
}

function timing({ deferrable }: ConstraintDefinition): string {
  if (deferrable === 'no') return '';
  return deferrable === 'deferrable' ? ' deferrable' : ' deferrable initially deferred';
}

function validate(table: TableRef, name: string): string {
  return `alter table ${plain(table)} validate constraint ${quoteName(name)}`;
}

/**
 * Switched off with the triggers that check it; or NOT ENFORCED by definition (PostgreSQL 18), which of a check cannot be
 * altered: another one of its name takes its place.
 */
function enforce(table: TableRef, constraint: ConstraintDefinition): readonly string[] | null {
  const { name, kind, triggersOff } = constraint;
  if (triggersOff) return [`alter table ${plain(table)} enable trigger all`, validate(table, name)];
  if (kind === 'foreign key') return [`alter table ${plain(table)} alter constraint ${quoteName(name)} enforced`];
  return kind === 'check' ? addConstraint(table, { ...constraint, enforced: true, validated: true }, name) : null;
}

/** A validated check spares the scan that SET NOT NULL would do under a lock. */
function setNotNull(table: TableRef, column: string): readonly string[] {
  const name = `${column.slice(0, 49)}_not_null`;
  return [
    `alter table ${plain(table)} add constraint ${quoteName(name)} check (${quoteName(column)} is not null) not valid`,
    validate(table, name),
    alterColumn(table, column, 'set not null'),
    `alter table ${plain(table)} drop constraint ${quoteName(name)}`,
  ];
}

function alterColumn(table: TableRef, column: string, action: string): string {
  return `alter table ${plain(table)} alter column ${quoteName(column)} ${action}`;
}

/** Looked up when it is run, since rows may have come until then. */
function setPosition({ sequence, next, fed }: Extract<SchemaChange, { type: 'set position' }>): string {
  const name = quoteText(quoteTable({ schema: sequence.schema, name: sequence.name ?? '' }));
  if (fed === null || BigInt(sequence.increment) < 0n) return `select setval(${name}, ${next}, false)`;
  const largest = `select max(${quoteName(fed.column)}) from ${quoteTable(fed.table)}`;
  return `select setval(${name}, (${largest}))`;
}

function createSequence(sequence: SequenceDefinition, next: string | null): readonly string[] {
  const { schema, name, type, increment, least, most, cycle } = sequence;
  const start = next === null ? '' : ` start ${next}`;
  const bounds = `increment ${increment} minvalue ${least} maxvalue ${most}${start}${cycle ? ' cycle' : ''}`;
  return [`create sequence ${quoteTable({ schema, name: name ?? '' })} as ${type} ${bounds}`];
}

function numberColumn(table: TableRef, { name, nullable, default: value }: ColumnDefinition): readonly string[] | null {
  if (nullable) return null;
  const sequence = `pg_get_serial_sequence(${quoteText(plain(table))}, ${quoteText(name)})`;
  return [
    ...(value === null ? [] : [alterColumn(table, name, 'drop default')]),
    alterColumn(table, name, 'add generated by default as identity'),
    `select setval(${sequence}, (select coalesce(max(${quoteName(name)}), 0) + 1 from ${plain(table)}), false)`,
  ];
}

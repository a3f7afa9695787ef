import type { ConstraintDefinition, IndexDefinition, IndexPart } from '../model/definition.ts';
import { tableName } from '../model/table.ts';

/** A constraint for people, in the same words for every engine. */
export function constraintText({ kind, columns, references, expression, index, period }: ConstraintDefinition): string {
  if (expression !== null) return kind === 'check' ? `check (${expression})` : expression;
  const key = `${index === undefined ? kind : 'unique index'} (${columns.join(', ')}${period ? ' without overlaps' : ''})`;
  if (references === null) return key;
  const { table, columns: to, onDelete, onUpdate, deleteColumns } = references;
  const actions = [
    ...(onDelete === 'no action'
      ? []
      : [` on delete ${onDelete}${deleteColumns.length === 0 ? '' : ` (${deleteColumns.join(', ')})`}`]),
    ...(onUpdate === 'no action' ? [] : [` on update ${onUpdate}`]),
  ];
  return `${key} references ${tableName(table)} (${to.join(', ')})${actions.join('')}`;
}

/** An index for people. */
export function indexText(index: IndexDefinition): string {
  const include = index.include.length === 0 ? '' : ` include (${index.include.join(', ')})`;
  const nulls = index.unique && !index.nullsDistinct ? ' nulls not distinct' : '';
  const where = index.predicate === null ? '' : ` where ${index.predicate}`;
  const parts = index.parts.map(partText).join(', ');
  return `${index.unique ? 'unique ' : ''}${index.method} (${parts})${include}${nulls}${where}`;
}

function partText(part: IndexPart): string {
  const prefix = part.prefix === null ? '' : `(${String(part.prefix)})`;
  const natural = part.nullsFirst === part.descending;
  const words = [
    `${part.column ?? part.expression ?? ''}${prefix}`,
    ...(part.collation === null ? [] : [`collate ${part.collation}`]),
    ...(part.operatorClass === null ? [] : [part.operatorClass]),
    ...(part.descending ? ['desc'] : []),
    ...(natural ? [] : [part.nullsFirst ? 'nulls first' : 'nulls last']),
  ];
  return words.join(' ');
}

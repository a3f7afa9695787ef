import type { ViewColumn } from '../../src/model/view.ts';
import type { Finish } from '../sql/finish.ts';
import { encoded } from './expressions.ts';
import { finishKey, mayBeLargeObject, withContent } from './large-objects.ts';
import { quoteName } from './quote.ts';
import { finishStray } from './stray-bytes.ts';
import { valueOf } from './values.ts';

/** The column as the server is asked for it. */
export function canonicalExpression(column: ViewColumn): string {
  const expression = valueOf(column).select(quoteName(column.name), column);
  return column.type.encoding === 'SQL_ASCII' ? encoded(expression, 'SQL_ASCII') : expression;
}

/** The column in a row: with what it refers to, of which its key knows nothing. */
export function rowExpression(column: ViewColumn): string {
  return hasContent(column) ? withContent(quoteName(column.name)) : canonicalExpression(column);
}

/** Whether the column in a row is more than its canonical form alone. */
export function hasContent({ type, form }: ViewColumn): boolean {
  return mayBeLargeObject(type) && (form === 'integer' || form === 'decimal');
}

/** What brings the server's bytes into the canonical form; null when they are that already. */
export function finishOf(column: ViewColumn): Finish {
  return column.type.encoding === 'SQL_ASCII' ? finishStray(finishOfText(column)) : finishOfText(column);
}

/** The same of a column of the key in a row. */
export function finishOfKey(column: ViewColumn): Finish {
  return hasContent(column) ? finishKey(column.name) : finishOf(column);
}

function finishOfText(column: ViewColumn): Finish {
  return valueOf(column).finish(column.type);
}

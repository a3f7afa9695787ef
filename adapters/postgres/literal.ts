import type { ViewColumn } from '../../src/model/view.ts';
import { float, text } from './bounds.ts';
import { canonicalExpression } from './canonical.ts';
import { encoded } from './expressions.ts';
import { quoteBytes, quoteName } from './quote.ts';
import { bytesOfText, isForeign } from './stray-bytes.ts';
import { valueOf } from './values.ts';

/**
 * A key part as SQL to compare the bare column with, so that its index serves; null when no value of the column
 * can equal it.
 */
export function literal(column: ViewColumn, part: string): string | null {
  return valueOf(column).bound(column, part);
}

/** The condition that a column has a key part's value; null when it cannot have it. */
export function equals(column: ViewColumn, part: string | null): string | null {
  const name = quoteName(column.name);
  // Of a column that the catalog falsely says to have none, the planner takes `is null` for false.
  if (part === null) return `num_nulls(${name}) = 1`;
  if (isForeign(part, column.type.encoding)) return null;
  if (comparesBytes(column, part)) return `${bytesExpression(column)} = ${quoteBytes(bytesOfText(part))}`;
  switch (valueOf(column).equality(column)) {
    case 'of the column':
      return condition(name, literal(column, part));
    case 'of floats':
      return condition(name, float(column, part));
    case 'of the form':
      return condition(canonicalExpression(column), text(column, part));
  }
}

function condition(expression: string, value: string | null): string | null {
  return value === null ? null : `${expression} = ${value}`;
}

const NOT_ASCII = /[^\u0000-\u007f]/;

/**
 * Whether a text is compared as bytes: one that the server's encoding may not have is refused with the whole statement,
 * and under SQL_ASCII what is printed of a value is bytes. The price is that no index serves.
 */
function comparesBytes(column: ViewColumn, part: string): boolean {
  const { encoding } = column.type;
  if (encoding === undefined || encoding === 'LATIN1') return false;
  return encoding === 'SQL_ASCII' ? valueOf(column).equality(column) !== 'of the column' : NOT_ASCII.test(part);
}

function bytesExpression(column: ViewColumn): string {
  const expression = canonicalExpression(column);
  return column.type.encoding === 'SQL_ASCII' ? expression : encoded(expression, 'UTF8');
}

import { STRAY_MARK } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { expressionOf } from './canonical.ts';
import { quoteName, quoteText } from './quote.ts';
import { equalsStray } from './stray-values.ts';
import { valueOf } from './values.ts';

/**
 * A key part as SQL to compare the bare column with, so that its index serves; null when it cannot be written. It may
 * be a value that the column could not hold, since a bound may lie beyond the column's own type.
 */
export function literal(column: ViewColumn, part: string): string | null {
  if (part.startsWith(STRAY_MARK)) return null;
  return valueOf(column).bound(column, part);
}

/** The condition that a column has a key part's value, and perhaps a little more; null when it cannot have it. */
export function equals(column: ViewColumn, part: string | null): string | null {
  // Of a NOT NULL date MariaDB holds this true for the zero date: one of the rows that may be added.
  if (part === null) return `${quoteName(column.name)} IS NULL`;
  if (part.startsWith(STRAY_MARK)) return equalsStray(column, part);
  const { subject } = valueOf(column);
  if (subject === 'as printed') return `${expressionOf(column)} = ${quoteText(part)}`;
  const values = spellings(column, part);
  if (values.length === 0) return null;
  return `${subject(column)} IN (${values.join(', ')})`;
}

/** What the stored value can look like for a canonical one. */
function spellings(column: ViewColumn, part: string): readonly string[] {
  const several = valueOf(column).spellings;
  if (several !== undefined) return several(column, part);
  const value = literal(column, part);
  return value === null ? [] : [value];
}

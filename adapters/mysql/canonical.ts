import type { ViewColumn } from '../../src/model/view.ts';
import type { Finish } from '../sql/finish.ts';
import { quoteName } from './quote.ts';
import { finishUnmarked, withMarks } from './stray-values.ts';
import { valueOf } from './values.ts';

/** The column as the server is asked for it. */
export function expressionOf(column: ViewColumn): string {
  return withMarks(column, unmarkedOf(column));
}

/** The same without marks of values that are no texts. */
export function unmarkedOf(column: ViewColumn): string {
  return valueOf(column).select(quoteName(column.name), column);
}

/** What brings the server's bytes into the canonical form; null when they are that already. */
export function finishOf(column: ViewColumn): Finish {
  return finishUnmarked(column, valueOf(column).finish(column));
}

/** Whether no value of the column, as the server prints it in that form, can contain a semicolon. */
export function isFreeOfSemicolons(column: ViewColumn): boolean {
  return valueOf(column).framing === 'by a semicolon';
}

/** How values are written for a hash that other engines can compute; see `hashTextOf`. */
import type { ViewColumn } from '../../src/model/view.ts';
import { hasFraction, hyphenated, plainNumber, withoutZeros } from './expressions.ts';
import { quoteBytes, quoteText } from './quote.ts';

export interface Text {
  /** What the server prints of the column, where that is not what is selected. */
  readonly printed?: (name: string, column: ViewColumn) => string;
  /** What is printed, brought into the text that all engines write. */
  readonly write: (printed: string, column: ViewColumn) => string;
  /** How long that is: a text in characters. */
  readonly length: 'LENGTH' | 'CHAR_LENGTH';
  /** A canonical value as SQL that prints as a value of the column does. */
  readonly known: (value: string, column: ViewColumn) => string;
}

/** What is printed as all engines print it. */
export const WORD: Text = { write: (printed) => printed, length: 'CHAR_LENGTH', known: quoteText };

export const NUMBER: Text = { ...WORD, known: (value) => value };

export const DECIMAL: Text = {
  ...WORD,
  write: withoutZeros,
  known: (value, column) => (hasFraction(column) ? `CAST(${value} AS DECIMAL(40, 10))` : value),
};

export const FLOAT: Text = {
  ...WORD,
  printed: plainNumber,
  known: (value) => (value.includes('e') ? value : `${value}E0`),
};

export const TIME: Text = castTo('TIME(6)');
export const DATETIME: Text = castTo('DATETIME(6)');

export const BYTES: Text = { ...WORD, length: 'LENGTH', known: quoteBytes };

export const UUID_BYTES: Text = {
  ...WORD,
  write: hyphenated,
  known: (value) => quoteBytes(value.replaceAll('-', '')),
};

function castTo(type: string): Text {
  const known = (value: string, column: ViewColumn): string =>
    hasFraction(column) ? `CAST('${value}' AS ${type})` : `'${value}'`;
  return { ...WORD, write: withoutZeros, known };
}

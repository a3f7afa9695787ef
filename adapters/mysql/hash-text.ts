import type { ViewColumn } from '../../src/model/view.ts';
import { awkwardRows, hashTextOf } from '../sql/hash-text.ts';
import { expressionOf, unmarkedOf } from './canonical.ts';
import { floatBytesOf } from './expressions.ts';
import { quoteName } from './quote.ts';
import type { Text } from './texts.ts';
import { valueOf } from './values.ts';

/** The row as framed texts that another engine can write too; see `hashTextOf`. */
export function hashFrame(columns: readonly ViewColumn[]): string {
  return framed(
    columns.map((column) => {
      const name = quoteName(column.name);
      const printed = textOf(column).printed?.(name, column) ?? expressionOf(column);
      return columnFrame(column, { bare: name, printed, measured: unmarkedOf(column) });
    }),
  );
}

/** The frames of values that are known to trouble an engine. */
export function awkwardFrames(columns: readonly ViewColumn[]): readonly string[] {
  return awkwardRows(columns).map((row) =>
    framed(
      columns.map((column, i) => {
        const value = textOf(column).known(row[i] ?? '', column);
        return columnFrame(column, { bare: value, printed: value, measured: value });
      }),
    ),
  );
}

/** Binary, so that nothing is converted; COLLATE makes that explicit, without which collations are an "illegal mix". */
function framed(columns: readonly string[]): string {
  return `CONCAT(${["_binary'' COLLATE `binary`", ...columns].join(', ')})`;
}

interface Value {
  readonly bare: string;
  readonly printed: string;
  /** A text of as many characters: behind a mark it is bytes. */
  readonly measured: string;
}

function columnFrame(column: ViewColumn, { bare, printed, measured }: Value): string {
  if (valueOf(column).framing === 'as eight bytes') {
    return `IFNULL(CONCAT('8:', REVERSE(${floatBytesOf(printed)})), '-')`;
  }
  const { write, length } = textOf(column);
  const text = write(printed, column);
  // Told apart once more, since a text that became NULL is not a NULL: the whole frame has to become NULL then.
  if (hashTextOf(column)?.isPlain === true) return `IF(${bare} IS NULL, '~', CAST(${text} AS BINARY)), ';'`;
  return `IF(${bare} IS NULL, '-', CONCAT(${length}(${write(measured, column)}), ':', ${text}))`;
}

function textOf(column: ViewColumn): Text {
  const { text } = valueOf(column);
  if (text === null) throw new TypeError(`${column.name} is no text that another engine can write`);
  return text;
}

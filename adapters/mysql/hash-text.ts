import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { awkwardRows, hashTextOf } from '../sql/hash-text.ts';
import { floatBytesOf, isFloatBytes, printedOf, unmarkedOf } from './canonical.ts';
import { quoteBytes, quoteName, quoteText } from './quote.ts';

/** The row as framed texts that another engine can write too; see `hashTextOf`. */
export function hashFrame(columns: readonly ViewColumn[]): string {
  return framed(
    columns.map((column) => {
      const [name, printed] = [quoteName(column.name), printedOf(column)];
      const measured = isFloatBytes(column) ? printed : unmarkedOf(column);
      return columnFrame(column, { bare: name, printed, measured });
    }),
  );
}

/** The frames of values that are known to trouble an engine. */
export function awkwardFrames(columns: readonly ViewColumn[]): readonly string[] {
  return awkwardRows(columns).map((row) =>
    framed(
      columns.map((column, i) => {
        const value = literalOf(column, row[i] ?? '');
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
  if (column.form === 'float') return `IFNULL(CONCAT('8:', REVERSE(${floatBytesOf(printed)})), '-')`;
  const text = textOf(column, printed);
  // Told apart once more, since a text that became NULL is not a NULL: the whole frame has to become NULL then.
  if (plain(column)) return `IF(${bare} IS NULL, '~', CAST(${text} AS BINARY)), ';'`;
  const length = column.form === 'bytes' ? 'LENGTH' : 'CHAR_LENGTH';
  return `IF(${bare} IS NULL, '-', CONCAT(${length}(${textOf(column, measured)}), ':', ${text}))`;
}

function plain(column: ViewColumn): boolean {
  return hashTextOf(column)?.isPlain === true;
}

/** What the server prints, brought into the text that all engines write. */
function textOf(column: ViewColumn, printed: string): string {
  if (column.form === 'uuid' && column.type.kind === 'bytes') return hyphenated(printed);
  return hasFraction(column) ? `TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM ${printed}))` : printed;
}

const WITH_FRACTION: ReadonlySet<Form> = new Set<Form>(['decimal', 'time', 'timestamp', 'instant']);

function hasFraction({ form, type }: ViewColumn): boolean {
  return WITH_FRACTION.has(form) && type.size !== null && type.size > 0;
}

/** Of 16 bytes the uuid; of any other number of bytes a text that is none. */
function hyphenated(bytes: string): string {
  return [21, 17, 13, 9].reduce((hex, at) => `INSERT(${hex}, ${String(at)}, 0, '-')`, `LOWER(HEX(${bytes}))`);
}

function literalOf(column: ViewColumn, value: string): string {
  const { form, type } = column;
  switch (form) {
    case 'integer':
      return value;
    case 'decimal':
      return hasFraction(column) ? `CAST(${value} AS DECIMAL(40, 10))` : value;
    case 'float':
      return value.includes('e') ? value : `${value}E0`;
    case 'time':
      return hasFraction(column) ? `CAST('${value}' AS TIME(6))` : `'${value}'`;
    case 'timestamp':
    case 'instant':
      return hasFraction(column) ? `CAST('${value}' AS DATETIME(6))` : `'${value}'`;
    case 'bytes':
      return quoteBytes(value);
    case 'uuid':
      return type.kind === 'bytes' ? quoteBytes(value.replaceAll('-', '')) : quoteText(value);
    default:
      return quoteText(value);
  }
}

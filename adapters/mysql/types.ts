import type { ColumnType, KeyOrder, Kind } from '../../src/model/column.ts';

/** What `information_schema.columns` says of a column's type. */
export interface CatalogType {
  /** `data_type`: the base type without modifiers. */
  readonly base: string;
  /** `column_type`: as MySQL spells it, modifiers and all. */
  readonly native: string;
  readonly length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly fraction: number | null;
  readonly collation: string | null;
  /** MariaDB has no JSON type: it is a text with a check that it is valid. */
  readonly checkedJson: boolean;
}

interface TypeEntry {
  readonly kind: Kind;
  readonly order?: KeyOrder;
  readonly fixed?: boolean;
  readonly size?: (catalog: CatalogType) => number | null;
}

const INTEGER: TypeEntry = { kind: 'integer', order: 'numeric' };
const TEXT: TypeEntry = { kind: 'text' };
const BLOB: TypeEntry = { kind: 'bytes', order: 'bytes' };
const fraction = (catalog: CatalogType): number => catalog.fraction ?? 0;
const length = (catalog: CatalogType): number | null => catalog.length;

const TYPES: Readonly<Record<string, TypeEntry>> = {
  tinyint: INTEGER,
  smallint: INTEGER,
  mediumint: INTEGER,
  int: INTEGER,
  bigint: INTEGER,
  decimal: { kind: 'decimal', order: 'numeric', size: (catalog) => catalog.scale ?? 0 },
  float: { kind: 'float', size: () => 32 },
  double: { kind: 'float', size: () => 64 },
  bit: { kind: 'bits', order: 'bytes', size: (catalog) => catalog.precision ?? 1 },
  char: { kind: 'text', fixed: true, size: length },
  varchar: { kind: 'text', size: length },
  tinytext: TEXT,
  text: TEXT,
  mediumtext: TEXT,
  longtext: TEXT,
  json: { kind: 'json' },
  binary: { kind: 'bytes', order: 'bytes', fixed: true, size: length },
  varbinary: { kind: 'bytes', order: 'bytes', size: length },
  tinyblob: BLOB,
  blob: BLOB,
  mediumblob: BLOB,
  longblob: BLOB,
  date: { kind: 'date', order: 'wall' },
  // TIME sorts by duration, which is not the order of its text: -01:00:00, 100:00:00.
  time: { kind: 'time', size: fraction },
  datetime: { kind: 'timestamp', order: 'wall', size: fraction },
  timestamp: { kind: 'instant', order: 'instant', size: fraction },
  year: { kind: 'year', order: 'numeric' },
  // ENUM and SET sort by position; MariaDB sorts a uuid by its time, which is in the middle.
  enum: { kind: 'enum' },
  set: { kind: 'set' },
  uuid: { kind: 'uuid' },
  inet4: { kind: 'inet' },
  inet6: { kind: 'inet' },
  point: { kind: 'point' },
  // It may hold points, among others.
  geometry: { kind: 'point' },
};

/** A POINT is stored as any geometry, with its spatial reference system: two of them are compared with it. */
const STORED_AS: Readonly<Record<string, string>> = { point: 'geometry' };

/** Character sets whose bytes are UTF-8 as they are. Not ascii: MariaDB lets bytes into it that are no characters there. */
const UTF8 = new Set(['utf8mb4', 'utf8mb3', 'utf8']);

/**
 * Character sets of which every code has a character of Unicode: seen by converting all of them. Of the others some become
 * `?` without a word, and those of tis620 that are not assigned U+FFFD.
 */
const WHOLE = new Set(
  'armscii8 cp850 cp852 cp866 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman utf16 utf16le utf32'.split(
    ' ',
  ),
);

/** NO PAD collations that compare code points. The other `_bin` ones pad with spaces, which sorts a tab behind `''`. */
const BYTEWISE = new Set(['utf8mb4_0900_bin', 'utf8mb4_nopad_bin', 'utf8mb3_nopad_bin']);

/** A column's type in the words of the type table. */
export function columnType(catalog: CatalogType): ColumnType {
  const base = catalog.checkedJson ? 'json' : catalog.base;
  const entry = TYPES[base] ?? { kind: 'opaque' };
  const collation = entry.kind === 'json' || catalog.collation === null ? '' : ` collate ${catalog.collation}`;
  return {
    kind: entry.kind,
    native: catalog.checkedJson ? 'json' : catalog.native + collation,
    identity: `mysql:${STORED_AS[base] ?? base}${catalog.native.includes(' unsigned') ? ' unsigned' : ''}${foreignCharset(catalog)}`,
    order: BYTEWISE.has(catalog.collation ?? '') && entry.kind === 'text' ? 'bytes' : (entry.order ?? null),
    size: entry.size?.(catalog) ?? null,
    fixed: entry.fixed ?? false,
  };
}

/** Equal raw bytes mean equal text only within a character set. */
function foreignCharset(catalog: CatalogType): string {
  const charset = catalog.collation?.split('_')[0] ?? 'utf8mb4';
  return UTF8.has(charset) ? '' : ` ${charset}`;
}

/** The collation that `columnType` wrote behind the native type; null for a type without one. */
export function collationOf(type: ColumnType): string | null {
  return / collate (\w+)$/.exec(type.native)?.[1] ?? null;
}

/** The character set of a text; null for a type without one. */
export function charsetOf(type: ColumnType): string | null {
  return collationOf(type)?.split('_')[0] ?? null;
}

/** Whether the column's bytes are UTF-8 without conversion. */
export function isUtf8(type: ColumnType): boolean {
  const charset = charsetOf(type);
  return charset === null || UTF8.has(charset);
}

/** Whether the column can hold a code that no character of Unicode stands for. */
export function losesCharacters(type: ColumnType): boolean {
  return !isUtf8(type) && !WHOLE.has(charsetOf(type) ?? '');
}

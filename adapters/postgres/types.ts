import type { ColumnType, KeyOrder, Kind } from '../../src/model/column.ts';

/** What has to be known of a server before its columns and values can be. */
export interface ServerFacts {
  readonly majorVersion: number;
  /** The character set of the database, as PostgreSQL calls it: `UTF8`, `LATIN1`, `SQL_ASCII`. */
  readonly encoding: string;
  /** How many digits of a sum of `money` are behind the point: that of the database's own `lc_monetary`. */
  readonly moneyDigits: number;
}

/** What the catalog says of a column's type, domains already resolved to their base. */
export interface CatalogType {
  /** As PostgreSQL spells it, modifiers and all. */
  readonly native: string;
  /** Name of the base type: `int4`, `_text`, `mood`. */
  readonly base: string;
  /** Whether it is one of PostgreSQL's own types. */
  readonly builtIn: boolean;
  readonly isEnum: boolean;
  /** -1 when it has none. */
  readonly modifier: number;
  /** Whether the column's collation compares text byte by byte. */
  readonly byteCollation: boolean;
  /** Of an array, the type of its elements. */
  readonly element: ElementType | null;
  /** What a type is made of that another database may make otherwise; null for all others. */
  readonly structure: string | null;
  /** Whether casts to text, or of an array's elements to JSON, are functions of the user's. */
  readonly recast: boolean;
}

/** The type of an array's elements. */
export type ElementType = Pick<CatalogType, 'base' | 'builtIn' | 'isEnum'>;

/** What of a server a type depends on. */
type TypeFacts = Pick<ServerFacts, 'encoding' | 'moneyDigits'>;

interface TypeEntry {
  readonly kind: Kind;
  readonly order?: KeyOrder;
  readonly fixed?: boolean;
  readonly size?: (modifier: number, server: TypeFacts) => number | null;
}

const fraction = (modifier: number): number => (modifier < 0 ? 6 : modifier);
const length = (modifier: number): number | null => (modifier < 4 ? null : modifier - 4);
/** Precision in the upper half, scale in the lower eleven bits, signed since PostgreSQL 15 (`numerictypmodin`). */
const scale = (modifier: number): number | null => (modifier < 4 ? null : (((modifier - 4) & 0x7ff) ^ 1024) - 1024);

const TYPES: Readonly<Record<string, TypeEntry>> = {
  int2: { kind: 'integer', order: 'numeric' },
  int4: { kind: 'integer', order: 'numeric' },
  int8: { kind: 'integer', order: 'numeric' },
  oid: { kind: 'integer', order: 'numeric' },
  numeric: { kind: 'decimal', order: 'numeric', size: scale },
  float4: { kind: 'float', size: () => 32 },
  float8: { kind: 'float', size: () => 64 },
  bool: { kind: 'boolean', order: 'boolean' },
  money: { kind: 'decimal', size: (_modifier, { moneyDigits }) => moneyDigits },
  bit: { kind: 'bits', order: 'bytes', size: (modifier) => (modifier < 1 ? null : modifier) },
  varbit: { kind: 'bits' },
  text: { kind: 'text' },
  varchar: { kind: 'text', size: length },
  bpchar: { kind: 'text', size: length, fixed: true },
  name: { kind: 'text' },
  citext: { kind: 'text' },
  bytea: { kind: 'bytes', order: 'bytes' },
  date: { kind: 'date', order: 'wall' },
  time: { kind: 'time', size: fraction },
  timestamp: { kind: 'timestamp', order: 'wall', size: fraction },
  timestamptz: { kind: 'instant', order: 'instant', size: fraction },
  uuid: { kind: 'uuid', order: 'bytes' },
  interval: { kind: 'interval' },
  inet: { kind: 'inet' },
  cidr: { kind: 'inet' },
  point: { kind: 'point' },
  json: { kind: 'json' },
  jsonb: { kind: 'json' },
};

/** Extension types that stand for one of PostgreSQL's own. */
const EXTENSION_TYPES = new Set(['citext']);

/** A column's type in the words of the type table. */
export function columnType(catalog: CatalogType, server: TypeFacts): ColumnType {
  const { encoding } = server;
  const entry = entryOf(catalog);
  const structure = structureOf(catalog, server);
  return {
    kind: entry.kind,
    native: structure === null ? catalog.native : `${catalog.native} of ${structure}`,
    identity: `postgres:${catalog.base}${structure ?? ''}`,
    order: entry.kind === 'text' ? textOrder(catalog, encoding) : (entry.order ?? null),
    size: entry.size?.(catalog.modifier, server) ?? null,
    fixed: entry.fixed ?? false,
    ...(encoding === 'UTF8' || !WRITTEN_IN_CHARACTERS.has(entry.kind) ? {} : { encoding }),
    ...(catalog.recast ? { recast: true } : {}),
    ...(catalog.element === null ? {} : { element: elementKind(catalog.element) }),
  };
}

function entryOf(catalog: ElementType & Pick<CatalogType, 'element'>): TypeEntry {
  if (catalog.element !== null) return { kind: 'array' };
  if (catalog.isEnum) return { kind: 'enum' };
  const known = catalog.builtIn || EXTENSION_TYPES.has(catalog.base);
  return (known ? TYPES[catalog.base] : undefined) ?? { kind: 'other' };
}

/** Sums in an array are printed with a sign for the currency: they are like those of no other type. */
function elementKind(element: ElementType): Kind {
  return element.base === 'money' ? 'other' : entryOf({ ...element, element: null }).kind;
}

function structureOf({ structure, element }: CatalogType, server: TypeFacts): string | null {
  const scaled = element?.base === 'money' && server.moneyDigits !== PINNED_DIGITS;
  return scaled ? `${moneyName(server)}[]` : structure;
}

/** Under the pinned `lc_monetary`, to which a sum is a number of hundredths. */
export const PINNED_DIGITS = 2;

/** Inside of other types sums are printed as hundredths, whatever they are. */
export function moneyName({ moneyDigits }: Pick<ServerFacts, 'moneyDigits'>): string {
  return moneyDigits === PINNED_DIGITS ? 'money' : `money<${String(moneyDigits)} digits>`;
}

/** Kinds of which a value can have characters that are not ASCII. */
const WRITTEN_IN_CHARACTERS: ReadonlySet<Kind> = new Set<Kind>(['text', 'enum', 'array', 'json', 'other']);

/**
 * Encodings of which the order of bytes is that of code points. Under SQL_ASCII it is that of bytes, which need not be
 * the bytes of any text.
 */
const IN_CODE_POINT_ORDER: ReadonlySet<string> = new Set(['UTF8', 'LATIN1']);

function textOrder(catalog: CatalogType, encoding: string): KeyOrder | null {
  if (!IN_CODE_POINT_ORDER.has(encoding)) return null;
  return catalog.byteCollation && (catalog.base === 'text' || catalog.base === 'varchar') ? 'bytes' : null;
}

/**
 * What a column holds, in words that mean the same on every engine. Rules of the type table are written in
 * kinds; an adapter says which kind each of its native types is. `other` is a type with no counterpart elsewhere that is
 * exact as its engine prints it, `opaque` one that is bytes.
 */
export type Kind =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'bits'
  | 'text'
  | 'bytes'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'instant'
  | 'year'
  | 'uuid'
  | 'json'
  | 'enum'
  | 'set'
  | 'array'
  | 'interval'
  | 'inet'
  | 'point'
  | 'other'
  | 'opaque';

/**
 * The order in which an ascending index on the column delivers its values, when that order is one of those that
 * mean the same on every engine. `wall` is the order of calendar readings (date, zone-less timestamp), `instant`
 * that of points in time, `bytes` that of the canonical form's bytes.
 */
export type KeyOrder = 'numeric' | 'boolean' | 'bytes' | 'wall' | 'instant';

/** A column's type, as the rules of the type table need to know it. */
export interface ColumnType {
  readonly kind: Kind;
  /** As the engine spells it, for people: `numeric(10,2)`, `int unsigned`. */
  readonly native: string;
  /**
   * Engine and base type without modifiers, `postgres:int4`. Two columns of equal identity that hold equal raw
   * bytes hold equal values; a type of kind `other` can only be compared with one of its own identity.
   */
  readonly identity: string;
  /** `null` when index order is the engine's own affair (collations, enum positions). */
  readonly order: KeyOrder | null;
  /**
   * float: 32 or 64 · decimal: digits after the point, null when free · bits, text, bytes: declared length, null
   * when free · time, timestamp, instant: fraction digits · else null.
   */
  readonly size: number | null;
  /** Padded to its declared length: CHAR(n), BINARY(n). */
  readonly fixed: boolean;
  /** The character set that its text is stored in, where a server has one that is not UTF-8. */
  readonly encoding?: string;
  /** Of an array, the kind of its elements. */
  readonly element?: Kind;
  /** Whether a cast of the user's would print its values: then what prints them is the type's own output. */
  readonly recast?: true;
  /** Why its values are not all that has to be compared, in words: what they refer to is elsewhere and not read. */
  readonly unread?: string;
}

/** Whether it is a text that is padded with spaces: CHAR(n). */
export function isChar(type: ColumnType): boolean {
  return type.kind === 'text' && type.fixed;
}

/** A column of a table as one side has it. */
export interface ColumnShape {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

import type { KeyOrder } from './column.ts';

/** A row's key: the canonical text of each key column, in key order; null for NULL. Never a JavaScript number. */
export type Key = readonly (string | null)[];

/** `after < key <= through`; null is open. */
export interface KeyRange {
  readonly after: Key | null;
  readonly through: Key | null;
}

/** The whole key line. */
export const EVERYTHING: KeyRange = { after: null, through: null };

/** How each key column is ordered; null where the canonical bytes decide. */
export type KeyOrders = readonly (KeyOrder | null)[];

/** A string that two keys share exactly when they are equal. */
export function keyIdentity(key: Key): string {
  return key.length === 1 && key[0] != null && !key[0].startsWith('[') ? key[0] : JSON.stringify(key);
}

/** The key that has this identity. */
export function keyOfIdentity(identity: string): Key {
  return identity.startsWith('[') ? (JSON.parse(identity) as Key) : [identity];
}

/** Negative when `a` comes first. NULL comes before every value. */
export function compareKeys(orders: KeyOrders, a: Key, b: Key): number {
  for (let i = 0; i < orders.length; i++) {
    const compared = compareParts(orders[i] ?? null, a[i] ?? null, b[i] ?? null);
    if (compared !== 0) return compared;
  }
  return 0;
}

function compareParts(order: KeyOrder | null, a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (order === 'numeric' || order === 'boolean') return compareNumbers(a, b);
  if (order === 'wall' || order === 'instant') return compareTimes(a, b);
  return compareBytes(a, b);
}

/** UTF-8 byte order, which is code point order; JavaScript's own `<` goes by UTF-16 unit and differs above U+FFFF. */
function compareBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const [unit, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (unit !== other) return byteOrder(unit) - byteOrder(other);
  }
  return a.length - b.length;
}

/** Halves of what lies above U+FFFF (0xD800 to 0xDFFF) come behind all other units. */
function byteOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x10000 : unit;
}

/** PostgreSQL sorts NaN above Infinity above every number. */
const BEYOND: Readonly<Record<string, number>> = { '-Infinity': -1, Infinity: 1, NaN: 2 };

/** Canonical decimals of any length, without going through a JavaScript number. */
export function compareNumbers(a: string, b: string): number {
  if (isBeyond(a) || isBeyond(b)) return (BEYOND[a] ?? 0) - (BEYOND[b] ?? 0);
  const [negative, otherNegative] = [a.startsWith('-'), b.startsWith('-')];
  if (negative !== otherNegative) return negative ? -1 : 1;
  return negative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

/** Every number ends with a digit, and of the others none does. */
function isBeyond(text: string): boolean {
  return text.charCodeAt(text.length - 1) > 0x39;
}

/** Of numbers of one sign: the longer whole part is the larger one; else the digits decide, left to right. */
function compareMagnitudes(a: string, b: string): number {
  const [point, otherPoint] = [a.indexOf('.'), b.indexOf('.')];
  const longer = (point < 0 ? a.length : point) - (otherPoint < 0 ? b.length : otherPoint);
  if (longer !== 0) return longer;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Dates and timestamps in their canonical text: BC backwards, years beyond 9999 by length, infinities outside. */
function compareTimes(a: string, b: string): number {
  const [eraA, textA] = timeEra(a);
  const [eraB, textB] = timeEra(b);
  if (eraA !== eraB) return eraA - eraB;
  const years = textA.indexOf('-') - textB.indexOf('-');
  const later = years !== 0 ? years : textA < textB ? -1 : textA > textB ? 1 : 0;
  return eraA === -1 ? compareBc(textA, textB) : later;
}

function timeEra(text: string): readonly [number, string] {
  const plain = text.endsWith('Z') ? text.slice(0, -1) : text;
  if (plain === '-infinity') return [-2, ''];
  if (plain === 'infinity') return [2, ''];
  return plain.endsWith(' BC') ? [-1, plain.slice(0, -3)] : [0, plain];
}

/** In BC the larger year is the earlier one; within a year time runs forward. */
function compareBc(a: string, b: string): number {
  const [yearA, yearB] = [Number(a.slice(0, a.indexOf('-'))), Number(b.slice(0, b.indexOf('-')))];
  if (yearA !== yearB) return yearB - yearA;
  return a < b ? -1 : a > b ? 1 : 0;
}

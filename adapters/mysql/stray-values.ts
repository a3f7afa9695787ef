/**
 * Values of which the server prints the same as of another one: a text with a code that no character of Unicode stands for
 * (printed as `?`), the error value of an ENUM that has a label '' too, a SET with a label ''. They are sent behind a mark
 * that no text begins with, so that none of them equals anything but the same value of the same kind.
 */
import { STRAY_BYTE, STRAY_MARK } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import type { Finish } from '../sql/finish.ts';
import { quoteName } from './quote.ts';
import { charsetOf, collationOf, losesCharacters } from './types.ts';

/** When a column's value is one of them, and what is said of it behind the mark. */
interface Stray {
  readonly when: string;
  readonly words: string;
}

/** What the server is asked for, with the mark where it belongs. */
export function withMarks(column: ViewColumn, printed: string): string {
  return straysOf(column).reduce(
    (rest, { when, words }) => `IF(${when}, ${mark(words)}, CAST(${rest} AS BINARY))`,
    printed,
  );
}

/** Leaves a marked value as it is. */
export function finishUnmarked(column: ViewColumn, finish: Finish): Finish {
  if (finish === null || straysOf(column).length === 0) return finish;
  return (bytes) => (bytes[0] === STRAY_BYTE ? bytes : finish(bytes));
}

/** The condition that the column has this value, which stands behind a mark; null when it cannot have it. */
export function equalsStray(column: ViewColumn, part: string): string | null {
  const name = quoteName(column.name);
  const [, hex = null, charset = ''] = /^0x([0-9A-F]*) \((\w+)\)$/.exec(part.slice(STRAY_MARK.length)) ?? [];
  if (hex !== null && column.type.kind === 'text') {
    const same = charset === charsetOf(column.type) && losesCharacters(column.type);
    if (!same) return null;
    // A literal of bytes that are no characters of ascii is refused.
    if (charset === 'ascii') return `CAST(${name} AS BINARY) = X'${hex}'`;
    return `${name} = _${charset} X'${hex}' COLLATE ${collationOf(column.type) ?? ''}`;
  }
  const words = straysOf(column).map((stray) => `((${stray.when}) AND ${mark(stray.words)} = ${literalMark(part)})`);
  return words.length === 0 ? null : `(${words.join(' OR ')})`;
}

function straysOf(column: ViewColumn): readonly Stray[] {
  const { type } = column;
  const name = quoteName(column.name);
  const charset = charsetOf(type) ?? '';
  const lost = { when: isLossy(name, charset), words: `'0x', HEX(${name}), ' (${charset})'` };
  const strays: readonly Stray[] = losesCharacters(type) ? [lost] : [];
  const empty = labelsOf(type.native).indexOf('');
  if (type.kind === 'enum' && empty >= 0) return [...strays, { when: `${name}+0 = 0`, words: `'no label'` }];
  if (type.kind !== 'set' || empty < 0) return strays;
  return [...strays, { when: `${name} & ${String(1n << BigInt(empty))}`, words: `'labels ', HEX(${name}+0)` }];
}

/**
 * Whether question marks come up of a text that are not its own, or the sign for what has no character in place of a code
 * that is not its own. Of half a character in ucs2 MySQL makes nothing at all.
 */
function isLossy(name: string, charset: string): string {
  const there = `CONVERT(${name} USING utf8mb4)`;
  // What is plain ASCII is told by its length alone, which costs next to nothing.
  if (charset === 'ascii') return `HEX(${name}) REGEXP '^(..)*[89A-F]'`;
  const differs = `CAST(CONVERT(${there} USING ${charset}) AS BINARY) <> CAST(${name} AS BINARY)`;
  if (charset === 'ucs2') return differs;
  const marks = `LOCATE('?', CAST(CONVERT(REPLACE(${name}, '?', '') USING utf8mb4) AS BINARY)) > 0`;
  return `${marks} OR (LOCATE(X'EFBFBD', CAST(${there} AS BINARY)) > 0 AND ${differs})`;
}

function mark(words: string): string {
  return `CAST(CONCAT(_binary X'FF', ${words}) AS BINARY)`;
}

function literalMark(part: string): string {
  return `_binary X'FF${Buffer.from(part.slice(STRAY_MARK.length)).toString('hex')}'`;
}

/** The labels of an ENUM or SET as `information_schema` spells it. */
function labelsOf(native: string): readonly string[] {
  if (!/^(enum|set)\(/.test(native)) return [];
  return [...native.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label.replaceAll("''", "'"));
}

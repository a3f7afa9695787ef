import type { Loosening } from '../../model/loosening.ts';

/** What a canonical value counts as; null for NULL. Values that are let pass for each other count as the same. */
export type Loosen = (value: Uint8Array) => Uint8Array | null;

/**
 * What is to be done to the values of a column before they are compared; null for nothing. The plan gives a column only
 * what its form has a meaning for.
 */
export function loosenValues({ trim, foldCase, emptyIsNull, zeroDateIsNull }: Loosening): Loosen | null {
  if (trim || foldCase || emptyIsNull) {
    return (value) => {
      const text = trim || foldCase ? loosenedText(value, trim, foldCase) : value;
      return emptyIsNull && text.length === 0 ? null : text;
    };
  }
  return zeroDateIsNull ? (value) => (isZeroDate(value) ? null : value) : null;
}

// Without `ignoreBOM` a leading U+FEFF would be dropped, whether white space counts or not.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 stay as they are: read with replacement characters, two of them could become one text. */
function loosenedText(value: Uint8Array, trim: boolean, foldCase: boolean): Uint8Array {
  let text: string;
  try {
    text = utf8.decode(value);
  } catch {
    return value;
  }
  const trimmed = trim ? text.trim() : text;
  return Buffer.from(foldCase ? folded(trimmed) : trimmed);
}

/** The letters whose lower case is more than one letter, or depends on the letters around: these two alone. */
const SPECIAL = /[\u0130\u03a3]/g;

function folded(text: string): string {
  return text.replace(SPECIAL, (letter) => (letter === '\u0130' ? 'i' : '\u03c3')).toLowerCase();
}

const ZERO_DATE = /^0000-00-00(?: 00:00:00)?Z?$/;
/** `0000-00-00 00:00:00Z` */
const LONGEST_ZERO_DATE = 20;

function isZeroDate(value: Uint8Array): boolean {
  return value.length <= LONGEST_ZERO_DATE && ZERO_DATE.test(Buffer.from(value).toString('latin1'));
}

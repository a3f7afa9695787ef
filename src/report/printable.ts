/**
 * Text that came from a database or a server, made safe for a terminal: every control character, terminal escape,
 * text-direction mark and lone surrogate is shown as an escape. Shown and not dropped, so that two keys that differ
 * only there do not look alike.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, visible);
}

/** C0, DEL, C1, line and paragraph separators, marks that turn the direction of text, BOM, lone surrogates. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Longer values are cut in the text report; `--format json` has them whole. */
const LONGEST_VALUE = 60;

/** One value of a key: bare when nothing in it could be misread, else quoted. */
export function printableValue(value: string | null): string {
  if (value === null) return 'NULL';
  const whole = [...value];
  const cut = whole.length > LONGEST_VALUE;
  const shown = printable(cut ? whole.slice(0, LONGEST_VALUE - 1).join('') : value);
  const bare = BARE.test(shown) && shown !== 'NULL';
  return `${bare ? shown : `'${shown.replaceAll("'", "''")}'`}${cut ? '…' : ''}`;
}

/** Numbers, dates, uuids, words; an inner blank as in `2024-01-31 10:00:00Z`. */
const BARE = /^[\p{L}\p{N}_.:+@/-]+$|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*Z?$/u;

import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** How the text is to look. */
export interface Layout {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export type Style = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

/** Whether colours show at all was decided by the caller: `styleText` must not look at stdout on its own. */
export function styled(layout: Layout, style: Style, text: string): string {
  return layout.color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}

/** How many columns of a terminal a text takes: two for each sign of Chinese, none for a colour. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/**
 * Lines of at most `width` columns, the first behind `first`, the others behind `indent`. A word is only cut that is
 * longer than a whole line.
 */
export function wrapped(text: string, width: number, indent = '', first = ''): string[] {
  const lines: string[] = [];
  let line = first;
  let [used, fresh] = [widthOf(first), true];
  for (const word of text.split(' ').flatMap((word) => pieces(word, width - widthOf(indent)))) {
    const size = widthOf(word);
    if (!fresh && used + 1 + size > width) {
      lines.push(line);
      [line, used] = [indent + word, widthOf(indent) + size];
    } else {
      line += fresh ? word : ` ${word}`;
      used += size + (fresh ? 0 : 1);
    }
    fresh = false;
  }
  return [...lines, line];
}

/** A word, in as many pieces as lines that it fills. */
function pieces(word: string, width: number): readonly string[] {
  return word.length * 2 <= width || widthOf(word) <= width
    ? [word]
    : wrapAnsi(word, Math.max(1, width), { hard: true }).split('\n');
}

/** Rows as aligned columns without borders, indented by two. */
export function aligned(rows: readonly (readonly string[])[], aligns: readonly ('left' | 'right')[]): string[] {
  const widths = aligns.map((_, i) => rows.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), 0));
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      const fill = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
      return aligns[i] === 'right' ? fill + cell : cell + fill;
    });
    return `  ${cells.join('  ').trimEnd()}`;
  });
}

/** Cut in the middle, where names differ least. */
export function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const signs = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
  const end = fitting([...signs].reverse(), Math.floor((width - 1) / 2)).reverse();
  const begin = fitting(signs, width - 1 - widthOf(end.join('')));
  return `${begin.join('')}…${end.join('')}`;
}

/** The first of them that fit. */
function fitting(signs: readonly string[], width: number): string[] {
  let used = 0;
  const end = signs.findIndex((sign) => (used += widthOf(sign)) > width);
  return signs.slice(0, end < 0 ? signs.length : end);
}

import { styleText } from 'node:util';
import Table from 'cli-table3';

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

/** Lines of at most `width` columns, the first behind `first`, the others behind `indent`. Words are never cut. */
export function wrapped(text: string, width: number, indent = '', first = ''): string[] {
  const lines: string[] = [];
  let line = first;
  let fresh = true;
  for (const word of text.split(' ')) {
    if (!fresh && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line += fresh ? word : ` ${word}`;
    fresh = false;
  }
  return [...lines, line];
}

/** Rows as aligned columns without borders, indented by two. */
export function aligned(rows: readonly (readonly string[])[], aligns: readonly ('left' | 'right')[]): string[] {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const sides = { 'bottom-left': '', 'bottom-right': '', left: ' ', 'left-mid': '', mid: '', 'mid-mid': '' };
  const table = new Table({
    chars: { ...none, ...sides, right: '', 'right-mid': '', middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: [...aligns],
  });
  table.push(...rows.map((row) => [...row]));
  return rows.length === 0
    ? []
    : table
        .toString()
        .split('\n')
        .map((line) => ` ${line.trimEnd()}`);
}

/** Cut in the middle, where names differ least. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}`;
}

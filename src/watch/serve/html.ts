/** Markup whose values are escaped unless they are markup themselves. */
import { printable } from '../../report/printable.ts';

export interface Html {
  readonly html: string;
}

export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/**
 * A tag for templates: html`<td>${name}</td>`. A text can neither end an element nor an attribute in double quotes,
 * turn the direction of what stands beside it, or hide in it. Null is nothing.
 */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: pieces.map((piece, i) => piece.replace(INDENT, '\n') + textOf(values[i] ?? null)).join('') };
}

/** For readers of this code, and no others. */
const INDENT = /\n\s+/g;

/** Markup and code that stand in this program. */
export function trusted(text: string): Html {
  return { html: text };
}

function textOf(value: HtmlValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return printable(value).replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
  return 'html' in value ? value.html : value.map(textOf).join('');
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Small pieces that several parts of the page are made of. */
import type { Drift } from '../../../model/watch.ts';
import { printableValue } from '../../../report/printable.ts';
import { html } from '../html.ts';
import type { Html, HtmlValue } from '../html.ts';

/** A moment, which the script goes on to tell as an age. */
export function ago(iso: string): Html {
  return html`<time datetime="${iso}" data-ago>${clockTime(iso)}</time>`;
}

/** `2026-11-28 13:05:12 UTC`: of a moment that is long gone the day matters. */
function clockTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** A word with a sign beside it: the colour says nothing that these two do not. */
export function badge(tone: Tone, sign: string, word: string): Html {
  return html`<span class="badge ${tone}"><span class="sign" aria-hidden="true">${sign}</span>${word}</span>`;
}

const KINDS: Readonly<Record<Drift['kind'], readonly [sign: string, why: string]>> = {
  missing: ['−', 'not in the target'],
  extra: ['+', 'only in the target'],
  changed: ['≠', 'in both, with other values'],
};

export function kindBadge(kind: Drift['kind']): Html {
  const [sign, why] = KINDS[kind];
  return html`<span title="${why}">${badge('bad', sign, kind)}</span>`;
}

/** In a table without a key there is its hash alone, and how often. */
export function keyText({ key, count = 1 }: Drift): string {
  const copies = count === 1 ? '' : ` × ${String(count)}`;
  return `${key.map(printableValue).join(', ')}${copies}`;
}

/** A phone shows each row below one another, with the name before it. */
export function cell(name: string, content: HtmlValue): Html {
  return html`<td data-name="${name}" class="${content === NOTHING ? 'nothing' : 'text'}"><div>${content}</div></td>`;
}

export function number(name: string, content: HtmlValue): Html {
  return html`<td data-name="${name}" class="number"><div>${content}</div></td>`;
}

/** Where there is nothing to say. */
export const NOTHING = '–';

/** Source, and the target where it is called otherwise. */
export function tableNames(source: string, target: string): Html {
  if (source === target) return tableName(source);
  return html`${tableName(source)} <span class="to">→ ${tableName(target)}</span>`;
}

/** It may break where its words end, and nowhere else while there is room. */
export function tableName(name: string): Html {
  return html`${name.split(/(?<=[._])/).map((word) => html`${word}<wbr />`)}`;
}

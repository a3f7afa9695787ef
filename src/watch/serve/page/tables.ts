/** The tables: how each stands, worst first. */
import type { DriftCounts, WatchedTable, WatchStatus } from '../../../model/watch.ts';
import { count, counted } from '../../../report/numbers.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { legend, timeline, timeSpan } from './timeline.ts';
import type { TimeSpan } from './timeline.ts';
import { ago, badge, cell, number, tableNames } from './words.ts';
import type { Tone } from './words.ts';

/** Tables on the page: those that keep from cutting over come first. */
const MOST_TABLES = 100;

interface Standing {
  /** Lower ones come first. */
  readonly order: number;
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
  readonly why: string | null;
}

/** No more than is known: a table without open drift need not be clean, as its last clean pass may be long ago. */
export function standingOf({ openDrift, incomplete, dirty, lastCleanPass }: WatchedTable): Standing {
  if (openDrift > 0) return { order: 0, tone: 'bad', sign: '✕', word: 'drift', why: incomplete ?? dirty };
  if (incomplete !== null) return { order: 1, tone: 'warn', sign: '?', word: 'could not tell', why: incomplete };
  if (dirty !== null) return { order: 2, tone: 'warn', sign: '~', word: 'dirty', why: dirty };
  if (lastCleanPass === null) return { order: 3, tone: 'plain', sign: '…', word: 'no clean pass yet', why: null };
  return { order: 4, tone: 'good', sign: '✓', word: 'no open drift', why: null };
}

export function tablesPart(status: WatchStatus): Html {
  const standing = status.tables.map((table) => ({ table, is: standingOf(table) }));
  standing.sort((a, b) => a.is.order - b.is.order || b.table.openDrift - a.table.openDrift);
  const shown = standing.slice(0, MOST_TABLES);
  const span = timeSpan(
    status,
    shown.map(({ table }) => table),
  );
  return html`<h2>Tables <span class="count">${summary(standing.map(({ is }) => is))}</span></h2>
    <div class="scroll">
      <table class="stack tables">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Stands</th>
            <th scope="col">${span.name}</th>
            <th scope="col">Last clean pass</th>
            <th scope="col" class="number">Open drift</th>
            <th scope="col" class="number">Suspects</th>
            <th scope="col" class="number">Rows compared</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(({ table, is }) => tableRow(table, is, { status, span }))}
        </tbody>
      </table>
    </div>
    ${rest(standing.length - shown.length)}${legend()}`;
}

/** `8 tables: 1 drift, 1 dirty, 6 no open drift`. */
function summary(standing: readonly Standing[]): string {
  const words = new Map<string, number>();
  for (const { word } of [...standing].sort((a, b) => a.order - b.order)) words.set(word, (words.get(word) ?? 0) + 1);
  const each = [...words].map(([word, tables]) => `${count(tables)} ${word}`);
  return `${counted(standing.length, 'table')}${each.length === 0 ? '' : `: ${each.join(', ')}`}`;
}

interface Shown {
  readonly status: WatchStatus;
  readonly span: TimeSpan;
}

function tableRow(table: WatchedTable, is: Standing, { status, span }: Shown): Html {
  const { source, target, lastCleanPass, openDrift, drift, suspects, rowsCompared } = table;
  const why = is.why === null ? null : html` <span class="why">${is.why}</span>`;
  return html`<tr>
    <th scope="row" data-name="Table">${tableNames(source, target)}</th>
    ${cell('Stands', html`${badge(is.tone, is.sign, is.word)}${why}`)}
    ${cell(span.name, timeline(table, status.drift, span))}
    ${cell('Last clean pass', lastCleanPass === null ? 'none yet' : ago(lastCleanPass))}
    ${number('Open drift', openDrift === 0 ? '0' : html`<b>${count(openDrift)}</b> <span class="why">${kinds(drift)}</span>`)}
    ${number('Suspects', count(suspects))} ${number('Rows compared', count(rowsCompared))}
  </tr>`;
}

function kinds(drift: DriftCounts): string {
  const each = (['missing', 'extra', 'changed'] as const).filter((kind) => drift[kind] > 0);
  return each.map((kind) => `${count(drift[kind])} ${kind}`).join(', ');
}

function rest(tables: number): Html {
  if (tables <= 0) return html``;
  return html`<p class="more">
    and ${counted(tables, 'more table')}, none of which stands worse: <a href="status">status</a> lists them all.
  </p>`;
}

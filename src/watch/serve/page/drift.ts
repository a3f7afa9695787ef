/** Open drift: which rows, how, since when. */
import type { Drift, WatchStatus } from '../../../model/watch.ts';
import { count, counted } from '../../../report/numbers.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ago, cell, keyText, kindBadge, NOTHING, tableName } from './words.ts';

/** Rows on the page; `/status` has more of them. */
const MOST_ROWS = 100;
/** Columns named for a row. */
const MOST_COLUMNS = 8;

export function driftPart({ drift, openDrift }: WatchStatus): Html {
  const open = drift.filter(({ state }) => state === 'open');
  if (openDrift === 0 && open.length === 0)
    return html`<h2>Open drift</h2>
      <p class="none">No row is known to differ.</p>`;
  const shown = open.slice(0, MOST_ROWS);
  return html`<h2>Open drift <span class="count">${counted(openDrift, 'row')}</span></h2>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Key</th>
            <th scope="col">How</th>
            <th scope="col">Columns</th>
            <th scope="col">First seen</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(driftRow)}
        </tbody>
      </table>
    </div>
    ${more(openDrift, shown)}`;
}

function driftRow(drift: Drift): Html {
  const { table, kind, columns = [], firstSeen, lastSeen } = drift;
  return html`<tr>
    <th scope="row" data-name="Table">${tableName(table)}</th>
    ${cell('Key', html`<code>${keyText(drift)}</code>`)} ${cell('How', kindBadge(kind))}
    ${cell('Columns', columnText(columns))} ${cell('First seen', ago(firstSeen))} ${cell('Last seen', ago(lastSeen))}
  </tr>`;
}

function columnText(columns: readonly string[]): string {
  const more = columns.length - MOST_COLUMNS;
  if (columns.length === 0) return NOTHING;
  return `${columns.slice(0, MOST_COLUMNS).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
}

/** A drift of a table without a key may be several rows. */
function more(openDrift: number, shown: readonly Drift[]): Html {
  const rest = openDrift - shown.reduce((rows, { count: copies = 1 }) => rows + copies, 0);
  if (rest <= 0) return html``;
  return html`<p class="more">
    and ${counted(rest, 'more row')}: <a href="status">status</a> lists up to 500,
    <code>crosstally watch status</code> counts them all.
  </p>`;
}

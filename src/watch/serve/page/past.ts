/** Drift that is over: resolved or accepted. */
import type { Drift, WatchStatus } from '../../../model/watch.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ago, badge, cell, keyText, NOTHING, tableName } from './words.ts';

const MOST_ROWS = 50;

export function pastPart({ drift }: WatchStatus): Html {
  const over = drift.filter(({ state }) => state !== 'open').slice(0, MOST_ROWS);
  if (over.length === 0) return html``;
  return html`<details>
    <summary><h2>Resolved or accepted lately</h2></summary>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Key</th>
            <th scope="col">What it was</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          ${over.map(pastRow)}
        </tbody>
      </table>
    </div>
  </details>`;
}

function pastRow(drift: Drift): Html {
  const { table, kind, state, endedAt, by = NOTHING } = drift;
  const is = state === 'resolved' ? badge('good', '✓', 'resolved') : badge('plain', '○', 'accepted');
  return html`<tr>
    <th scope="row" data-name="Table">${tableName(table)}</th>
    ${cell('Key', html`<code>${keyText(drift)}</code>`)} ${cell('What it was', kind)} ${cell('State', is)}
    ${cell('When', endedAt === undefined ? NOTHING : ago(endedAt))} ${cell('By', by)}
  </tr>`;
}

/** The two sides: what they are asked, how much of that they allow, and what they tell of themselves. */
import type { Side } from '../../../model/side.ts';
import type { FeedStatus, WatchStatus } from '../../../model/watch.ts';
import { count, duration } from '../../../report/numbers.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ago, badge, cell, NOTHING } from './words.ts';

export function sidesPart(status: WatchStatus): Html {
  const rows = status.tables.reduce((sum, { rowsCompared }) => sum + rowsCompared, 0);
  return html`<h2>The two sides</h2>
    <p class="pace">
      ${budgetText(status.budget)} ${count(rows)} rows compared. This watch began
      ${ago(status.since)}.${status.held === null ? null : html` <b>Held:</b> ${status.held}`}
    </p>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Side</th>
            <th scope="col">Database</th>
            <th scope="col">Kept busy</th>
            <th scope="col">Feed</th>
            <th scope="col">Lag</th>
            <th scope="col">Gaps</th>
          </tr>
        </thead>
        <tbody>
          ${sideRow(status, 'source')}${sideRow(status, 'target')}
        </tbody>
      </table>
    </div>`;
}

function budgetText(budget: number | null): string {
  return budget === null ? 'No limit of time is set.' : `Budget: ${percent(budget)} of each side’s time.`;
}

function sideRow(status: WatchStatus, side: Side): Html {
  const { label, engine, engineVersion } = status.sides[side];
  const feed = status.feeds[side];
  const lag = feed.lagSeconds === null ? NOTHING : duration(feed.lagSeconds);
  return html`<tr>
    <th scope="row" data-name="Side">${side}</th>
    ${cell('Database', html`${label} <span class="to">${engine} ${engineVersion}</span>`)}
    ${cell('Kept busy', busy(status, side))} ${cell('Feed', feedState(feed))} ${cell('Lag', lag)}
    ${cell('Gaps', count(feed.gaps))}
  </tr>`;
}

/** Against the budget, where there is one. */
function busy({ at, since, busySeconds, budget }: WatchStatus, side: Side): Html {
  const share = busySeconds[side] / Math.max(1, (Date.parse(at) - Date.parse(since)) / 1000);
  const [full, text] = [budget ?? 1, `${percent(share)}, ${duration(busySeconds[side])} in all`];
  const width = Math.min(100, (share / full) * 100).toFixed(0);
  return html`<svg class="bar" viewBox="0 0 100 8" width="100" height="8" aria-hidden="true">
      <rect class="track" width="100" height="8" rx="4" />
      <rect class="fill" width="${width}" height="8" rx="4" />
    </svg>
    ${text}`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1)} %`;
}

function feedState({ state, reason }: FeedStatus): Html {
  const why = reason === null ? null : html` <span class="why">${reason}</span>`;
  if (state === 'on') return html`${badge(reason === null ? 'good' : 'warn', reason === null ? '✓' : '!', 'on')}${why}`;
  return html`${state === 'off' ? badge('plain', '○', 'off') : badge('warn', '!', 'none')}${why}`;
}

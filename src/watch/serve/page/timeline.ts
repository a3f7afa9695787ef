/** A picture of how a table stands: its last clean pass, the one under way, and drift, on one line of time for all tables. */
import type { Drift, WatchedTable, WatchStatus } from '../../../model/watch.ts';
import { html, trusted } from '../html.ts';
import type { Html } from '../html.ts';

/** The time that the pictures show. In milliseconds of the epoch. */
export interface TimeSpan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const WIDTH = 240;
const HEIGHT = 20;
const [MINUTE, HOUR] = [60_000, 3_600_000];

const SPANS: readonly (readonly [name: string, milliseconds: number])[] = [
  ['Last 10 minutes', 10 * MINUTE],
  ['Last hour', HOUR],
  ['Last 6 hours', 6 * HOUR],
  ['Last 24 hours', 24 * HOUR],
  ['Last 7 days', 7 * 24 * HOUR],
];
const LONGEST = SPANS[SPANS.length - 1] ?? ['', HOUR];

/** The shortest one that shows what matters of these tables; it moves on by whole pixels, so that little is drawn anew. */
export function timeSpan({ at, drift }: WatchStatus, tables: readonly WatchedTable[]): TimeSpan {
  const moments = [
    ...tables.flatMap(({ lastCleanPassBegan, passBegan }) => [lastCleanPassBegan, passBegan]),
    ...drift.flatMap(({ state, firstSeen }) => (state === 'open' ? [firstSeen] : [])),
  ];
  const now = Date.parse(at);
  const earliest = moments.reduce((least, iso) => (iso === null ? least : Math.min(least, Date.parse(iso))), now);
  const [name, length] = SPANS.find(([, milliseconds]) => now - earliest <= milliseconds * 0.95) ?? LONGEST;
  const pixel = length / WIDTH;
  const to = Math.ceil(now / pixel) * pixel;
  return { name, from: to - length, to };
}

/** Marks of one kind on one line. */
const MOST_MARKS = 60;

export function timeline(table: WatchedTable, drift: readonly Drift[], span: TimeSpan): Html {
  const { lastCleanPassBegan: began, lastCleanPass: ended, passBegan, dirty, incomplete } = table;
  // Of what has been since, nothing is known where hints cannot be relied on.
  const isKnown = dirty === null && incomplete === null;
  const own = drift.filter((one) => one.table === table.source);
  const open = places(
    own.flatMap(({ state, firstSeen }) => (state === 'open' ? [firstSeen] : [])),
    span,
  );
  const over = places(
    own.flatMap(({ endedAt }) => endedAt ?? []),
    span,
  );
  return html`<svg
    class="line"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width="${WIDTH}"
    height="${HEIGHT}"
    role="img"
    aria-label="${words(table, own)}"
  >
    <rect class="track" y="8" width="${WIDTH}" height="4" rx="2" />
    ${
      ended === null || !isKnown ? null : bar('since', place(ended, span), Math.min(WIDTH, ...open))
    }${began === null || ended === null ? null : bar('clean', place(began, span), place(ended, span))}${
      passBegan === null ? null : bar('now', place(passBegan, span), WIDTH)
    }${over.map((x) => html`<circle class="over" cx="${x}" cy="10" r="4" />`)}${open.map(
      (x) => html`<path class="open" d="M${x - 6} 1h12l-6 12z" />`,
    )}
  </svg>`;
}

/** Where a moment is on the line; what was before it is at its beginning. */
function place(iso: string, { from, to }: TimeSpan): number {
  const x = ((Date.parse(iso) - from) / (to - from)) * WIDTH;
  return Math.round(Math.min(WIDTH, Math.max(0, x)));
}

function places(moments: readonly string[], span: TimeSpan): number[] {
  const inside = moments.map((iso) => Math.min(WIDTH - 6, Math.max(6, place(iso, span))));
  return [...new Set(inside)].slice(0, MOST_MARKS);
}

/** A pass that took no time that can be seen is seen all the same. */
const NARROWEST = 4;

function bar(what: 'since' | 'clean' | 'now', from: number, to: number): Html {
  const [y, height] = what === 'since' ? [8, 4] : [4, 12];
  const width = Math.max(to - from, NARROWEST);
  const x = Math.min(from, WIDTH - width);
  return html`<rect class="${what}" x="${x}" y="${y}" width="${width}" height="${height}" rx="2" />`;
}

/** What the picture shows, for whoever does not see it. */
function words({ lastCleanPassBegan, lastCleanPass, passBegan }: WatchedTable, own: readonly Drift[]): string {
  const open = own.filter(({ state }) => state === 'open').length;
  const clock = (iso: string): string => iso.slice(11, 16);
  const clean =
    lastCleanPass === null || lastCleanPassBegan === null
      ? 'no clean pass yet'
      : `last clean pass ${clock(lastCleanPassBegan)} to ${clock(lastCleanPass)} UTC`;
  const now = passBegan === null ? 'no pass under way' : `a pass under way since ${clock(passBegan)} UTC`;
  return `${clean}, ${now}, ${String(open)} open, ${String(own.length - open)} over`;
}

/** The pattern of the pass that is under way: once for the whole page. */
export const HATCH: Html = trusted(
  '<svg width="0" height="0" class="hidden" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="paper" width="6" height="6"/><rect class="stripe" width="3" height="6"/></pattern></defs></svg>',
);

export function legend(): Html {
  return LEGEND;
}

const LEGEND: Html = trusted(
  `<ul class="legend" aria-hidden="true">${[
    ['<rect class="clean" x="2" y="4" width="20" height="12" rx="2"/>', 'clean pass'],
    ['<rect class="since" y="8" width="24" height="4" rx="2"/>', 'since then'],
    ['<rect class="now" x="2" y="4" width="20" height="12" rx="2"/>', 'pass under way'],
    ['<path class="open" d="M6 3h12l-6 12z"/>', 'open drift'],
    ['<circle class="over" cx="12" cy="10" r="4"/>', 'drift that is over'],
  ]
    .map(
      ([shape, word]) =>
        `<li><svg class="line" viewBox="0 0 24 20" width="24" height="20">${shape ?? ''}</svg>${word ?? ''}</li>`,
    )
    .join('')}</ul>`,
);

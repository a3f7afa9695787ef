/** The page of a watch: one document, whole without its script; what it is made of is sent again when it changes. */
import { createHash } from 'node:crypto';
import type { WatchStatus } from '../../../model/watch.ts';
import { VERSION } from '../../../version.ts';
import { html, trusted } from '../html.ts';
import type { Html } from '../html.ts';
import { driftPart } from './drift.ts';
import { pastPart } from './past.ts';
import { SCRIPT } from './script.ts';
import { sidesPart } from './sides.ts';
import { STYLE } from './style.ts';
import { tablesPart } from './tables.ts';
import { HATCH } from './timeline.ts';
import { verdictPart } from './verdict.ts';

/** What stands in the element of this id. */
export interface Part {
  readonly id: string;
  readonly html: string;
}

type PartName = 'verdict' | 'drift' | 'tables' | 'sides' | 'past';

/** A page of another build is loaded again. */
export const BUILD: string = createHash('sha256').update(`${VERSION}${SCRIPT}${STYLE}`).digest('hex').slice(0, 12);

export function partsOf(status: WatchStatus | null): readonly Part[] {
  return Object.entries(made(status)).map(([id, { html }]) => ({ id, html }));
}

function made(status: WatchStatus | null): Readonly<Record<PartName, Html>> {
  const verdict = verdictPart(status);
  if (status === null) return { verdict, drift: html``, tables: html``, sides: html``, past: html`` };
  return {
    verdict,
    drift: driftPart(status),
    tables: tablesPart(status),
    sides: sidesPart(status),
    past: pastPart(status),
  };
}

export function pageText(status: WatchStatus | null): string {
  const { verdict, drift, tables, sides, past } = made(status);
  return html`<!doctype html>
    <html lang="en" data-build="${BUILD}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>crosstally watch</title>
        <link rel="icon" href="${ICON}" />
        ${STYLED}
        <noscript><meta http-equiv="refresh" content="10" /></noscript>
      </head>
      <body>
        <a class="skip" href="#drift">Skip to open drift</a>
        ${HATCH}
        <header>
          <p class="brand">crosstally watch</p>
          <p id="link" class="link">as of the moment it was loaded</p>
        </header>
        <main>
          <section id="lost" class="verdict unknown" role="alert" hidden></section>
          <section id="verdict" aria-label="Verdict">${verdict}</section>
          <section id="drift" aria-label="Open drift" tabindex="-1">${drift}</section>
          <section id="tables" aria-label="Tables">${tables}</section>
          <section id="sides" aria-label="The two sides">${sides}</section>
          <section id="past" aria-label="Resolved and accepted drift">${past}</section>
        </main>
        <footer>crosstally ${VERSION} · <a href="status">status as JSON</a> · <a href="metrics">metrics</a></footer>
        ${SCRIPTED}
      </body>
    </html> `.html;
}

/** As they are: the browser goes by their hashes. */
const [STYLED, SCRIPTED] = [trusted(`<style>${STYLE}</style>`), trusted(`<script>${SCRIPT}</script>`)];

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f2933"/>' +
    '<path d="M3 4v8M6 4v8M9 4v8M2 11 13 5" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/></svg>',
)}`;

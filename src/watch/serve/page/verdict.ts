/** The verdict in a sentence, why it is not another one, and the figures that matter most. */
import type { WatchStatus } from '../../../model/watch.ts';
import { count, counted } from '../../../report/numbers.ts';
import { html, trusted } from '../html.ts';
import type { Html } from '../html.ts';
import { ago } from './words.ts';

/** Reasons beyond these are counted. */
const MOST_REASONS = 12;

export function verdictPart(status: WatchStatus | null): Html {
  if (status === null) {
    return banner('unknown', 'Not known yet', html`<p>The two databases are not open yet.</p>`);
  }
  const { ready, readySince, reasons } = status;
  if (!ready) return html`${banner('not', 'Not safe to cut over', why(reasons))}${heldNote(status)}${figures(status)}`;
  const since = readySince === null ? html`` : html` Since ${ago(readySince)}.`;
  const all = `${counted(status.tables.length, 'table')}, each with a clean pass, and no open drift.`;
  return html`${banner('ready', 'Safe to cut over', html`<p>${all}${since}</p>`)}${figures(status)}`;
}

type State = 'ready' | 'not' | 'unknown';

/** The heading alone is read out when it changes: what stands below changes more often than anybody listens. */
function banner(state: State, sentence: string, below: Html): Html {
  return html`<div class="verdict ${state}">
    ${MARKS[state]}
    <div class="said">
      <h1>
        <span class="was">Was: </span><span role="status" aria-live="polite" aria-atomic="true">${sentence}</span>
      </h1>
      ${below}
    </div>
  </div>`;
}

/** Told apart by their shape. */
const MARKS: Readonly<Record<State, Html>> = {
  ready: mark('<circle cx="24" cy="24" r="22"/><path d="m14 25 7 7 13-15"/>'),
  not: mark('<path class="fill" d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path d="m17 17 14 14m0-14L17 31"/>'),
  unknown: mark('<rect x="3" y="3" width="42" height="42" rx="8"/><path d="M18 19c0-9 13-8 12 0-1 5-6 5-6 10m0 6v1"/>'),
};

function mark(shape: string): Html {
  return trusted(`<svg class="mark" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">${shape}</svg>`);
}

function why(reasons: readonly string[]): Html {
  const shown = reasons.slice(0, MOST_REASONS);
  const more = reasons.length - shown.length;
  return html`<ul class="reasons">
    ${shown.map((reason) => html`<li>${capital(reason)}</li>`)}${
      more > 0 ? html`<li>and ${counted(more, 'more reason')}</li>` : null
    }
  </ul>`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Why nothing is asked at present: said beside the verdict, since what is not asked does not get better. */
function heldNote({ held }: WatchStatus): Html {
  return held === null ? html`` : html`<p class="held"><span aria-hidden="true">⏸</span> <b>Held:</b> ${held}</p>`;
}

function figures({ openDrift, suspects, oldestSuspectSeconds, acceptedDrift, tables, blockers }: WatchStatus): Html {
  const waits = oldestSuspectSeconds === null ? '' : `oldest ${count(Math.ceil(oldestSuspectSeconds))} s`;
  const clean = tables.filter(({ lastCleanPass }) => lastCleanPass !== null).length;
  const oldest = tables.flatMap(({ lastCleanPass }) => lastCleanPass ?? []).sort()[0];
  return html`<dl class="figures">
    ${figure('Open drift', count(openDrift), openDrift === 0 ? 'no row differs' : 'rows differ', openDrift > 0)}
    ${figure('Suspects', count(suspects), waits || 'none waits')}
    ${figure('Clean pass', `${count(clean)} of ${count(tables.length)}`, oldest === undefined ? 'none yet' : html`oldest ${ago(oldest)}`)}
    ${figure('Definitions', blockers === null ? '–' : count(blockers), blockers === null ? 'not compared yet' : 'blockers', (blockers ?? 0) > 0)}
    ${figure('Accepted', count(acceptedDrift), 'rows that may differ')}
  </dl>`;
}

function figure(name: string, value: string, below: string | Html, isBad = false): Html {
  return html`<div${isBad ? html` class="bad"` : null}><dt>${name}</dt><dd><b>${value}</b> <span>${below}</span></dd></div>`;
}

import type { Event } from '../../model/event.ts';
import { printable } from '../../report/printable.ts';
import { widthOf, wrapped } from '../../report/text/layout.ts';
import type { Output } from '../command.ts';
import { columnsOf } from '../print.ts';
import { progressLine } from './line.ts';
import { addToTally, newTally } from './tally.ts';

/** Redrawn five times a second on a terminal; else a line every ten seconds. */
const REDRAW_MS = 200;
const PLAIN_MS = 10_000;

/** Tells on stderr how far a run is. */
export interface Progress {
  readonly on: (event: Event) => void;
  /** Clears the line and stops. */
  readonly end: () => void;
}

export const SILENT: Progress = { on: () => undefined, end: () => undefined };

/** As it is, so that it can be copied. */
function statementText({ side, statement }: Extract<Event, { type: 'asked' }>): string {
  return `crosstally: ${side}: ${statement.split('\n').map(printable).join('\n')}`;
}

/** A progress display on `output`; `now` is in milliseconds. */
export function showProgress(output: Output, verbose: boolean, now: () => number = Date.now): Progress {
  const tally = newTally(now());
  const terminal = output.isTTY === true;
  const width = (): number => (terminal ? columnsOf(output) - 1 : Infinity);
  const draw = (): void => {
    const line = progressLine(tally, now(), width());
    output.write(terminal ? `\r${line}\x1b[K` : `crosstally: ${line}\n`);
  };
  // What is told once stays above the line that is drawn again and again.
  const say = (text: string): void => {
    const lines = terminal ? wrapped(`crosstally: ${text}`, columnsOf(output), '  ') : [`crosstally: ${text}`];
    output.write(`${terminal ? '\r\x1b[K' : ''}${lines.join('\n')}\n`);
  };
  const clear = terminal ? '\r\x1b[K' : '';
  let said: string | null = null;
  const timer = setInterval(draw, terminal ? REDRAW_MS : PLAIN_MS);
  timer.unref();
  return {
    on: (event) => {
      addToTally(tally, event, now());
      if (event.type === 'noticed') say(printable(event.notice));
      if (event.type === 'asked' && verbose) output.write(`${clear}${statementText(event)}\n`);
      // A reason that has no room in the line is told in full, once.
      const { setback } = tally;
      if (setback !== null && setback !== said && widthOf(setback) > width()) say((said = setback));
    },
    end: () => {
      clearInterval(timer);
      if (terminal) output.write('\r\x1b[K');
    },
  };
}

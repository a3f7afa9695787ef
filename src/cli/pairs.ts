import type { Settings } from '../config/load.ts';
import type { Verdict } from '../model/report.ts';
import { counted } from '../report/numbers.ts';
import { jsonText } from '../report/json.ts';
import { printable } from '../report/printable.ts';
import { VERSION } from '../version.ts';
import type { LoggingIo } from './command.ts';
import { isPrinted } from './deliver.ts';
import type { Deliver } from './deliver.ts';
import { logError } from './log.ts';
import { errorText } from './print.ts';

interface Running {
  readonly deliver: Deliver;
  readonly io: LoggingIo;
  /** One pair, whose answer goes where it is told. */
  readonly run: (settings: Settings, deliver: Deliver) => Promise<number>;
}

/** How one pair ended. */
interface Answer {
  readonly pair: string;
  readonly code: number;
  readonly text: string;
}

const ERROR = 2;
const VERDICTS: Readonly<Record<number, Verdict>> = { 0: 'match', 1: 'mismatch' };

/**
 * The pairs of a config file, one after the other, with one verdict: `mismatch` when one of them is, else `incomplete` when
 * one is. A pair that fails does not keep the others from being compared. Answers with the exit code.
 */
export async function eachPair(
  all: readonly [Settings, ...Settings[]],
  { deliver, io, run }: Running,
): Promise<number> {
  const [{ config }] = all;
  const atOnce = config.format === 'text' && isPrinted(config, io);
  const answers: Answer[] = [];
  const stop = new AbortController();
  const release = io.onSignal(() => {
    stop.abort();
  });
  try {
    for (const settings of all) {
      const answer = stop.signal.aborted ? notBegun(settings) : await answerOf(settings, { io, run });
      answers.push(answer);
      if (atOnce) await deliver(section(answer));
    }
  } finally {
    release();
  }
  const code = answers.some((answer) => answer.code === 1) ? 1 : Math.max(...answers.map((answer) => answer.code));
  if (atOnce) await deliver(`${summary(answers, code)}\n`);
  else await deliver(config.format === 'json' ? jsonPairs(answers, code) : textPairs(answers, code));
  if (!isPrinted(config, io)) io.stderr.write(`crosstally: ${summary(answers, code)}\n`);
  return code;
}

async function answerOf(settings: Settings, { io, run }: Omit<Running, 'deliver'>): Promise<Answer> {
  const pair = settings.pair ?? '';
  let text = '';
  const keep = (told: string): Promise<void> => {
    text += told;
    return Promise.resolve();
  };
  try {
    const code = await run(settings, keep);
    return { pair, code, text };
  } catch (error) {
    const { log, debug } = settings.config;
    if (log === 'text') io.stderr.write(`crosstally: pair ${printable(pair)}\n`);
    logError(io.log, log, error, debug, pair);
    return { pair, code: ERROR, text: text === '' ? errorText(error, false) : text };
  }
}

function notBegun({ pair, config }: Settings): Answer {
  const text = config.format === 'json' ? 'null' : 'not begun: the run was stopped\n';
  return { pair: pair ?? '', code: ERROR, text };
}

function section({ pair, text }: Answer): string {
  return `== ${printable(pair)} ==\n\n${text}\n`;
}

function textPairs(answers: readonly Answer[], code: number): string {
  return `${answers.map(section).join('')}${summary(answers, code)}\n`;
}

/** Each `answer` is what the pair alone would have had printed; null for one that was not begun. */
function jsonPairs(answers: readonly Answer[], code: number): string {
  const pairs = answers.map(({ pair, text }) => ({ name: pair, answer: JSON.parse(text) as unknown }));
  return jsonText({ tool: 'crosstally', toolVersion: VERSION, formatVersion: 1, verdict: verdictOf(code), pairs });
}

/** `MISMATCH  2 pairs: shop mismatch, crm match` */
function summary(answers: readonly Answer[], code: number): string {
  const words = answers.map((answer) => `${printable(answer.pair)} ${verdictOf(answer.code)}`);
  return `${verdictOf(code).toUpperCase()}  ${counted(answers.length, 'pair')}: ${words.join(', ')}`;
}

function verdictOf(code: number): Verdict {
  return VERDICTS[code] ?? 'incomplete';
}

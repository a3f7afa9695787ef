import type { Kind } from '../../src/model/column.ts';
import type { Form } from '../../src/model/form.ts';
import { finishInet } from './finish-inet.ts';
import { finishBooleanText, finishNumberText } from './finish-numbers.ts';
import { finishDay, finishMidnight, finishSeconds } from './finish-times.ts';
import { finishJson } from './finish.ts';
import type { Finish } from './finish.ts';

/** By form and kind, for columns that are compared as something else than what they are. */
const ACROSS: Readonly<Partial<Record<Form, Readonly<Partial<Record<Kind, Finish>>>>>> = {
  integer: { text: finishBooleanText, enum: finishBooleanText },
  decimal: { text: finishNumberText },
  date: { timestamp: finishDay },
  timestamp: { date: finishMidnight },
  instant: { integer: finishSeconds },
  inet: { inet: finishInet },
};

/** The last step that is the same for every engine, since each one prints the value alike; null when there is none. */
export function finishAcross(form: Form, kind: Kind): Finish {
  return form === 'json' ? finishJson : (ACROSS[form]?.[kind] ?? null);
}

import type { Event } from '../model/event.ts';
import type { Report, ResumedFrom, Verdict } from '../model/report.ts';
import { clock } from './numbers.ts';

type Planned = Extract<Event, { type: 'planned' }>;

/** When all of a run began, its earlier parts included. */
export function startOf({ at, resumed }: Planned): string {
  return resumed?.parts[0]?.startedAt ?? at;
}

/** What a report says of the parts before this one. */
export function resumedPart({ resumed }: Planned): Pick<Report, 'resumed'> {
  return resumed === undefined ? {} : { resumed: resumed.parts };
}

/** The journal, where the run may have left something over for another one. */
export function checkpointPart({ checkpoint }: Planned, verdict: Verdict): Pick<Report, 'checkpoint'> {
  return checkpoint === undefined || verdict !== 'incomplete' ? {} : { checkpoint };
}

/** A proof that was interrupted is one of two moments: whoever relies on it has to know. */
export function resumedWarnings({ resumed }: Planned): string[] {
  return resumed === undefined ? [] : [momentsOf(resumed), ...anewOf(resumed), ...damageOf(resumed)];
}

function momentsOf({ parts, finishedAt }: ResumedFrom): string {
  if (finishedAt !== null) {
    return `from the checkpoint of a run that was done at ${clock(finishedAt)}: no row was compared again`;
  }
  const [first, last] = [parts[0]?.startedAt ?? '', parts.at(-1)?.endedAt ?? ''];
  return `resumed: what was compared from ${clock(first)} to ${clock(last)} comes from the checkpoint; rows written since then were not looked at again`;
}

/** What is not taken from the checkpoint, and why. */
function anewOf({ replaced = [], again = [] }: ResumedFrom): string[] {
  return [
    ...(replaced.length === 0
      ? []
      : [`altered, truncated or replaced since the checkpoint, and compared anew: ${replaced.join(', ')}`]),
    ...(again.length === 0 ? [] : [`had ended in doubt, and looked at again: ${again.join(', ')}`]),
  ];
}

function damageOf({ damagedBytes }: ResumedFrom): string[] {
  if (damagedBytes === 0) return [];
  return [`the last ${String(damagedBytes)} bytes of the checkpoint were damaged, as by a crash, and were cut off`];
}

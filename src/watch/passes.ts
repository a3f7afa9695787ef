/** Passes without end: the proof that a watch gives. Hints say sooner where something is amiss, and prove nothing. */
import type { WatchEvent } from '../model/watch.ts';
import { pause } from '../run/pause.ts';
import { passOver } from './pass.ts';
import { newSchedule } from './schedule.ts';
import type { Watching } from './watching.ts';

/** Seconds to leave a side alone that could not be asked. */
const AFTER_FAILURE = 2;

/** Compares table after table; ends when the plan does not fit the tables any more, or a side is gone. */
export async function* passes(watching: Watching): AsyncGenerator<WatchEvent> {
  const schedule = newSchedule(watching);
  for (;;) {
    const table = await schedule.next();
    let incomplete: string | null = null;
    for await (const event of passOver(watching, table)) {
      if (event.type === 'pass-ended') incomplete = event.incomplete;
      yield event;
    }
    if (incomplete === null) continue;
    const [, code] = BEGINS_ANEW.exec(incomplete) ?? [];
    if (code !== undefined) {
      watching.now.unseen ||= code !== 'TABLE_CHANGED';
      return;
    }
    await pause(AFTER_FAILURE, watching.signal);
  }
}

/** By the code that the reason begins with: the table is another one, or the side cannot be reached as it was. */
const BEGINS_ANEW = /^(TABLE_CHANGED|ADAPTER_(?:CONNECT_FAILED|AUTH_FAILED|CONNECTION_LOST|TLS_FAILED)|SNAPSHOT_GONE)/;

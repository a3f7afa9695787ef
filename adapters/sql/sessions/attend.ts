import type { Socket } from 'node:net';
import type { Usage } from '../../../src/model/usage.ts';
import { silenceFor, watchSilence } from './silence.ts';
import { newMeter } from './usage.ts';
import type { Asking } from './usage.ts';

/** Statements that read a key range may take this long where nobody said otherwise. */
export const STATEMENT_SECONDS = 60;

/** Measures whatever is asked of a server, and cuts connections that fall silent. */
export interface Attendance {
  /** @param limited whether the statement may take no longer than one that reads a key range may. */
  begin(socket: Socket, limited: boolean): Asking;
  usage(): Usage;
}

export function attend(statementSeconds: number): Attendance {
  const silence = silenceFor(statementSeconds);
  const meter = newMeter();
  return {
    begin(socket, limited) {
      const asking = meter.begin(socket);
      const stop = watchSilence(socket, limited ? silence.limited : silence.unlimited);
      return {
        ...asking,
        end: () => {
          stop();
          asking.end();
        },
      };
    },
    usage: () => meter.usage(),
  };
}

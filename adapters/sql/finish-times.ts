/** Times that one side holds as something else: days, seconds. */
import { formatInstant } from './time-zone.ts';

/** The form `timestamp` of a day: its midnight. */
export function finishMidnight(bytes: Uint8Array): Uint8Array {
  const day = Buffer.from(bytes).toString('latin1');
  if (day.endsWith('infinity')) return bytes;
  return Buffer.from(day.endsWith(' BC') ? `${day.slice(0, -3)} 00:00:00 BC` : `${day} 00:00:00`);
}

/** The form `date` of a reading: without the time of day. */
export function finishDay(bytes: Uint8Array): Uint8Array {
  const reading = Buffer.from(bytes).toString('latin1');
  return Buffer.from(reading.replace(/ \d\d:\d\d:\d\d(\.\d+)?/, ''));
}

/** Year 1 and year 9999: what lies beyond is written in other ways, and is no point in time that anybody stores so. */
const [FIRST, LAST] = [-62_135_596_800, 253_402_300_799];

/** The form `instant` of a number of seconds since 1970; one that is no year of the calendar equals no instant. */
export function finishSeconds(bytes: Uint8Array): Uint8Array {
  const seconds = Number(Buffer.from(bytes).toString('latin1'));
  return seconds < FIRST || seconds > LAST ? bytes : Buffer.from(`${formatInstant(seconds * 1000)}Z`);
}

/**
 * Zone-less readings to points in time and back, by Node's own time zone data. For servers that cannot be trusted with
 * it: MySQL's CONVERT_TZ returns readings before 1970 and after 2037 (3000 since 8.0.28) unchanged, even for a plain
 * `+02:00`, and knows no zone by name until someone has loaded its tables.
 */

/** `YYYY-MM-DD HH:MM:SS`, then a fraction that no conversion touches. */
const READING_LENGTH = 19;
const DAY = 86_400_000;

/** Whether readings in the time zone are UTC readings. */
export function isUtc(timeZone: string): boolean {
  return /^(UTC|Etc\/UTC|Z|[+-]00:?00)$/i.test(timeZone);
}

/** Why the time zone cannot be used; null when it can. */
export function timeZoneProblem(timeZone: string): string | null {
  try {
    zone(timeZone);
    return null;
  } catch {
    return `${timeZone} is neither an IANA time zone nor an offset such as +02:00`;
  }
}

/**
 * A canonical `timestamp` that was read in the time zone, as a canonical `instant`. A reading that occurs twice when
 * summer time ends is taken by the smaller offset, which is PostgreSQL's choice. A reading that the zone skips when it
 * begins stays a reading, without a `Z`, and one that is on no calendar (`2024-00-15`) as it is: neither equals an instant.
 */
export function instantOf(reading: string, timeZone: string): string {
  const local = millisecondsOf(reading);
  if (local === null) return `${reading}Z`;
  const offset = zone(timeZone).offsetOfReading(local);
  if (offset === null) return reading;
  return `${formatInstant(local - offset)}`.replace(/( BC)?$/, `${reading.slice(READING_LENGTH)}$1Z`);
}

/** Every reading of the time zone that `instantOf` could turn into this instant, and perhaps one or two more. */
export function readingsOf(instant: string, timeZone: string): readonly string[] {
  if (!instant.endsWith('Z')) return [instant];
  const reading = instant.slice(0, -1);
  const utc = millisecondsOf(reading);
  if (utc === null) return [reading];
  const { offsetAt } = zone(timeZone);
  const offsets = new Set([offsetAt(utc), offsetAt(utc - DAY), offsetAt(utc + DAY)]);
  return [...offsets].map((offset) => formatInstant(utc + offset) + reading.slice(READING_LENGTH));
}

interface Zone {
  /** Milliseconds that a clock in the zone is ahead of UTC at a point in time. */
  offsetAt(this: void, utc: number): number;
  /** Null for a reading that the zone skips. */
  offsetOfReading(this: void, local: number): number | null;
}

const zones = new Map<string, Zone>();

function zone(timeZone: string): Zone {
  const known = zones.get(timeZone) ?? makeZone(timeZone);
  zones.set(timeZone, known);
  return known;
}

function makeZone(timeZone: string): Zone {
  const fixed = isUtc(timeZone) ? 0 : fixedOffset(timeZone);
  if (fixed !== null) return { offsetAt: () => fixed, offsetOfReading: () => fixed };
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (utc: number): number => fixedOffset(offsetName(format, utc)) ?? 0;
  return { offsetAt, offsetOfReading: byHour((local) => resolve(local, offsetAt)) };
}

function offsetName(format: Intl.DateTimeFormat, utc: number): string {
  const name = format.formatToParts(utc).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', '');
}

/** `+02:00`, `-0530`, `+00:53:28` in milliseconds; null for anything else. */
function fixedOffset(text: string): number | null {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text) ?? [];
  if (sign === undefined) return null;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

function resolve(local: number, offsetAt: (utc: number) => number): number | null {
  const offsets = [offsetAt(local - DAY), offsetAt(local), offsetAt(local + DAY)].sort((a, b) => a - b);
  return offsets.find((offset) => offsetAt(local - offset) === offset) ?? null;
}

const HOUR = 3_600_000;

/** Asking Intl costs some microseconds: an hour at whose two ends the offset is the same is asked about once. */
function byHour(resolveReading: (local: number) => number | null): (local: number) => number | null {
  const known = new Map<number, number | null | 'changes'>();
  return (local) => {
    const hour = Math.floor(local / HOUR);
    let offset = known.get(hour);
    if (offset === undefined) {
      const [first, last] = [resolveReading(hour * HOUR), resolveReading(hour * HOUR + HOUR - 1000)];
      offset = first === last ? first : 'changes';
      if (known.size > 100_000) known.clear();
      known.set(hour, offset);
    }
    return offset === 'changes' ? resolveReading(local) : offset;
  };
}

/** Null for a reading that is on no calendar. */
function millisecondsOf(reading: string): number | null {
  const iso = `${reading.slice(0, 10)}T${reading.slice(11, READING_LENGTH)}`;
  const milliseconds = Date.parse(`${iso}Z`);
  // V8 takes 30 February for 1 March.
  const exists = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(iso);
  return exists && !iso.startsWith('0000') ? milliseconds : null;
}

/**
 * `YYYY-MM-DD HH:MM:SS` in UTC. An era before year 1 and years beyond 9999 can come up, next to the ends of
 * MySQL's calendar.
 */
export function formatInstant(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString().replace('T', ' ').slice(0, -5);
  if (iso.startsWith('0000')) return `0001${iso.slice(4)} BC`;
  return iso.replace(/^\+0*/, '');
}

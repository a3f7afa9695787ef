const DURATION = /^(-?)(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;
const MOMENT = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)( BC)?Z?$/;

/**
 * A canonical `time`, `timestamp` or `instant` in microseconds, from midnight or from the beginning of 1970; null for
 * what is on no calendar: infinity, MySQL's zero date, 30 February. Exact: the years go to 294276, and a double would not.
 */
export function microsecondsOf(text: string): bigint | null {
  const [whole, year = '', month = '', day = '', time = '', era] = MOMENT.exec(text) ?? [];
  if (whole === undefined) return ofDuration(text);
  const days = daysOf(era === undefined ? Number(year) : 1 - Number(year), Number(month), Number(day));
  const sinceMidnight = ofDuration(time);
  // No calendar has a year 0; MySQL writes it where it knows no year.
  if (days === null || sinceMidnight === null || Number(year) === 0) return null;
  return BigInt(days) * 86_400_000_000n + sinceMidnight;
}

function ofDuration(text: string): bigint | null {
  const [whole, sign, hours = '', minutes = '', seconds = '', fraction = ''] = DURATION.exec(text) ?? [];
  if (whole === undefined) return null;
  const size = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const microseconds = size * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return sign === '-' ? -microseconds : microseconds;
}

/**
 * Days from 1970-01-01 in the Gregorian calendar, carried back before its beginning as PostgreSQL and MySQL do; null for
 * a day that it does not have. The year begins in March here, so that a leap day is the last of its year.
 */
function daysOf(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) return null;
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + day - 1 - 719_468;
}

function lengthOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, isUtc, readingsOf, timeZoneProblem } from '../../adapters/sql/time-zone.ts';

const ZONES = [
  'UTC',
  '+02:00',
  '-05:30',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Monrovia',
  'Asia/Kathmandu',
];

describe('instantOf', () => {
  it.each([
    ['2024-07-01 12:00:00.5', 'Europe/Berlin', '2024-07-01 10:00:00.5Z'],
    ['1880-01-01 00:53:28', 'Europe/Berlin', '1880-01-01 00:00:00Z'],
    // The clocks of Monrovia went from 00:00:00 to 00:44:30: the offset changes within an hour.
    // What it skips stays a reading.
    ['1972-01-07 00:10:00', 'Africa/Monrovia', '1972-01-07 00:10:00'],
    ['2024-03-31 02:00:00', 'Europe/Berlin', '2024-03-31 02:00:00'],
    ['2024-03-31 02:59:59.5', 'Europe/Berlin', '2024-03-31 02:59:59.5'],
    ['2024-03-31 01:59:59', 'Europe/Berlin', '2024-03-31 00:59:59Z'],
    ['2024-03-31 03:00:00', 'Europe/Berlin', '2024-03-31 01:00:00Z'],
    ['2024-10-06 02:15:00', 'Australia/Lord_Howe', '2024-10-06 02:15:00'],
    ['2024-10-06 02:30:00', 'Australia/Lord_Howe', '2024-10-05 15:30:00Z'],
    ['1972-01-07 00:50:00', 'Africa/Monrovia', '1972-01-07 00:50:00Z'],
    // Half an hour of summer time: 01:45 comes twice.
    ['2024-04-07 01:45:00', 'Australia/Lord_Howe', '2024-04-06 15:15:00Z'],
    ['2024-04-07 02:15:00', 'Australia/Lord_Howe', '2024-04-06 15:45:00Z'],
    ['0001-01-01 00:30:00', '+01:00', '0001-12-31 23:30:00 BCZ'],
    ['9999-12-31 23:30:00.25', '-01:00', '10000-01-01 00:30:00.25Z'],
    ['2024-02-30 12:00:00', '+01:00', '2024-02-30 12:00:00Z'],
    ['0000-00-00 00:00:00', '+01:00', '0000-00-00 00:00:00Z'],
  ])('takes %s in %s for %s', (reading, zone, instant) => {
    expect(instantOf(reading, zone)).toBe(instant);
  });

  it('can be turned back in every zone', () => {
    const date = fc.date({ min: new Date('1700-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    const reading = date.map((one) => one.toISOString().slice(0, 19).replace('T', ' '));
    fc.assert(
      fc.property(reading, fc.constantFrom(...ZONES), (one, zone) => {
        expect(readingsOf(instantOf(one, zone), zone)).toContain(one);
      }),
    );
  });
});

describe('a time zone', () => {
  it('is a name or an offset', () => {
    for (const zone of ZONES) expect(timeZoneProblem(zone), zone).toBeNull();
    for (const zone of ['', 'Europe/Atlantis', '+2', "'", 'SYSTEM']) expect(timeZoneProblem(zone), zone).not.toBeNull();
  });

  it('is UTC by any of its names', () => {
    expect(['UTC', 'utc', 'Etc/UTC', 'Z', '+00:00', '-0000'].every(isUtc)).toBe(true);
    expect(['GMT+1', '+00:01', 'Europe/London'].some(isUtc)).toBe(false);
  });
});

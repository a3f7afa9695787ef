import { my, noEra, noInfinity, noType, noZeroDate, pg } from './form-case.ts';
import type { FormCase } from './form-case.ts';

export const TIME_CASES: readonly FormCase[] = [
  {
    form: 'date',
    what: 'date',
    type: { postgres: 'date', mysql: 'date' },
    values: [
      ...['1000-01-01', '1582-10-10', '1899-12-31', '2024-02-29', '9999-12-31'].map(
        (day) => [day, `'${day}'`] as const,
      ),
      ['infinity', pg("'infinity'", noInfinity)],
      ['4713-01-01 BC', pg("'4713-01-01 BC'", noEra)],
      ['10000-01-01', pg("'10000-01-01'", noEra)],
      ['0000-00-00', my("'0000-00-00'", noZeroDate)],
      ['2024-00-15', my("'2024-00-15'", noZeroDate)],
      ['2024-02-30', my("'2024-02-30'", noZeroDate)],
    ],
  },
  {
    form: 'time',
    what: 'time(6)',
    type: { postgres: 'time(6)', mysql: 'time(6)' },
    values: [
      ['00:00:00', "'00:00:00'"],
      ['12:34:56.12', "'12:34:56.120000'"],
      ['23:59:59.999999', "'23:59:59.999999'"],
      ['24:00:00', "'24:00:00'"],
      ['838:59:59', my("'838:59:59'", { cannot: 'a day ends at 24:00' })],
      ['-01:00:00.5', my("'-01:00:00.5'", { cannot: 'a time of day is not negative' })],
    ],
  },
  {
    form: 'time',
    what: 'time(0)',
    type: { postgres: 'time(0)', mysql: 'time' },
    values: [
      ['00:00:10', "'00:00:10'"],
      ['10:20:00', "'10:20:00'"],
    ],
  },
  {
    form: 'timestamp',
    what: 'timestamp(6)',
    type: { postgres: 'timestamp(6)', mysql: 'datetime(6)' },
    values: [
      ['2024-01-01 00:00:00', "'2024-01-01 00:00:00'"],
      ['2024-01-01 00:00:00.12', "'2024-01-01 00:00:00.120000'"],
      ['1899-12-31 23:59:59.000001', "'1899-12-31 23:59:59.000001'"],
      ['9999-12-31 23:59:59.999999', "'9999-12-31 23:59:59.999999'"],
      ['2024-03-31 02:30:00', "'2024-03-31 02:30:00'"],
      ['-infinity', pg("'-infinity'", noInfinity)],
      ['0044-03-15 12:00:00.5 BC', pg("'0044-03-15 12:00:00.5 BC'", noEra)],
      ['0000-00-00 00:00:00', my("'0000-00-00 00:00:00'", noZeroDate)],
    ],
  },
  {
    form: 'timestamp',
    what: 'timestamp(0)',
    type: { postgres: 'timestamp(0)', mysql: 'datetime' },
    values: [
      ['2024-01-01 10:20:00', "'2024-01-01 10:20:00'"],
      ['2024-10-10 00:00:10', "'2024-10-10 00:00:10'"],
    ],
  },
  {
    form: 'instant',
    what: 'timestamp with time zone',
    type: { postgres: 'timestamptz(6)', mysql: 'timestamp(6) null' },
    values: [
      ...[
        '1970-01-01 00:00:01',
        '2038-01-19 03:14:07.999999',
        '2024-10-27 00:30:00',
        '2024-10-27 01:30:00',
        '2024-06-01 12:00:00.5',
      ].map((reading) => [`${reading}Z`, { postgres: `'${reading}+00'`, mysql: `'${reading}'` }] as const),
      ['infinityZ', pg("'infinity'", noInfinity)],
      ['0044-03-15 12:00:00 BCZ', pg("'0044-03-15 12:00:00+00 BC'", noEra)],
      ['0000-00-00 00:00:00Z', my("'0000-00-00 00:00:00'", noZeroDate)],
    ],
  },
  {
    form: 'instant',
    what: 'zone-less, stated as Europe/Berlin',
    timeZone: 'Europe/Berlin',
    type: { postgres: 'timestamp(6)', mysql: 'datetime(6)' },
    values: [
      ['2024-01-01 11:00:00Z', "'2024-01-01 12:00:00'"],
      ['2024-07-01 10:00:00.25Z', "'2024-07-01 12:00:00.25'"],
      // Before 1970 and after 2037, where MySQL's own CONVERT_TZ does nothing.
      ['1950-06-15 11:00:00Z', "'1950-06-15 12:00:00'"],
      ['2500-07-01 10:00:00Z', "'2500-07-01 12:00:00'"],
      // Read twice, when summer time ends; never read, when it begins.
      ['2024-10-27 01:30:00Z', "'2024-10-27 02:30:00'"],
      ['2024-03-31 02:30:00', "'2024-03-31 02:30:00'"],
      ['2024-03-31 00:59:59Z', "'2024-03-31 01:59:59'"],
      ['2024-03-31 01:00:00Z', "'2024-03-31 03:00:00'"],
      ['0000-00-00 00:00:00Z', my("'0000-00-00 00:00:00'", noZeroDate)],
      ['2024-02-30 12:00:00Z', my("'2024-02-30 12:00:00'", noZeroDate)],
    ],
  },
  {
    form: 'instant',
    what: 'zone-less, stated as -05:30',
    timeZone: '-05:30',
    type: { postgres: 'timestamp(0)', mysql: 'datetime' },
    values: [
      ['1950-01-01 17:30:00Z', "'1950-01-01 12:00:00'"],
      ['2024-01-01 05:29:59Z', "'2023-12-31 23:59:59'"],
    ],
  },
  {
    form: 'timestamp',
    what: 'a day, at midnight',
    type: { postgres: 'date', mysql: 'date' },
    values: [
      ['2024-02-29 00:00:00', "'2024-02-29'"],
      ['infinity', pg("'infinity'", noInfinity)],
      ['0044-03-15 00:00:00 BC', pg("'0044-03-15 BC'", noEra)],
      ['0000-00-00 00:00:00', my("'0000-00-00'", noZeroDate)],
    ],
  },
  {
    form: 'date',
    what: 'a reading, without the time of day',
    type: { postgres: 'timestamp(6)', mysql: 'datetime(6)' },
    values: [
      ['2024-02-29', "'2024-02-29 23:59:59.999999'"],
      ['infinity', pg("'infinity'", noInfinity)],
      ['0044-03-15 BC', pg("'0044-03-15 12:00:00.5 BC'", noEra)],
    ],
  },
  {
    form: 'instant',
    what: 'seconds since 1970',
    type: { postgres: 'bigint', mysql: 'bigint' },
    values: [
      ['1970-01-01 00:00:00Z', '0'],
      ['2009-02-13 23:31:30Z', '1234567890'],
      ['1969-12-31 23:59:59Z', '-1'],
      ['9223372036854775807', '9223372036854775807'],
    ],
  },
  {
    form: 'time',
    what: 'interval',
    type: { postgres: 'interval', mysql: noType },
    values: [
      ['100:00:00', "'4 days 04:00:00'"],
      ['838:59:59.5', "'838:59:59.500'"],
      ['-22:00:00', "'-1 days +02:00:00'"],
      ['00:00:00', "'0'"],
      ['1 mon 24:00:00', "'1 mon 1 day'"],
      ['infinity', "'infinity'", 17],
    ],
  },
];

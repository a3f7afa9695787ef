import { oneOf, path, wholeOrInfinite, yesOrNo } from '../kinds.ts';
import type { Text, Whole, Word, YesNo } from '../kinds.ts';
import { EVERY, OF_A_RUN } from '../option.ts';
import type { Table } from '../option.ts';

export interface ReportOptions {
  /** Differences of each kind that are listed for a table, a run of neighbouring keys counted once; the counts stay exact. */
  readonly maxDifferences: Whole;
  /** The report's format. */
  readonly format: Word<'text' | 'json'>;
  /** A file for the report, written whole or not at all. */
  readonly output: Text;
  /** The plan shows the columns, the rules and the statements of every table. */
  readonly sql: YesNo;
  /** The text report has everything that there is, however long it becomes: all tables, keys, findings and statements. */
  readonly full: YesNo;
  /** The values of the columns that differ are listed with the changed rows, cut at 200 characters. Rows are private: the report says that it has them. */
  readonly showValues: YesNo;
  /** Progress, notices and errors on standard error: as text for people, or as JSON, an object a line. */
  readonly log: Word<'text' | 'json'>;
  /** The statements that are sent are told on standard error, as they are sent. They hold keys, and no password. */
  readonly verbose: YesNo;
  /** No progress, and no advice. */
  readonly quiet: YesNo;
  /** An error has its stack trace with it. */
  readonly debug: YesNo;
}

export const REPORT: Table<ReportOptions> = {
  maxDifferences: {
    group: 'report',
    kind: wholeOrInfinite,
    fallback: 1000,
    help: 'differences of each kind listed for a table; a run of keys counts once',
    takenBy: OF_A_RUN,
    findings: 'self',
    example: '1000',
  },
  format: {
    group: 'report',
    kind: oneOf('text', 'json'),
    fallback: 'text',
    help: 'text or json',
    takenBy: ['verify', 'schema', 'plan', 'fingerprint'],
    findings: 'no',
    example: 'json',
  },
  output: {
    group: 'report',
    kind: path,
    fallback: null,
    help: 'a file for the report, written whole or not at all',
    without: 'print it',
    takenBy: ['verify', 'schema', 'plan', 'fingerprint'],
    findings: 'no',
    example: 'report.json',
  },
  sql: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    help: 'columns, rules and statements of every table',
    takenBy: ['plan'],
    findings: 'no',
    example: 'false',
  },
  full: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    help: 'all tables, keys, findings and statements, however many',
    takenBy: ['verify', 'schema'],
    findings: 'no',
    example: 'false',
  },
  showValues: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    help: 'list the values of the columns that differ; the report says so',
    takenBy: ['verify'],
    findings: 'no',
    example: 'false',
  },
  log: {
    group: 'report',
    kind: oneOf('text', 'json'),
    fallback: 'text',
    help: 'text or json: progress, notices and errors on stderr, an object a line',
    takenBy: ['verify', 'schema', 'plan'],
    findings: 'no',
    example: 'json',
  },
  verbose: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    help: 'print the statements that are sent, on stderr',
    takenBy: ['verify'],
    findings: 'no',
    example: 'false',
  },
  quiet: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    letter: 'q',
    help: 'no progress, no advice',
    takenBy: EVERY,
    findings: 'no',
    example: 'false',
  },
  debug: {
    group: 'report',
    kind: yesOrNo,
    fallback: false,
    help: 'with an error print its stack trace',
    takenBy: EVERY,
    findings: 'no',
    example: 'false',
  },
};

import { path, whole } from '../kinds.ts';
import type { Text, Whole, WholeOrNone } from '../kinds.ts';
import { EVERY, OF_ROWS_TAKEN } from '../option.ts';
import type { Table } from '../option.ts';

/** A day. */
const LONGEST_STATEMENT = 86_400;
const MOST_ROWS = 1e9;
/** Of statements, and of seconds. */
const MOST = 1e6;

export interface GentleOptions {
  /** Seconds that a statement may take which reads a chunk; one that takes longer is asked in smaller pieces. */
  readonly statementTimeout: Whole;
  /** Rows read of each side in a second. */
  readonly maxRowsPerSecond: WholeOrNone;
  /** Nothing is asked of a side while it runs more statements of others than this (PostgreSQL: needs pg_read_all_stats). */
  readonly maxLoad: WholeOrNone;
  /** Nothing is asked of a side while it is a replica and more seconds behind than this. */
  readonly maxLag: WholeOrNone;
  /** Nothing is asked while this file exists: touch it to pause, remove it to go on. */
  readonly pauseFile: Text;
}

export const GENTLE: Table<GentleOptions> = {
  statementTimeout: {
    group: 'gentle',
    kind: whole(1, LONGEST_STATEMENT),
    fallback: 60,
    help: 'seconds for a statement that reads a chunk; then it is asked in pieces',
    takenBy: EVERY,
    findings: 'no',
    example: '60',
  },
  maxRowsPerSecond: {
    group: 'gentle',
    kind: whole(1, MOST_ROWS),
    fallback: null,
    help: 'rows read of each side in a second',
    without: 'as many as come',
    takenBy: OF_ROWS_TAKEN,
    findings: 'no',
    example: '20000',
  },
  maxLoad: {
    group: 'gentle',
    kind: whole(0, MOST),
    fallback: null,
    help: 'ask nothing while a side runs more statements of others than this',
    takenBy: EVERY,
    findings: 'no',
    example: '20',
  },
  maxLag: {
    group: 'gentle',
    kind: whole(0, MOST),
    fallback: null,
    help: 'ask nothing while a replica is more seconds behind than this',
    takenBy: EVERY,
    findings: 'no',
    example: '10',
  },
  pauseFile: {
    group: 'gentle',
    kind: path,
    fallback: null,
    help: 'ask nothing while this file exists',
    takenBy: EVERY,
    findings: 'no',
    example: '/tmp/crosstally.pause',
  },
};

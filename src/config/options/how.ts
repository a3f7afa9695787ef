import { key } from '../choices.ts';
import type { KeyChoices } from '../choices.ts';
import { rules } from '../column-choices.ts';
import type { Chosen } from '../column-choices.ts';
import { duration, oneOf, path, timeZone, whole, yesOrNo } from '../kinds.ts';
import type { Duration, Text, Whole, WholeOrNone, Word, YesNo } from '../kinds.ts';
import { EVERY, OF_A_RUN, OF_A_VIEW, OF_COMPARING, OF_ROWS, OF_ROWS_TAKEN } from '../option.ts';
import type { Table } from '../option.ts';

/** More would not make it faster, and a server has other users. */
const MOST_CONNECTIONS = 64;

/** Who would wait longer wants a look at another time. */
const LONGEST_WAIT = 3_600_000;

export interface HowOptions {
  /** What identifies a row, where the primary key does not: the source's names, in key order. `*` is every table that has these columns. Where no unique index proves it, each side is asked for a key that repeats before rows are compared. */
  readonly key: KeyChoices;
  /** The rule that compares a column in place of the one that its types ask for: docs/types.md has them all. Of several patterns that match a column the last one counts. */
  readonly rules: Chosen<string>;
  /** The zone of the source's times that have none, where they meet points in time: an IANA name or an offset. */
  readonly sourceTimeZone: Text;
  /** The zone of the target's times that have none, where they meet points in time: an IANA name or an offset. */
  readonly targetTimeZone: Text;
  /** Where rows are hashed: `pushdown` (by the databases), `stream` (here) or `auto`, which is as is faster. */
  readonly strategy: Word<'auto' | 'pushdown' | 'stream'>;
  /** Rows of a chunk. */
  readonly chunkRows: WholeOrNone;
  /** Chunks under way at once, and the most connections to each side. */
  readonly concurrency: Whole;
  /** Beside writers: `recheck` looks at what differs again, `snapshot` reads one consistent view of each side, `none` takes what is found as it is, for databases where nobody writes. */
  readonly consistency: Word<'recheck' | 'snapshot' | 'none'>;
  /** The longest that a write may take to arrive on the other side, for `recheck`: a row that differs for longer is a difference. As `5s` or `500ms`; a program may give milliseconds. */
  readonly settle: Duration;
  /** How long a snapshot may be kept: it holds back PostgreSQL's vacuum and InnoDB's purge. As `1h` or `20min`; a program may give milliseconds. */
  readonly maxSnapshotAge: Duration;
  /** A file that keeps what was found, so that a run that was stopped or killed can be gone on with: docs/resume.md. */
  readonly checkpoint: Text;
  /** Goes on with the run that the checkpoint is of; begins one where there is none yet. */
  readonly resume: YesNo;
}

export const HOW: Table<HowOptions> = {
  key: {
    group: 'how',
    kind: key,
    fallback: [],
    help: '[table=]column,column: what identifies a row',
    without: 'primary or unique key',
    takenBy: OF_ROWS_TAKEN,
    findings: 'plan',
    example: "{ log: [day, number], '*': code }",
  },
  rules: {
    group: 'how',
    kind: rules,
    fallback: [],
    flag: 'rule',
    help: '[table.]column=RULE: compare a column by this rule of docs/types.md',
    takenBy: OF_ROWS_TAKEN,
    findings: 'plan',
    example: '{ orders.payload: JSON-1 }',
  },
  sourceTimeZone: {
    group: 'how',
    kind: timeZone,
    fallback: null,
    help: 'zone of zone-less times, as Europe/Berlin or =+02:00',
    without: 'UTC',
    takenBy: OF_ROWS_TAKEN,
    findings: 'plan',
    example: 'Europe/Berlin',
  },
  targetTimeZone: {
    group: 'how',
    kind: timeZone,
    fallback: null,
    help: 'the same for the target',
    without: 'UTC',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: "'+02:00'",
  },
  strategy: {
    group: 'how',
    kind: oneOf('auto', 'pushdown', 'stream'),
    fallback: 'auto',
    help: 'rows are hashed by pushdown (the databases), stream (here) or auto',
    takenBy: OF_COMPARING,
    findings: 'no',
    example: 'auto',
  },
  chunkRows: {
    group: 'how',
    kind: whole(1),
    fallback: null,
    help: 'rows of a chunk',
    without: 'by the width of the rows',
    takenBy: OF_ROWS,
    findings: 'no',
    example: '20000',
  },
  concurrency: {
    group: 'how',
    kind: whole(1, MOST_CONNECTIONS),
    fallback: 4,
    help: `chunks at once and most connections a side, 1 to ${String(MOST_CONNECTIONS)}`,
    takenBy: EVERY,
    findings: 'no',
    example: '4',
  },
  consistency: {
    group: 'how',
    kind: oneOf('recheck', 'snapshot', 'none'),
    fallback: 'recheck',
    help: 'beside writers: recheck what differs, a snapshot of each side, or none',
    takenBy: OF_A_VIEW,
    findings: 'self',
    example: 'recheck',
  },
  settle: {
    group: 'how',
    kind: duration(0, LONGEST_WAIT),
    fallback: 5_000,
    help: 'the longest that a write may take to arrive on the other side',
    takenBy: OF_COMPARING,
    findings: 'no',
    example: '5s',
  },
  maxSnapshotAge: {
    group: 'how',
    kind: duration(1, Number.MAX_SAFE_INTEGER),
    fallback: 3_600_000,
    help: 'how long a snapshot may hold back vacuum and purge',
    takenBy: OF_A_VIEW,
    findings: 'no',
    example: '1h',
  },
  checkpoint: {
    group: 'how',
    kind: path,
    fallback: null,
    help: 'a file that keeps what was found, to go on from after a stop or a crash',
    takenBy: OF_A_RUN,
    findings: 'no',
    example: 'shop.checkpoint',
  },
  resume: {
    group: 'how',
    kind: yesOrNo,
    fallback: false,
    help: 'go on with the run of the checkpoint',
    takenBy: OF_A_RUN,
    findings: 'no',
    example: 'true',
  },
};

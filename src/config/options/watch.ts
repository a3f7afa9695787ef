import { duration, oneOf, path, share, texts, yesOrNo } from '../kinds.ts';
import type { Duration, DurationOrNone, Patterns, Share, Text, Word, YesNo } from '../kinds.ts';
import { OF_A_WATCH } from '../option.ts';
import type { Table } from '../option.ts';

/** Four weeks: a clean word that is older says nothing of today. */
const LONGEST_AGE = 28 * 86_400_000;
/** A year. */
const LONGEST_WATCH = 366 * 86_400_000;

export interface WatchOptions {
  /** The file in which a watch keeps its drift and its passes, and from which it goes on. */
  readonly ledger: Text;
  /** The share of its time that each side may be kept busy with passes. `100%` is no limit. */
  readonly budget: Share;
  /** The longest that a table is left alone, whatever the servers' counters say of writes to it. As `24h` or `30min`. */
  readonly maxAge: Duration;
  /** Whether the servers' feeds of changes are listened to: `auto` where they can be had, `off`, or `required`. */
  readonly feed: Word<'auto' | 'off' | 'required'>;
  /** PostgreSQL: a publication that holds the tables, for a feed where `test_decoding` cannot be had. */
  readonly publication: Text;
  /** Ends when it is safe to cut over, with exit code 0. */
  readonly untilClean: YesNo;
  /** Ends at the first open drift, with exit code 1. */
  readonly failFast: YesNo;
  /** Ends after this time, with exit code 2 when it is not safe to cut over. As `2h` or `30min`. */
  readonly timeout: DurationOrNone;
  /** Where the page, the metrics, the probes and the status are served: `127.0.0.1:9187`. An address that others can reach needs a token. */
  readonly listen: Text;
  /** What has to be known to be answered there. Better in CROSSTALLY_TOKEN than on a command line. */
  readonly token: Text;
  /** URLs that are told when rows of a table begin to differ, and when none does any more. */
  readonly webhook: Patterns;
  /** The form of what is posted. */
  readonly webhookFormat: Word<'json' | 'slack' | 'pagerduty' | 'alertmanager'>;
  /** A command that is run at these moments, with what happened as JSON on its standard input. */
  readonly onDrift: Text;
}

export const WATCH: Table<WatchOptions> = {
  ledger: {
    group: 'watch',
    kind: path,
    fallback: null,
    help: 'the file that keeps drift and passes',
    without: 'crosstally.ledger',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'shop.ledger',
  },
  budget: {
    group: 'watch',
    kind: share,
    fallback: 0.1,
    help: 'the share of its time that passes may keep a side busy',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: '10%',
  },
  maxAge: {
    group: 'watch',
    kind: duration(1000, LONGEST_AGE),
    fallback: 86_400_000,
    help: 'the longest that a table is left alone',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: '24h',
  },
  feed: {
    group: 'watch',
    kind: oneOf('auto', 'off', 'required'),
    fallback: 'auto',
    help: 'listen to what the servers say was written: auto, off or required',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'auto',
  },
  publication: {
    group: 'watch',
    kind: path,
    fallback: null,
    help: 'PostgreSQL: a publication of yours, for a feed without test_decoding',
    without: 'none',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'shop_changes',
  },
  untilClean: {
    group: 'watch',
    kind: yesOrNo,
    fallback: false,
    help: 'end with 0 when it is safe to cut over',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'false',
  },
  failFast: {
    group: 'watch',
    kind: yesOrNo,
    fallback: false,
    help: 'end with 1 at the first open drift',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'false',
  },
  timeout: {
    group: 'watch',
    kind: duration(1000, LONGEST_WATCH),
    fallback: null,
    help: 'end after this time; 2 when it is not safe to cut over then',
    without: 'never',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: '2h',
  },
  listen: {
    group: 'watch',
    kind: path,
    fallback: null,
    help: 'host:port to serve the page, metrics and probes on',
    without: 'off',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: '127.0.0.1:9187',
  },
  token: {
    group: 'watch',
    kind: path,
    secret: true,
    fallback: null,
    help: 'what has to be known to be answered there',
    without: 'none',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'a long random word',
  },
  webhook: {
    group: 'watch',
    kind: texts,
    secret: true,
    fallback: [],
    help: 'a URL that is told of drift and of its end',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'https://hooks.example.com/x',
  },
  webhookFormat: {
    group: 'watch',
    kind: oneOf('json', 'slack', 'pagerduty', 'alertmanager'),
    fallback: 'json',
    help: 'json, slack, pagerduty or alertmanager',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: 'json',
  },
  onDrift: {
    group: 'watch',
    kind: path,
    fallback: null,
    help: 'a command that is run then, with JSON on its standard input',
    without: 'none',
    takenBy: OF_A_WATCH,
    findings: 'no',
    example: './page-somebody',
  },
};

import { oneOf, path, url, whole, yesOrNo } from '../kinds.ts';
import type { Text, WholeOrNone, Word, YesNo } from '../kinds.ts';
import { EVERY, OF_A_RUN, OF_FINGERPRINTS } from '../option.ts';
import type { Reads, Table } from '../option.ts';

type WordOrNone<T extends string> = Reads<T | null, T>;

export interface FingerprintOptions {
  /** A file that holds a secret, of 16 bytes and more: the fingerprint's hashes are keyed with it and its keys are hidden, so that it may leave the building. Who compares with it needs the same file. */
  readonly secret: Text;
  /** What a fingerprint holds: `rows`, some 10 bytes a row, by which rows are named; or `chunks`, the digests of some thousand rows each, by which ranges are. */
  readonly detail: Word<'rows' | 'chunks'>;
  /** A fingerprint keeps a short hash of each column besides, by which changed columns are named: 2 bytes a column and row. */
  readonly columnsToo: YesNo;
  /** The engine that a fingerprint will be held against, where that is another one: its values are taken in the forms that both have. */
  readonly for: WordOrNone<'postgres' | 'mysql'>;
  /** URL of the side that a fingerprint will be held against: rules and forms are those of a comparison with it. */
  readonly against: Text;
  /** A fingerprint is a new file in the folder that `output` names, of which the newest so many are kept. */
  readonly keep: WholeOrNone;
  /** A column that says when a row was last written. Rows of the live side that it calls newer than the fingerprint are listed apart, and count only with `strict`. */
  readonly changedBy: Text;
}

/** A year of days. */
const MOST_KEPT = 10_000;

export const FINGERPRINT: Table<FingerprintOptions> = {
  secret: {
    group: 'fingerprint',
    kind: path,
    fallback: null,
    help: 'a file with a secret: keyed hashes, hidden keys',
    takenBy: EVERY,
    findings: 'no',
    example: 'fingerprint.secret',
  },
  detail: {
    group: 'fingerprint',
    kind: oneOf('rows', 'chunks'),
    fallback: 'rows',
    help: 'rows, by which rows are named, or chunks, which take a hundredth of the room',
    takenBy: OF_FINGERPRINTS,
    findings: 'no',
    example: 'rows',
  },
  columnsToo: {
    group: 'fingerprint',
    kind: yesOrNo,
    fallback: false,
    help: 'keep a short hash of each column, so that changed columns are named',
    takenBy: OF_FINGERPRINTS,
    findings: 'no',
    example: 'false',
  },
  for: {
    group: 'fingerprint',
    kind: oneOf('postgres', 'mysql'),
    fallback: null,
    help: 'the engine that it will be held against',
    without: 'the same one',
    takenBy: OF_FINGERPRINTS,
    findings: 'no',
    example: 'mysql',
  },
  against: {
    group: 'fingerprint',
    kind: url,
    secret: true,
    fallback: null,
    help: 'URL of the side that it will be held against',
    takenBy: OF_FINGERPRINTS,
    findings: 'no',
    example: 'mysql://app@new-host/shop',
  },
  keep: {
    group: 'fingerprint',
    kind: whole(1, MOST_KEPT),
    fallback: null,
    help: 'a new file in the folder of --output, of which the newest so many are kept',
    takenBy: OF_FINGERPRINTS,
    findings: 'no',
    example: '14',
  },
  changedBy: {
    group: 'fingerprint',
    kind: path,
    fallback: null,
    help: 'a column that says when a row was written: newer rows are listed apart',
    takenBy: OF_A_RUN,
    findings: 'self',
    example: 'updated_at',
  },
};

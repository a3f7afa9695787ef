import { asNull, floatTolerance, timeTolerance } from '../column-choices.ts';
import type { Chosen } from '../column-choices.ts';
import { allowances } from '../allowances.ts';
import type { Allowances } from '../allowances.ts';
import { patterns, yesOrNo } from '../kinds.ts';
import type { Patterns, YesNo } from '../kinds.ts';
import type { NullValue } from '../nouns.ts';
import { OF_ROWS } from '../option.ts';
import type { Table } from '../option.ts';

/** Key columns are compared strictly in any case. The report lists every column in which something may pass. */
export interface LetPassOptions {
  /** Text columns, by glob: white space at both ends does not count. */
  readonly trim: Patterns;
  /** Text columns, by glob: letter case does not count, letter by letter, without regard to any language. */
  readonly foldCase: Patterns;
  /** How far floats may lie apart, relative to the larger one; also where a float meets an exact number. One number for all of them, or one for each column glob. */
  readonly floatTolerance: Chosen<number>;
  /** How far times may lie apart, in `s`, `ms` or `us`: one for all, or one for each column glob. A program may give whole microseconds. */
  readonly timeTolerance: Chosen<number>;
  /** What counts as NULL, for all columns or by column glob: `zero-dates` are MySQL's 0000-00-00, `empty` is a text without a character (left, if it is trimmed). */
  readonly asNull: Chosen<NullValue>;
  /** How many rows of a table may differ, by glob on the source's tables: a share such as `0.1%` of the larger side, or a number. The first pattern that fits decides. What was allowed is listed; the verdict stays `mismatch`. */
  readonly allow: Allowances;
  /** What differs within `allow`, and nothing else, is a `match` (exit code 0), which says so. */
  readonly acceptAllowed: YesNo;
}

export const LET_PASS: Table<LetPassOptions> = {
  trim: {
    group: 'loose',
    kind: patterns,
    fallback: [],
    help: 'text columns, by glob: white space at the ends does not count',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: "[customers.*, '*.note']",
  },
  foldCase: {
    group: 'loose',
    kind: patterns,
    fallback: [],
    help: 'text columns, by glob: letter case does not count',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: "['*.mail']",
  },
  floatTolerance: {
    group: 'loose',
    kind: floatTolerance,
    fallback: [],
    help: '[column=]1e-9: how far floats may lie apart, by the larger one',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: "{ '*': 1e-9, prices.rate: 0.001 }",
  },
  timeTolerance: {
    group: 'loose',
    kind: timeTolerance,
    fallback: [],
    help: '[column=]10ms: how far times may lie apart, in s, ms or us',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: '{ orders.created: 1s }',
  },
  asNull: {
    group: 'loose',
    kind: asNull,
    fallback: [],
    help: '[column=]zero-dates,empty: dates 0000-00-00, texts without a character',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: '{ orders.shipped: zero-dates, customers.*: [zero-dates, empty] }',
  },
  allow: {
    group: 'loose',
    kind: allowances,
    fallback: [],
    help: 'table=0.1% or table=12: how many rows may differ, by glob; listed, and no match by itself',
    takenBy: ['verify'],
    findings: 'no',
    example: '{ log: 0.1%, sessions: 12 }',
  },
  acceptAllowed: {
    group: 'loose',
    kind: yesOrNo,
    fallback: false,
    help: 'what differs within --allow alone is a match, exit code 0',
    takenBy: ['verify'],
    findings: 'no',
    example: 'false',
  },
};

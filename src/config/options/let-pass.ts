import { asNull, floatTolerance, timeTolerance } from '../column-choices.ts';
import type { Chosen } from '../column-choices.ts';
import { patterns } from '../kinds.ts';
import type { Patterns } from '../kinds.ts';
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
};

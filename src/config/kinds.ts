/** Kinds of values that options have: how each is read from text, YAML and programs, and how it is checked. */
import { z } from 'zod';
import { didYouMean } from '../model/near-names.ts';
import type { Kind, JsonSchema, Reads } from './option.ts';
import { sideUrl } from './side-url.ts';
import {
  commaParts,
  durationOf,
  durationText,
  globs,
  TEXT,
  timeZone as timeZoneCheck,
  wholeIn,
  words,
} from './pieces.ts';

export type Patterns = Reads<readonly string[], string | readonly string[]>;
export type Word<T extends string> = Reads<T, T>;
export type Text = Reads<string | null, string>;
export type YesNo = Reads<boolean, boolean>;
export type Whole = Reads<number, number>;
export type WholeOrNone = Reads<number | null, number>;
/** `500ms`, `5s`, `2min`, `1h`; a program may give milliseconds. */
export type Duration = Reads<number, string>;
export type DurationOrNone = Reads<number | null, string>;
/** `10%`; a program may give 0.1. */
export type Share = Reads<number, string>;

const GLOBS: JsonSchema = { $ref: '#/definitions/globs' };

const ONE_OR_MORE = 'has to be a text or a list of texts';

/** Texts as they stand, one or a list of them: a URL may hold commas and signs of patterns. */
export const texts: Kind<readonly string[]> = {
  check: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(words, { error: ONE_OR_MORE })),
  flag: 'several',
  json: GLOBS,
};

/** A list: in a file an array is taken as it stands, one text is split at its commas. */
const list: z.ZodType<readonly string[]> = z.preprocess(
  (value) => (typeof value === 'string' ? commaParts(value) : value),
  globs,
);

const joined = (values: readonly string[]): string => values.join(',');

/** Patterns of what is left out or treated in another way. */
export const patterns: Kind<readonly string[]> = { check: list, flag: 'patterns', json: GLOBS, show: joined };

/** Patterns of what is compared: none would be nothing. */
export const choosing: Kind<readonly string[]> = {
  ...patterns,
  check: list.refine((values) => values.length > 0, { error: 'is an empty list: leave it out for all' }),
};

export function oneOf<T extends string>(...values: readonly T[]): Kind<T> {
  const known = `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
  const check = z.custom<T>((value) => values.some((one) => one === value), {
    error: ({ input }) => {
      const near = typeof input === 'string' ? didYouMean(values, input) : null;
      return `has to be ${known}${near === null ? '' : `: ${near}`}`;
    },
  });
  return { check, flag: 'one', json: { enum: values }, show: String };
}

/** @param most what a file and a flag may ask for */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): Kind<number> {
  const maximum = most === Number.MAX_SAFE_INTEGER ? {} : { maximum: most };
  return {
    check: wholeIn(least, most),
    flag: 'one',
    json: { type: 'integer', minimum: least, ...maximum },
    show: String,
  };
}

/** A whole number, or without a limit, which only a program can say. */
export const wholeOrInfinite: Kind<number> = { ...whole(0), program: z.literal(Infinity) };

/** In milliseconds once it was read. */
export function duration(least: number, most: number): Kind<number> {
  return {
    check: durationOf(least, most),
    program: z.number().int().min(least).max(most),
    flag: 'one',
    json: { type: 'string', pattern: '^\\d+(\\.\\d+)? ?(ms|s|min|h)$' },
    show: durationText,
  };
}

/** More than 0, at most 1. */
export const share: Kind<number> = {
  check: z.string(TEXT).transform((text, context) => {
    const [, digits = ''] = /^(\d+(?:\.\d+)?) ?%$/.exec(text.trim()) ?? [];
    const part = digits === '' ? NaN : Number(digits) / 100;
    if (part > 0 && part <= 1) return part;
    context.issues.push({
      code: 'custom',
      message: 'has to be more than 0% and at most 100%, such as 10%',
      input: text,
    });
    return z.NEVER;
  }),
  program: z.number().gt(0).max(1),
  flag: 'one',
  json: { type: 'string', pattern: '^\\d+(\\.\\d+)? ?%$' },
  show: (part) => `${String(part * 100)}%`,
};

export const yesOrNo: Kind<boolean> = {
  check: z.boolean({ error: 'has to be true or false' }),
  flag: 'switch',
  json: { type: 'boolean' },
  show: String,
};

/** A file's name. */
export const path: Kind<string> = { check: words, flag: 'one', json: { type: 'string' }, show: String };

export const timeZone: Kind<string> = { check: timeZoneCheck, flag: 'one', json: { type: 'string' }, show: String };

const NO_URL = 'is not a URL such as postgres://user@host:5432/database';

/** Also as JDBC, SQLAlchemy and libpq write it. */
export const url: Kind<string> = {
  check: z.string(TEXT).transform((text, context) => {
    const url = sideUrl(text);
    if (url !== null) return url;
    context.issues.push({ code: 'custom', message: NO_URL, input: '' });
    return z.NEVER;
  }),
  flag: 'one',
  json: { type: 'string' },
  show: String,
};

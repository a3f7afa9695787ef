/** Options that choose something for columns: each is `[column=]value`, the column a glob as in `--columns`. */
import { z } from 'zod';
import { halves, listOrMapping } from './choices.ts';
import type { ColumnChoice, NullValue } from './nouns.ts';
import type { JsonSchema, Kind, Reads } from './option.ts';
import { ruleProblem } from './near.ts';
import { commaParts, glob, pairParts } from './pieces.ts';

type Scalar = string | number;
export type Chosen<T> = Reads<
  readonly ColumnChoice<T>[],
  Scalar | readonly Scalar[] | Readonly<Record<string, Scalar | readonly Scalar[]>>
>;

/** Below it no two floats are that near to each other. */
const LEAST_TOLERANCE = 1e-300;
const FLOATS = 'has to be a number above 0 and below 1, such as 1e-9';
const CHOSEN: JsonSchema = { $ref: '#/definitions/chosen' };

/** The values that a text stands for, or what is wrong with it. */
type Read<T> = (text: string) => readonly T[] | string;

/** In a file a value, a list of `column=value`, or `{ column: value }`; the column `*` is every one it can be meant for. */
function columnChoices<T>(read: Read<T>): z.ZodType<readonly ColumnChoice<T>[]> {
  const item = scalar.transform((text, context) => {
    const [first, second] = halves(text);
    return choicesOf(read, { columns: second === null ? null : first, text: second ?? first }, context);
  });
  const value = z.union([scalar, z.array(scalar)], NOT_A_VALUE);
  const mapping = z
    .record(z.string(), value)
    .transform((of, context) =>
      Object.entries(of).map(([columns, texts]) =>
        choicesOf(read, { columns, text: String(texts) }, context, [columns]),
      ),
    );
  return listOrMapping(item, mapping, pairParts).transform((choices) => choices.flat());
}

const NOT_A_VALUE = { error: 'has to be a text or a number' };

const scalar = z.union([z.string(), z.number()], NOT_A_VALUE).transform(String);

/** @param value one that was read already, for a program */
function kindOf<T>(
  check: z.ZodType<readonly ColumnChoice<T>[]>,
  value: z.ZodType<T>,
  json: JsonSchema = CHOSEN,
): Kind<readonly ColumnChoice<T>[]> {
  const program = z.array(z.strictObject({ columns: glob.nullable(), value }));
  return { check, program, flag: 'several', parts: pairParts, json };
}

interface Said {
  readonly columns: string | null;
  readonly text: string;
}

function choicesOf<T>(
  read: Read<T>,
  { columns, text }: Said,
  context: z.RefinementCtx,
  path: readonly string[] = [],
): readonly ColumnChoice<T>[] {
  const pattern = glob.safeParse(columns ?? '*');
  const values = pattern.success ? read(text.trim()) : (pattern.error.issues[0]?.message ?? '');
  if (typeof values !== 'string') return values.map((value) => ({ columns: columns === '*' ? null : columns, value }));
  context.issues.push({ code: 'custom', path: [...path], message: values, input: text });
  return [];
}

/** In a file `{ orders.payload: JSON-1 }` or a list of `orders.payload=JSON-1`. */
const ruleChoices: z.ZodType<readonly ColumnChoice<string>[]> = columnChoices((text) => {
  const problem = ruleProblem(text);
  return problem ?? [text];
}).refine((choices) => choices.every(({ columns }) => columns !== null), {
  error: 'has to be written as column=RULE',
});

const RULE: JsonSchema = { type: 'string', pattern: '^[A-Z]+-[0-9]+$' };

export const rules: Kind<readonly ColumnChoice<string>[]> = kindOf(
  ruleChoices,
  z.string().refine((name) => ruleProblem(name) === null),
  {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: RULE },
    ],
  },
);

/** `1e-9` for every float, `prices.*=1e-9` for some. */
export const floatTolerance: Kind<readonly ColumnChoice<number>[]> = kindOf(
  columnChoices((text) => {
    const value = /^[\d.]+(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
    return value >= LEAST_TOLERANCE && value < 1 ? [value] : FLOATS;
  }),
  z.number().min(LEAST_TOLERANCE).lt(1),
);

/** In microseconds. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000_000, ms: 1000, us: 1 };

/** `1s` for every time, `orders.*=10ms` for some. */
const times: z.ZodType<readonly ColumnChoice<number>[]> = columnChoices((text) => {
  const [, size = '', unit = ''] = /^(\d+(?:\.\d+)?) ?(s|ms|us)$/.exec(text) ?? [];
  // Rounded, since 0.0011 s is 1099.9999999999998 microseconds to a double.
  const exact = Number(size) * (UNITS[unit] ?? NaN);
  const value = Math.round(exact);
  const isWhole = Math.abs(exact - value) < 1e-6 && value > 0 && Number.isSafeInteger(value);
  return isWhole ? [value] : 'has to be a time with its unit, s, ms or us, such as 10ms';
});

/** A program may give whole microseconds. */
export const timeTolerance: Kind<readonly ColumnChoice<number>[]> = kindOf(times, z.number().int().positive());

const NULL_VALUES: readonly NullValue[] = ['zero-dates', 'empty'];

/** `zero-dates,empty` for every column, `orders.*=empty` for some. */
const nulls: z.ZodType<readonly ColumnChoice<NullValue>[]> = columnChoices((text) => {
  const parts = commaParts(text);
  const wrong = parts.find((part) => !NULL_VALUES.some((known) => known === part));
  return wrong === undefined ? (parts as NullValue[]) : `knows ${NULL_VALUES.join(' and ')}, and not '${wrong}'`;
});

export const asNull: Kind<readonly ColumnChoice<NullValue>[]> = kindOf(nulls, z.enum(NULL_VALUES));

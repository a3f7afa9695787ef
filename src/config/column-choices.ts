/** Options that choose something for columns: each is `[column=]value`, the column a glob as in `--columns`. */
import { z } from 'zod';
import { halves, listOrMapping } from './choices.ts';
import type { ColumnChoice } from './config.ts';
import { ruleProblem } from './near.ts';
import { glob } from './pieces.ts';

/** The values that a text stands for, or what is wrong with it. */
type Read<T> = (text: string) => readonly T[] | string;

/** In a file a value, a list of `column=value`, or `{ column: value }`. */
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
  return listOrMapping(item, mapping).transform((choices) => choices.flat());
}

const NOT_A_VALUE = { error: 'has to be a text or a number' };

const scalar = z.union([z.string(), z.number()], NOT_A_VALUE).transform(String);

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
  if (typeof values !== 'string') return values.map((value) => ({ columns, value }));
  context.issues.push({ code: 'custom', path: [...path], message: values, input: text });
  return [];
}

/** In a file `{ orders.payload: JSON-1 }` or a list of `orders.payload=JSON-1`. */
export const rules: z.ZodType<readonly ColumnChoice<string>[]> = columnChoices((text) => {
  const problem = ruleProblem(text);
  return problem ?? [text];
}).refine((choices) => choices.every(({ columns }) => columns !== null), {
  error: 'has to be written as column=RULE',
});

import { z } from 'zod';
import { halves, listOrMapping, written } from './choices.ts';
import type { Allowance } from './nouns.ts';
import type { Kind, Reads } from './option.ts';
import { glob, pairParts } from './pieces.ts';

/** One text, a list of them, or a mapping, in the order in which they are tried. */
export type Allowances = Reads<
  readonly Allowance[],
  string | readonly string[] | Readonly<Record<string, string | number>>
>;

const FORM = 'table=0.1%, which is below 100%, or table=12';

const allowance: z.ZodType<Allowance> = written(FORM, (text) => {
  const [tables, limit] = halves(text);
  return limit === null ? null : allowanceOf(tables, limit);
});

/** `0.1%` of the rows, or `12` of them; null for anything else, and for what would allow everything. */
function allowanceOf(tables: string, text: string): Allowance | null {
  const [, size = '', percent] = /^(\d+(?:\.\d+)?) ?(%)?$/.exec(text.trim()) ?? [];
  const value = Number(size);
  if (size === '' || !glob.safeParse(tables).success) return null;
  if (percent === undefined) return Number.isSafeInteger(value) ? { tables, share: null, rows: value } : null;
  return value < 100 ? { tables, share: value / 100, rows: null } : null;
}

/** In a file `{ orders: 0.1%, '*': 12 }`, or a list of `orders=0.1%`. */
export const allowances: Kind<readonly Allowance[]> = {
  check: listOrMapping(
    allowance,
    z.record(glob, z.union([z.string(), z.number()])).transform((of, context) =>
      Object.entries(of).flatMap(([tables, limit]) => {
        const found = allowanceOf(tables, String(limit));
        if (found !== null) return [found];
        context.issues.push({ code: 'custom', path: [tables], message: 'has to be such as 0.1% or 12', input: of });
        return [];
      }),
    ),
    pairParts,
  ),
  program: z.array(
    z.strictObject({
      tables: glob,
      share: z.number().min(0).lt(1).nullable(),
      rows: z.number().int().min(0).nullable(),
    }),
  ),
  flag: 'several',
  parts: pairParts,
  json: {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    ],
  },
};

import { z } from 'zod';
import { SEVERITIES } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';
import { halves, listOrMapping, written } from './choices.ts';
import type { PlannedConstraint, SeverityChoice } from './nouns.ts';
import type { Kind, Reads } from './option.ts';
import { commaParts, glob, pairParts, TEXT, words } from './pieces.ts';
import { plannedConstraint } from './planned-constraint.ts';

/** One text, a list of them, or a mapping, in the order in which they are tried. */
export type Severities = Reads<
  readonly SeverityChoice[],
  string | readonly string[] | Readonly<Record<string, Severity>>
>;
export type Planned = Reads<readonly PlannedConstraint[], string | readonly string[]>;

const severity = z.enum(SEVERITIES, { error: `has to be ${SEVERITIES.join(', ')}` });

const severityChoice: z.ZodType<SeverityChoice> = written(
  'pattern=blocker, pattern=warning or pattern=note',
  (text) => {
    const [pattern, word] = halves(text);
    const choice = z.object({ glob, severity }).safeParse({ glob: pattern, severity: word });
    return choice.data ?? null;
  },
);

/** In a file `{ 'index:*': warning, column.comment: blocker }`, or a list of `index:*=warning`. */
export const severities: Kind<readonly SeverityChoice[]> = {
  check: listOrMapping(
    severityChoice,
    z
      .record(glob, severity)
      .transform((of) => Object.entries(of).map(([pattern, one]) => ({ glob: pattern, severity: one }))),
    pairParts,
  ),
  program: z.array(z.strictObject({ glob, severity })),
  flag: 'several',
  parts: pairParts,
  json: {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { enum: SEVERITIES } },
    ],
  },
};

const FORMS =
  'unique(table.column,column), not null(table.column), foreign key(table.column=table.column), check(table: condition)';

const planned: z.ZodType<PlannedConstraint> = z.string(TEXT).transform((text, context) => {
  const constraint = plannedConstraint(text);
  if (constraint !== null) return constraint;
  context.issues.push({ code: 'custom', message: `has to be written as one of ${FORMS}`, input: text });
  return z.NEVER;
});

/** `unique(a.b), not null(a.c)` is two; a comma inside belongs to its constraint. */
function plannedParts(text: string): readonly string[] {
  const parts = commaParts(text);
  return parts.every((part) => plannedConstraint(part) !== null) ? parts : [text];
}

/** One, or a list. */
export const plannedOnes: Kind<readonly PlannedConstraint[]> = {
  check: z.preprocess(
    (value) => (typeof value === 'string' ? plannedParts(value) : value),
    z.array(planned, { error: 'has to be a list' }),
  ),
  // What a constraint is was read from its text.
  program: z.array(z.preprocess((one) => z.looseObject({ text: words }).safeParse(one).data?.text, planned)),
  flag: 'several',
  parts: plannedParts,
  json: { $ref: '#/definitions/globs' },
};

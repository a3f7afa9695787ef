import { z } from 'zod';
import { SEVERITIES } from '../model/finding.ts';
import type { PlannedConstraint, SeverityChoice } from './config.ts';
import { glob, TEXT } from './pieces.ts';
import { plannedConstraint } from './planned-constraint.ts';

/** In a file `{ 'index:*': warning, column.comment: blocker }`, in the order in which they are tried. */
export const severities: z.ZodType<readonly SeverityChoice[]> = z
  .record(glob, z.enum(SEVERITIES, { error: `has to be ${SEVERITIES.join(', ')}` }), { error: 'has to be a mapping' })
  .transform((of) => Object.entries(of).map(([pattern, severity]) => ({ glob: pattern, severity })));

export const yesOrNo: z.ZodType<boolean> = z.boolean({ error: 'has to be true or false' });

const FORMS =
  'unique(table.column,column), not null(table.column), foreign key(table.column=table.column), check(table: condition)';

const planned: z.ZodType<PlannedConstraint> = z.string(TEXT).transform((text, context) => {
  const constraint = plannedConstraint(text);
  if (constraint !== null) return constraint;
  context.issues.push({ code: 'custom', message: `has to be written as one of ${FORMS}`, input: text });
  return z.NEVER;
});

/** One, or a list. */
export const plannedOnes: z.ZodType<readonly PlannedConstraint[]> = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(planned, { error: 'has to be a list' }),
);

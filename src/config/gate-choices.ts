import { z } from 'zod';
import { SEVERITIES } from '../model/finding.ts';
import type { SeverityChoice } from './config.ts';
import { glob } from './pieces.ts';

/** In a file `{ 'index:*': warning, column.comment: blocker }`, in the order in which they are tried. */
export const severities: z.ZodType<readonly SeverityChoice[]> = z
  .record(glob, z.enum(SEVERITIES, { error: `has to be ${SEVERITIES.join(', ')}` }), { error: 'has to be a mapping' })
  .transform((of) => Object.entries(of).map(([pattern, severity]) => ({ glob: pattern, severity })));

export const yesOrNo: z.ZodType<boolean> = z.boolean({ error: 'has to be true or false' });

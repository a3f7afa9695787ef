import { CrosstallyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';

/** A journal that cannot be gone on with. */
export function invalid(path: string, why: string, hint: string): CrosstallyError {
  return new CrosstallyError('CHECKPOINT_INVALID', `the checkpoint ${path} ${why}`, { hint });
}

/** A journal that cannot be read or written. */
export function failed(path: string, cause: unknown): CrosstallyError {
  if (cause instanceof CrosstallyError) return cause;
  return new CrosstallyError('CHECKPOINT_FAILED', `the checkpoint ${path} cannot be written: ${fileProblem(cause)}`, {
    hint: 'mend that and go on with --resume: what was saved before is not lost',
    cause,
  });
}

/** A journal that was good when it was opened. */
export function unreadable(path: string, at: number): CrosstallyError {
  const message = `the checkpoint ${path} was changed since this run began, at byte ${String(at)}`;
  return new CrosstallyError('CHECKPOINT_FAILED', message, {
    hint: 'something else writes to it, or the disk fails: begin anew with another file',
  });
}

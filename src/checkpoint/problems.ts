import { CrosstallyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';

/** A journal that cannot be gone on with. */
export function invalid(path: string, why: string, hint: string): CrosstallyError {
  return new CrosstallyError('CHECKPOINT_INVALID', `the checkpoint ${path} ${why}`, { hint });
}

/**
 * A journal that cannot be read or written.
 *
 * @param kept whether there is something in it to go on from
 */
export function failed(path: string, cause: unknown, kept: boolean): CrosstallyError {
  if (cause instanceof CrosstallyError) return cause;
  return new CrosstallyError('CHECKPOINT_FAILED', `the checkpoint ${path} cannot be written: ${fileProblem(cause)}`, {
    hint: kept
      ? 'mend that and go on with --resume: what was saved before is not lost'
      : 'name another file for --checkpoint: nothing was saved yet',
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

import { CrosstallyError } from '../errors.ts';

/** A journal that cannot be gone on with. */
export function invalid(path: string, why: string, hint: string): CrosstallyError {
  return new CrosstallyError('CHECKPOINT_INVALID', `the checkpoint ${path} ${why}`, { hint });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it may not become that large here (ulimit -f)',
};

/** A journal that cannot be read or written. */
export function failed(path: string, cause: unknown): CrosstallyError {
  if (cause instanceof CrosstallyError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new CrosstallyError('CHECKPOINT_FAILED', `the checkpoint ${path} cannot be written: ${why}`, {
    hint: 'mend that and go on with --resume: what was saved before is not lost',
    cause,
  });
}

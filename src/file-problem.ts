/** The system's codes in words (https://nodejs.org/docs/latest-v20.x/api/errors.html#common-system-errors). */
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

/** Why a file or folder cannot be read. */
export function readProblem(cause: unknown): string {
  return codeOf(cause) === 'ENOENT' ? 'it is not there' : fileProblem(cause);
}

/** Why a file cannot be written. */
export function fileProblem(cause: unknown): string {
  return REASONS[codeOf(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
}

/** The system's code; empty for an error that has none. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CrosstallyError } from '../errors.ts';
import { codeOf, fileProblem } from '../file-problem.ts';

const ENDING = '.fp';

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'there is none', ENOTDIR: 'it is a file' };

/**
 * The files of a folder of fingerprints, the oldest first: they are named by their moments.
 *
 * @throws CrosstallyError `FINGERPRINT_INVALID` for what is no folder.
 */
export async function fingerprintsIn(folder: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING) && !name.startsWith('.'));
    return names.sort().map((name) => join(folder, name));
  } catch (cause) {
    const words = `${folder} is no folder of fingerprints: ${REASONS[codeOf(cause)] ?? fileProblem(cause)}`;
    throw new CrosstallyError('FINGERPRINT_INVALID', words, { cause });
  }
}

/** How many bytes a file has. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

/**
 * A file of that moment in a folder, which is made where it is not there.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function fileInFolder(folder: string, moment: Date): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = codeOf(cause) === 'EEXIST' ? 'it is a file' : fileProblem(cause);
    throw new CrosstallyError('OUTPUT_FAILED', `--keep wants a folder, and ${folder} cannot be made one: ${why}`, {
      cause,
    });
  }
  return join(folder, `${moment.toISOString().replaceAll(':', '-')}${ENDING}`);
}

const OURS = /\/?\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.fp$/;

/** Removes all but the newest of the files that were named by their moments; what has another name stays. */
export async function keepNewest(folder: string, keep: number): Promise<readonly string[]> {
  const files = (await fingerprintsIn(folder)).filter((path) => OURS.test(path));
  const old = files.slice(0, Math.max(0, files.length - keep));
  await Promise.all(old.map((path) => rm(path)));
  return old;
}

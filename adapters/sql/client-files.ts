/** The only file of the adapters that reads files: those that the engines' own clients read. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { CrosstallyError } from '../../src/errors.ts';

/** A file, and who may read and write it. */
export interface ClientFile {
  readonly text: string;
  /** The permission bits: 0o600. */
  readonly mode: number;
  /** The owner's number. */
  readonly owner: number;
  /** A pipe or a device may never end, and has no permissions worth the name. */
  readonly isPlain: boolean;
}

/**
 * Reads a file; null when there is none. `what` says what it is for: "the root certificate (sslrootcert)".
 *
 * @throws CrosstallyError `ADAPTER_SETTINGS_INVALID` when it is there and cannot be read.
 */
export function readClientFile(path: string, what: string): ClientFile | null {
  const stats = look(path, what);
  if (stats === null) return null;
  const isPlain = stats.isFile();
  try {
    return { text: isPlain ? readFileSync(path, 'utf8') : '', mode: stats.mode & 0o777, owner: stats.uid, isPlain };
  } catch (error) {
    throw unreadable(path, what, error);
  }
}

/**
 * Reads a file that somebody named.
 *
 * @throws CrosstallyError `ADAPTER_SETTINGS_INVALID` when it is not there or cannot be read.
 */
export function requireClientFile(path: string, what: string): ClientFile {
  const file = readClientFile(path, what);
  if (file !== null && file.isPlain) return file;
  const why = file === null ? 'does not exist' : 'is no file';
  throw new CrosstallyError('ADAPTER_SETTINGS_INVALID', `${what} ${path} ${why}`, {
    hint: 'mend the path, which is taken from the folder that crosstally is started in unless it begins with /',
  });
}

/** Whether something has that path: a socket, for one. */
export function pathExists(path: string): boolean {
  return existsSync(path);
}

/** The names in a folder, in the order of their letters. */
export function namesIn(folder: string, what: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw unreadable(folder, what, error);
  }
}

function look(path: string, what: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return null;
    throw unreadable(path, what, error);
  }
}

function unreadable(path: string, what: string, error: unknown): CrosstallyError {
  const code = codeOf(error);
  const why = code === 'EACCES' ? 'permission denied' : code;
  return new CrosstallyError('ADAPTER_SETTINGS_INVALID', `${what} ${path} cannot be read: ${why}`, {
    hint: 'give the user that runs crosstally the right to read it',
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

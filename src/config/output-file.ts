import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CrosstallyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';

/**
 * A file that will be written whole or not at all. Whether it can be is found out now, by making a file beside it, so
 * that nobody learns after hours of comparing that the folder was wrong.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function prepareOutput(path: string): Promise<(text: string) => Promise<void>> {
  try {
    const target = await resolved(path);
    if (await isStream(target)) return (text) => writeFile(target, text);
    const probe = beside(target);
    await (await open(probe, 'wx')).close();
    await rm(probe);
    return (text) => writeWhole(target, text);
  } catch (error) {
    throw failed(path, error);
  }
}

/** Written beside the target and moved there, so that no half file ever has its name. */
async function writeWhole(target: string, text: string): Promise<void> {
  const temporary = beside(target);
  try {
    const file = await open(temporary, 'wx', await modeOf(target));
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw failed(target, error);
  }
}

/** Follows a link, so that the file it points to is replaced and not the link. */
async function resolved(path: string): Promise<string> {
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory() === true) {
    throw new CrosstallyError('OUTPUT_FAILED', `${path} is a folder`, { hint: 'name a file for --output' });
  }
  if (found !== null) await access(target, constants.W_OK);
  return target;
}

/** A pipe or a device: there is nothing to replace, and nothing can be written beside it. */
async function isStream(target: string): Promise<boolean> {
  const found = await stat(target).catch(() => null);
  return found !== null && (found.isFIFO() || found.isCharacterDevice() || found.isSocket());
}

async function modeOf(target: string): Promise<number> {
  return (await stat(target).catch(() => null))?.mode ?? 0o666;
}

function beside(target: string): string {
  const unique = `${String(Date.now())}-${Math.random().toString(36).slice(2, 8)}`;
  return join(dirname(target), `.${basename(target)}.${unique}.tmp`);
}

function failed(path: string, cause: unknown): CrosstallyError {
  if (cause instanceof CrosstallyError) return cause;
  return new CrosstallyError('OUTPUT_FAILED', `the report cannot be written to ${path}: ${fileProblem(cause)}`, {
    hint: 'name another file with --output, or leave it out to print the report',
    cause,
  });
}

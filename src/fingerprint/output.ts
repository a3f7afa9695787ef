/**
 * The file while it is written: beside its place and under another name, so that none that is half written ever has the
 * name that was asked for.
 */
import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CrosstallyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';

export interface Output {
  /** Where the next bytes will be. */
  readonly at: number;
  write(bytes: Uint8Array): Promise<void>;
  /** The SHA-256 of all that was written so far. */
  digest(): Uint8Array;
  /** Gives the file its name. */
  finish(): Promise<void>;
  /** Takes back what was written; does nothing after `finish`. */
  abandon(): Promise<void>;
}

/** Bytes that are collected before they are written. */
const TOGETHER = 1024 * 1024;

/** @throws CrosstallyError `OUTPUT_FAILED`, as everything that is asked of it. */
export async function beginOutput(path: string): Promise<Output> {
  const temporary = join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2, 10)}.tmp`);
  const file = await told(path, async () => {
    const found = await stat(path).catch(() => null);
    if (found !== null && !found.isFile()) throw noFile(path, found);
    return open(temporary, 'wx', 0o600);
  });
  const hash = createHash('sha256');
  let [at, waiting, held]: [number, Uint8Array[], number] = [0, [], 0];
  let open_: FileHandle | null = file;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    [waiting, held] = [[], 0];
    await told(path, async () => {
      for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
    });
  };
  return {
    get at() {
      return at;
    },
    write: async (bytes) => {
      hash.update(bytes);
      at += bytes.length;
      waiting.push(bytes);
      held += bytes.length;
      if (held >= TOGETHER) await flush();
    },
    digest: () => hash.copy().digest(),
    finish: async () => {
      await flush();
      await told(path, async () => {
        await file.sync();
        await file.close();
        open_ = null;
        await rename(temporary, path);
      });
    },
    abandon: async () => {
      if (open_ === null) return;
      await open_.close().catch(() => undefined);
      open_ = null;
      await rm(temporary, { force: true }).catch(() => undefined);
    },
  };
}

function noFile(path: string, found: Stats): CrosstallyError {
  const folder = found.isDirectory();
  return new CrosstallyError('OUTPUT_FAILED', `${path} is ${folder ? 'a folder' : 'no file'}`, {
    hint: folder ? 'name a file in it, or say with --keep how many it is to hold' : 'name another file with --output',
  });
}

async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CrosstallyError) throw cause;
    throw new CrosstallyError('OUTPUT_FAILED', `the fingerprint cannot be written to ${path}: ${fileProblem(cause)}`, {
      hint: 'name another file with --output: nothing was left there',
      cause,
    });
  }
}

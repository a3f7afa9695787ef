import type { FileHandle } from 'node:fs/promises';
import { ContentsReader } from './contents.ts';
import type { Contents } from './contents.ts';
import { MAGIC, readLines } from './lines.ts';
import { invalid } from './problems.ts';

/** A journal that was read through and found whole, but for its tail. */
export interface Journal {
  readonly file: FileHandle;
  readonly contents: Contents;
  /** Where to go on writing, and behind which checksum. */
  readonly end: number;
  readonly seal: string;
  /** Bytes behind the end that a crash left. */
  readonly damaged: number;
}

/** @throws CrosstallyError `CHECKPOINT_INVALID` for a file that is none, of another format, or damaged in the middle. */
export async function readJournal(path: string, file: FileHandle): Promise<Journal> {
  try {
    await checkMagic(path, file);
    const contents = new ContentsReader();
    const lines = await readLines(bytesOf(file, MAGIC.length), MAGIC.length, (line) => {
      contents.take(line);
    });
    if (lines.broken) {
      const where = `is damaged in the middle, at byte ${String(lines.end)}: what it says cannot be relied on`;
      throw invalid(path, where, 'restore the file from a copy, or begin anew with another one');
    }
    return { file, contents, end: lines.end, seal: lines.seal, damaged: lines.damaged };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A file that ends within the first line was left so by a crash: nothing is lost with it. */
async function checkMagic(path: string, file: FileHandle): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
  const text = buffer.toString('latin1', 0, bytesRead);
  if (MAGIC.startsWith(text)) return;
  const [, format] = /^crosstally checkpoint, format (\d+)\n/.exec(text) ?? [];
  if (format === undefined) {
    throw invalid(path, 'is something else: it was not written by crosstally', 'name another file for --checkpoint');
  }
  const hint = 'go on with the version of crosstally that wrote it, or begin anew with another file';
  throw invalid(path, `has format ${format}, and this version reads format 1`, hint);
}

const READ_BYTES = 256 * 1024;

/** The bytes of a file from `start` to `end`; a piece is valid until the next one. */
export async function* bytesOf(file: FileHandle, start: number, end: number = Infinity): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(Math.min(READ_BYTES, end - start));
  for (let at = start; at < end;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

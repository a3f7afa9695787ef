import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrosstallyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';

/** Where in a file some texts are. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A file of texts that nobody else can see, and that is gone with the process. Any text comes back as it was. */
export interface TemporaryFile {
  append(texts: readonly string[]): Promise<Run>;
  /** Some texts from `start` on, at least one, and where the next one begins. */
  read(start: number, end: number): Promise<{ readonly texts: readonly string[]; readonly end: number }>;
  close(): Promise<void>;
}

/** @throws CrosstallyError `SPILL_FAILED`, as everything that is asked of it. */
export async function temporaryFile(): Promise<TemporaryFile> {
  const path = join(tmpdir(), `crosstally-${Math.random().toString(36).slice(2)}`);
  const file = await told(async () => {
    const opened = await open(path, 'wx+', 0o600);
    // Open without a name: it ends with the process, however that ends.
    await unlink(path);
    return opened;
  });
  let size = 0;
  return {
    append: (texts) =>
      told(async () => {
        const start = size;
        for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
          size += await writeAll(file, framed(texts.slice(at, at + TEXTS_AT_ONCE)), size);
        }
        return { start, end: size };
      }),
    read: (start, end) => told(() => readTexts(file, start, end)),
    close: () => file.close(),
  };
}

const TEXTS_AT_ONCE = 10_000;

/** A run is read so much at a time: with a thousand runs that is what it takes of memory. */
const READ_BYTES = 16 * 1024;

/** The length of a text in bytes, and how it is encoded. */
const HEAD_BYTES = 5;

/** UTF-8 has no half of a character, with which a key begins that is no text: such a text is written by its units. */
const HALF = /\p{Surrogate}/u;

function framed(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const byUnits = HALF.test(text);
      const [head, bytes] = [Buffer.alloc(HEAD_BYTES), Buffer.from(text, byUnits ? 'utf16le' : 'utf8')];
      head.writeUInt32BE(bytes.length);
      head[HEAD_BYTES - 1] = byUnits ? 1 : 0;
      return [head, bytes];
    }),
  );
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<number> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
  return bytes.length;
}

async function readTexts(file: FileHandle, start: number, end: number): ReturnType<TemporaryFile['read']> {
  for (let size = READ_BYTES; ; size *= 2) {
    const wanted = Math.min(size, end - start);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, start);
    if (bytesRead < wanted) throw new Error('it ends too early');
    const texts: string[] = [];
    let at = 0;
    for (;;) {
      const from = at + HEAD_BYTES;
      const bytes = from <= wanted ? buffer.readUInt32BE(at) : Infinity;
      if (from + bytes > wanted) break;
      texts.push(buffer.toString(buffer[from - 1] === 1 ? 'utf16le' : 'utf8', from, from + bytes));
      at = from + bytes;
    }
    // A text longer than what was read is read in one piece.
    if (texts.length > 0 || wanted === 0) return { texts, end: start + at };
  }
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new CrosstallyError('SPILL_FAILED', `the differences do not fit into ${tmpdir()}: ${fileProblem(cause)}`, {
      hint: 'make room there, or name another folder in TMPDIR',
      cause,
    });
  }
}

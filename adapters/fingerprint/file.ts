/** A fingerprint's file, checked whole before anything is believed of it, and read block by block. docs/fingerprint.md */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { CrosstallyError } from '../../src/errors.ts';
import { readBlock } from '../../src/model/fingerprint/block.ts';
import type { Block, BlockShape } from '../../src/model/fingerprint/block.ts';
import { END_MAGIC, FORMAT_VERSION, MAGIC } from '../../src/model/fingerprint/header.ts';
import type { BlockEntry, FingerprintHeader, FingerprintIndex } from '../../src/model/fingerprint/header.ts';

export interface FingerprintFile extends AsyncDisposable {
  readonly header: FingerprintHeader;
  readonly index: FingerprintIndex;
  /** The SHA-256 of its contents, in hexadecimal digits. */
  readonly digest: string;
  /** @throws CrosstallyError `FINGERPRINT_INVALID` when the block is not what was written. */
  block(entry: BlockEntry, shape: Omit<BlockShape, 'rows'>): Promise<Block>;
}

/** Where the index begins, the SHA-256 of all before it, and the last bytes. */
const [WHERE_BYTES, DIGEST_BYTES] = [8, 32];
const END_BYTES = DIGEST_BYTES + END_MAGIC.length;
const CHECKSUM_BYTES = 4;
const LENGTH_BYTES = 4;
const READ_AT_ONCE = 1024 * 1024;

/**
 * Opens a file and checks that it is whole: its digest is that of what it holds.
 *
 * @throws CrosstallyError `FINGERPRINT_INVALID`, one sentence that says in what way it is not.
 */
export async function openFingerprintFile(path: string, signal: AbortSignal): Promise<FingerprintFile> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    return await readFile(file, path, signal);
  } catch (error) {
    await file.close();
    throw error instanceof CrosstallyError ? error : unreadable(path, error);
  }
}

async function readFile(file: FileHandle, path: string, signal: AbortSignal): Promise<FingerprintFile> {
  const { size } = await file.stat();
  await checkBeginning(file, path);
  const header = await readHeader(file, path, size);
  const end = await readAt(file, Math.max(0, size - END_BYTES), Math.min(size, END_BYTES));
  if (!equalBytes(end.subarray(DIGEST_BYTES), END_MAGIC)) throw cutShort(path);
  const digest = await digestOf(file, size - END_BYTES, signal);
  if (!equalBytes(digest, end.subarray(0, DIGEST_BYTES))) throw altered(path);
  const where = await readAt(file, size - END_BYTES - WHERE_BYTES, WHERE_BYTES);
  const indexAt = Number(where.readBigUInt64BE(0));
  const index = parsed(await readFramed(file, path, indexAt, size), path) as FingerprintIndex;
  return {
    header,
    index,
    digest: digest.toString('hex'),
    block: (entry, shape) => blockAt(file, path, entry, shape),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function checkBeginning(file: FileHandle, path: string): Promise<void> {
  const start = await readAt(file, 0, MAGIC.length);
  if (start.length === 0) throw invalid(`${path} is empty`, 'take the fingerprint again');
  if (equalBytes(start, MAGIC)) return;
  if (equalBytes(start, MAGIC.subarray(0, start.length))) throw cutShort(path);
  throw invalid(`${path} is no fingerprint`, 'crosstally fingerprint URL --output FILE makes one');
}

/** What a newer program wrote is told before anything else is made of it. */
async function readHeader(file: FileHandle, path: string, size: number): Promise<FingerprintHeader> {
  const bytes = await readFramed(file, path, MAGIC.length, size);
  const header = parsed(bytes, path) as Partial<FingerprintHeader>;
  if (header.formatVersion === FORMAT_VERSION) return header as FingerprintHeader;
  if (typeof header.formatVersion !== 'number') throw altered(path);
  const by = `${path} has the format ${String(header.formatVersion)} of crosstally ${String(header.toolVersion)}`;
  throw invalid(
    `${by}, and this program reads format ${String(FORMAT_VERSION)}`,
    'read it with the program that wrote it',
  );
}

async function readFramed(file: FileHandle, path: string, at: number, size: number): Promise<Buffer> {
  const length = at + LENGTH_BYTES <= size ? (await readAt(file, at, LENGTH_BYTES)).readUInt32BE(0) : Infinity;
  if (at + LENGTH_BYTES + length > size) throw cutShort(path);
  return readAt(file, at + LENGTH_BYTES, length);
}

function parsed(bytes: Buffer, path: string): object {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw altered(path);
}

async function blockAt(
  file: FileHandle,
  path: string,
  entry: BlockEntry,
  shape: Omit<BlockShape, 'rows'>,
): Promise<Block> {
  // Somebody may write into a file that is open.
  const bytes = await readAt(file, entry.at, entry.bytes + CHECKSUM_BYTES).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const block = bytes.subarray(0, entry.bytes);
  if (bytes.length !== entry.bytes + CHECKSUM_BYTES || crc32(block) !== bytes.readUInt32BE(entry.bytes))
    throw altered(path);
  try {
    return readBlock(block, { ...shape, rows: entry.rows });
  } catch {
    throw altered(path);
  }
}

async function digestOf(file: FileHandle, bytes: number, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(READ_AT_ONCE, bytes));
  for (let at = 0; at < bytes;) {
    if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, bytes - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest();
}

/** Fewer bytes where the file ends before. */
async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function cutShort(path: string): CrosstallyError {
  return invalid(`${path} is cut short, or still being written`, 'copy it again, or take the fingerprint again');
}

function altered(path: string): CrosstallyError {
  return invalid(`${path} was altered since it was written: its checksum is another`, 'copy it again, in binary mode');
}

function invalid(message: string, hint: string): CrosstallyError {
  return new CrosstallyError('FINGERPRINT_INVALID', message, { hint });
}

/** The system's codes in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is no folder',
};

function unreadable(path: string, cause: unknown): CrosstallyError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new CrosstallyError('FINGERPRINT_INVALID', `${path} cannot be read: ${why}`, { cause });
}

/**
 * The ledger: what a watch knows, kept in a file so that a watch that is killed goes on with the same.
 *
 * opened: locked and read · written line by line · written anew when most of it says nothing any more · failed: it goes on
 * in memory, and says so.
 */
import { open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { readLines, sealOf } from '../../checkpoint/lines.ts';
import { lock } from '../../checkpoint/lock.ts';
import { bytesOf } from '../../checkpoint/read-journal.ts';
import { LineWriter, writeAll } from '../../checkpoint/writer.ts';
import { CrosstallyError } from '../../errors.ts';
import { fileProblem, readProblem } from '../../file-problem.ts';
import type { LedgerRecord } from './record.ts';
import { apply, newState, recordsOf } from './state.ts';
import type { LedgerState } from './state.ts';

const MAGIC = 'crosstally ledger, format 1\n';
const FIRST = sealOf('', MAGIC);
/** Bytes that a file may grow by before it is looked at whether it is worth writing it anew. */
const COMPACT_BYTES = 16 * 1024 * 1024;

export interface Ledger extends AsyncDisposable {
  readonly state: LedgerState;
  /** Takes a record into account and keeps it; the state has it when this resolves. Never fails: see `failure`. */
  add(record: LedgerRecord): Promise<void>;
  /** Why the file is not written any more; null while it is. */
  failure(): string | null;
}

/**
 * Opens a ledger, or begins one.
 *
 * @throws CrosstallyError `LEDGER_INVALID` for a file that is none, of a later format, damaged, or in use by another watch.
 */
export async function openLedger(path: string): Promise<Ledger> {
  const unlock = await lock(path, 'ledger').catch((error: unknown) => {
    throw error instanceof CrosstallyError ? error : unwritable(path, error);
  });
  try {
    const state = newState();
    const file = await openFile(path);
    const writer = await readInto(state, path, file).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    return keptLedger(state, { path, file, writer, unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** What the file says, of a ledger that somebody may be writing. */
export async function readLedger(path: string): Promise<LedgerState> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw invalid(path, `cannot be read: ${readProblem(error)}`, 'name the ledger of a watch');
  });
  try {
    const state = newState();
    await readRecords(state, path, file);
    return state;
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Not created anew when it is there: two at once would both begin one.
    return await open(path, 'a+', 0o600).then(async (file) => {
      await file.close();
      return open(path, 'r+');
    });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): CrosstallyError {
  return invalid(path, `cannot be written: ${fileProblem(error)}`, 'name a file that can be, with --ledger');
}

async function readInto(state: LedgerState, path: string, file: FileHandle): Promise<LineWriter> {
  const end = await readRecords(state, path, file);
  await file.truncate(end.at);
  if (end.at === MAGIC.length) await writeAll(file, Buffer.from(MAGIC), 0);
  return new LineWriter(file, end);
}

/** Reads to the last good line: what a crash left behind it is not counted. */
async function readRecords(
  state: LedgerState,
  path: string,
  file: FileHandle,
): Promise<{ readonly at: number; readonly seal: string }> {
  await checkMagic(path, file);
  const lines = await readLines(
    bytesOf(file, MAGIC.length),
    MAGIC.length,
    ({ text }) => {
      apply(state, JSON.parse(text) as LedgerRecord);
    },
    FIRST,
  );
  if (!lines.broken) return { at: lines.end, seal: lines.seal };
  const where = `is damaged in the middle, at byte ${String(lines.end)}`;
  throw invalid(path, where, 'restore it from a copy, or begin anew with another file');
}

async function checkMagic(path: string, file: FileHandle): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
  const text = buffer.toString('latin1', 0, bytesRead);
  if (MAGIC.startsWith(text)) return;
  const [, format] = /^crosstally ledger, format (\d+)\n/.exec(text) ?? [];
  if (format !== undefined) {
    throw invalid(
      path,
      `has format ${format}, and this version reads format 1`,
      'go on with the version that wrote it',
    );
  }
  throw invalid(path, 'is something else: no watch wrote it', 'name another file with --ledger');
}

interface Kept {
  readonly path: string;
  file: FileHandle;
  writer: LineWriter;
  readonly unlock: () => Promise<void>;
}

function keptLedger(state: LedgerState, kept: Kept): Ledger {
  let failure: string | null = null;
  let grown = 0;
  /** One after the other: lines stand in the order of what they tell, and a file is written anew from one moment's state. */
  let last: Promise<void> = Promise.resolve();
  const take = async (record: LedgerRecord): Promise<void> => {
    apply(state, record);
    if (failure !== null) return;
    try {
      await kept.writer.add(record);
      grown += JSON.stringify(record).length;
      if (grown <= COMPACT_BYTES) return;
      grown = 0;
      await writeAnew(state, kept);
    } catch (error) {
      failure = `the ledger ${kept.path} cannot be written: ${fileProblem(error)}`;
    }
  };
  return {
    state,
    add(record) {
      last = last.then(() => take(record));
      return last;
    },
    failure: () => failure,
    async [Symbol.asyncDispose]() {
      await last;
      if (failure === null) await kept.writer.flush().catch(() => undefined);
      await kept.file.close();
      await kept.unlock();
    },
  };
}

/** Written beside it first and put in its place then: a crash leaves the one or the other. */
async function writeAnew(state: LedgerState, kept: Kept): Promise<void> {
  await kept.writer.flush();
  const beside = `${kept.path}.new`;
  const file = await open(beside, 'w+', 0o600);
  try {
    await writeAll(file, Buffer.from(MAGIC), 0);
    const writer = new LineWriter(file, { at: MAGIC.length, seal: FIRST });
    for (const record of recordsOf(state)) await writer.add(record);
    await writer.flush();
    await rename(beside, kept.path);
    await kept.file.close();
    [kept.file, kept.writer] = [file, writer];
  } catch (error) {
    await file.close();
    throw error;
  }
}

function invalid(path: string, why: string, hint: string): CrosstallyError {
  return new CrosstallyError('LEDGER_INVALID', `the ledger ${path} ${why}`, { hint });
}

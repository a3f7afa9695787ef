/**
 * A side in memory that is written to while it is read: a test says what happens before its n-th question, or before the
 * next batch of an answer. Each question sees one moment, as a statement does, and the side tells the truth of what it
 * does besides.
 */
import { memory } from '../../adapters/memory/index.ts';
import type { MemoryValue } from '../../adapters/memory/index.ts';
import type { Activity, Adapter, Database, Pushdown, TableReader } from '../../src/adapter.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Key } from '../../src/model/key.ts';
import type { TableShape } from '../../src/model/table.ts';
import { hasherOf } from './hashing-side.ts';
import { table } from './shapes.ts';

export type ChangingRow = readonly MemoryValue[];

/** What a side is asked that depends on its rows. */
export interface Question {
  /** From 1, of those of this side. */
  readonly n: number;
  readonly kind: 'cutAfter' | 'cuts' | 'lastKey' | 'frames' | 'rows' | 'digest' | 'survey' | 'rowHashes' | 'hiddenRows';
  /** 0 before it is answered; before each further batch of its answer the number of those that were told. */
  readonly batch: number;
}

export interface ChangingOptions {
  readonly shape?: Partial<TableShape>;
  /** What happens before a question is answered, or goes on to be; the answer waits for it. */
  readonly onRead?: (question: Question, side: ChangingSide) => void | Promise<void>;
  /** Hashes rows itself, and surveys the table split at these keys; null for a side that is read. */
  readonly hashes?: readonly Key[] | null;
  /** Rows of a batch of an answer. */
  readonly batchRows?: number;
  /** Whether it tells that it was written to; a side may know nothing of it. */
  readonly tells?: boolean;
}

export interface ChangingSide {
  readonly adapter: Adapter;
  /** As they are now: whoever changes them says so by `write`. */
  readonly rows: readonly ChangingRow[];
  /** One transaction. */
  write(change: (rows: ChangingRow[]) => void): void;
  /** How many questions it was asked. */
  readonly asked: () => number;
}

/** A side with one table `public.t`, of the shape that `sideOf` gives it. */
export function changingSide(first: readonly ChangingRow[], options: ChangingOptions = {}): ChangingSide {
  const rows = [...first];
  let [writes, writtenAt, questions] = [0, -Infinity, 0];
  const tell = async (question: Question): Promise<void> => options.onRead?.(question, side);
  const ask = async (kind: Question['kind']): Promise<Question> => {
    const question = { n: ++questions, kind, batch: 0 };
    await tell(question);
    return question;
  };
  const activity = (): Activity => ({
    ...{ lagSeconds: null, load: 0 },
    position: options.tells === false ? null : String(writes),
    restedSeconds: options.tells === false ? null : Math.max(0, (performance.now() - writtenAt) / 1000),
  });
  const { schema, name, columns, keys } = table('t', options.shape);
  const base = memory({ tables: [{ schema, name, columns, keys, rows }] });
  const asking = { ask, tell, options };
  const side: ChangingSide = {
    rows,
    write: (change) => {
      writes++;
      writtenAt = performance.now();
      change(rows);
    },
    asked: () => questions,
    adapter: {
      label: base.label,
      open: async (opening) => {
        const database = await base.open(opening);
        const reader: Database['reader'] = (view) => askedReader(database.reader(view), asking);
        return { ...database, reader, activity: async () => activity() };
      },
    },
  };
  return side;
}

interface Asking {
  readonly ask: (kind: Question['kind']) => Promise<Question>;
  readonly tell: (question: Question) => Promise<void>;
  readonly options: ChangingOptions;
}

function askedReader(reader: TableReader, asking: Asking): TableReader {
  const { ask, options } = asking;
  const { hashes = null } = options;
  const hasher = hashes === null ? null : askedPushdown(hasherOf(reader), asking);
  return {
    ...reader,
    cutAfter: async (range, rows) => (await ask('cutAfter'), reader.cutAfter(range, rows)),
    cuts: async (range, rows) => (await ask('cuts'), reader.cuts(range, rows)),
    lastKey: async () => (await ask('lastKey'), reader.lastKey()),
    frames: (range) => batches('frames', () => reader.frames(range), asking),
    rows: (keys) => batches('rows', () => reader.rows(keys), asking),
    ...(hasher === null ? {} : { sampleKeys: async () => hashes ?? [], pushdowns: [hasher] }),
  };
}

function askedPushdown(hasher: ReturnType<typeof hasherOf>, asking: Asking): Pushdown {
  const { ask } = asking;
  return {
    ...hasher,
    digest: async (ranges) => (await ask('digest'), hasher.digest(ranges)),
    survey: async (keys) => (await ask('survey'), hasher.survey(keys)),
    rowHashes: (range) => batches('rowHashes', () => hasher.rowHashes(range), asking),
  };
}

async function* batches(
  kind: Question['kind'],
  read: () => AsyncIterable<Frames>,
  { ask, tell, options: { batchRows = Infinity } }: Asking,
): AsyncGenerator<Frames> {
  const question = await ask(kind);
  let batch = 0;
  // All of it at once: what is written between two batches of a statement is not seen by it.
  for (const frames of await wholeAnswer(read)) {
    for (let from = 0; from < frames.count; from += batchRows) {
      if (batch > 0) await tell({ ...question, batch });
      batch++;
      yield partOf(frames, from, Math.min(frames.count, from + batchRows));
    }
  }
}

async function wholeAnswer(read: () => AsyncIterable<Frames>): Promise<readonly Frames[]> {
  const answer: Frames[] = [];
  for await (const { bytes, starts, ends, count } of read()) {
    // Batches are overwritten by the next ones.
    answer.push({ bytes: bytes.slice(), starts: starts.slice(), ends: ends.slice(), count });
  }
  return answer;
}

function partOf({ bytes, starts, ends }: Frames, from: number, until: number): Frames {
  return { bytes, starts: starts.subarray(from, until), ends: ends.subarray(from, until), count: until - from };
}

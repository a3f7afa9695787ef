import type { FileHandle } from 'node:fs/promises';
import type { TableJournal } from '../compare/journal.ts';
import type { RangeResult } from '../model/range-result.ts';
import type { Span, TableContents } from './contents.ts';
import { lineOf, sealOf, splitLines } from './lines.ts';
import { unreadable } from './problems.ts';
import { bytesOf } from './read-journal.ts';
import { resultOf, recordsOf } from './record.ts';
import type { TableRecord } from './record.ts';

export interface TableOf {
  /** Of the journal. */
  readonly path: string;
  readonly number: number;
  readonly contents: TableContents;
  readonly add: (record: TableRecord) => Promise<void>;
}

/** What a journal has of a table, and what is added to it. */
export function tableJournal(file: FileHandle, { path, number, contents, add }: TableOf): TableJournal {
  return {
    outcome: contents.outcome,
    earlier: () => resultsIn(path, file, contents.spans),
    async add(result) {
      for (const record of recordsOf(number, result, Date.now())) await add(record);
    },
    end: (outcome) => add({ t: number, end: outcome, at: Date.now() }),
    forget: () => add({ t: number, forget: true }),
  };
}

/**
 * Read from the file again: what was found may be more than fits into memory. It was whole when the journal was opened;
 * what is not the same any more ends the run, since differences may have stood there.
 */
async function* resultsIn(path: string, file: FileHandle, spans: readonly Span[]): AsyncGenerator<RangeResult> {
  for (const { start, end, seal } of spans) {
    let [at, before] = [start, seal];
    for await (const raw of splitLines(bytesOf(file, start, end))) {
      const line = lineOf(raw, at);
      if (line === null || line.seal !== sealOf(before, line.bytes)) throw unreadable(path, at);
      const result = resultOf(JSON.parse(line.text) as TableRecord);
      if (result === null) throw unreadable(path, at);
      yield result;
      [at, before] = [line.end, line.seal];
    }
    if (at !== end) throw unreadable(path, at);
  }
}

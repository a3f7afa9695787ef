import type { FileHandle } from 'node:fs/promises';
import type { TableJournal } from '../compare/journal.ts';
import type { RangeResult } from '../model/range-result.ts';
import type { TableContents } from './contents.ts';
import { lineOf, splitLines } from './lines.ts';
import { bytesOf } from './read-journal.ts';
import { resultOf, recordsOf } from './record.ts';
import type { TableRecord } from './record.ts';

export interface TableOf {
  readonly number: number;
  readonly contents: TableContents;
  readonly add: (record: TableRecord) => Promise<void>;
}

/** What a journal has of a table, and what is added to it. */
export function tableJournal(file: FileHandle, { number, contents, add }: TableOf): TableJournal {
  return {
    outcome: contents.outcome,
    earlier: () => resultsIn(file, contents.spans),
    async add(result) {
      for (const record of recordsOf(number, result, Date.now())) await add(record);
    },
    end: (outcome) => add({ t: number, end: outcome, at: Date.now() }),
    forget: () => add({ t: number, forget: true }),
  };
}

/** Read from the file again: what was found may be more than fits into memory. */
async function* resultsIn(file: FileHandle, spans: readonly number[]): AsyncGenerator<RangeResult> {
  for (let i = 0; i < spans.length; i += 2) {
    const [start = 0, end = 0] = [spans[i], spans[i + 1]];
    for await (const raw of splitLines(bytesOf(file, start, end))) {
      const line = lineOf(raw, start);
      const result = line === null ? null : resultOf(JSON.parse(line.text) as TableRecord);
      if (result !== null) yield result;
    }
  }
}

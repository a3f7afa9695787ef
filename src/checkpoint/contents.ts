import type { TableOutcome } from '../model/event.ts';
import type { RunPart } from '../model/report.ts';
import type { Line } from './lines.ts';
import type { Header, JournalRecord, TableRecord } from './record.ts';

/** What a journal has of a table. */
export interface TableContents {
  /** Where in the file its pieces are, in order: start, end, start, end, … */
  readonly spans: readonly number[];
  readonly outcome: TableOutcome | null;
}

/** Where in a journal what is to be found: nothing that grows with the number of differences. */
export interface Contents {
  readonly header: Header | null;
  readonly parts: readonly RunPart[];
  readonly finishedAt: Date | null;
  table(number: number): TableContents;
}

interface TableSoFar {
  spans: number[];
  /** Differences that no range has covered yet. */
  open: number[];
  outcome: TableOutcome | null;
}

/** Takes in a journal line by line. */
export class ContentsReader implements Contents {
  header: Header | null = null;
  finishedAt: Date | null = null;
  readonly #parts: { startedAt: string; endedAt: string }[] = [];
  readonly #tables = new Map<number, TableSoFar>();

  get parts(): readonly RunPart[] {
    return this.#parts;
  }

  table(number: number): TableContents {
    return this.#tables.get(number) ?? { spans: [], outcome: null };
  }

  take(line: Line): void {
    if (this.header === null) {
      this.header = JSON.parse(line.text) as Header;
      return;
    }
    const record = JSON.parse(line.text) as JournalRecord;
    if ('begun' in record) this.#begin(record.begun);
    else if ('finished' in record) this.finishedAt = new Date(record.finished);
    else this.#takeOfTable(record, line);
    if ('at' in record) this.#extendPart(record.at);
  }

  #begin(at: number): void {
    // What the run before was in the middle of is begun again.
    for (const table of this.#tables.values()) table.open = [];
    this.finishedAt = null;
    const time = new Date(at).toISOString();
    this.#parts.push({ startedAt: time, endedAt: time });
  }

  #extendPart(at: number): void {
    const part = this.#parts.at(-1);
    if (part !== undefined) part.endedAt = new Date(at).toISOString();
  }

  #takeOfTable(record: TableRecord, line: Line): void {
    const table = this.#tables.get(record.t) ?? { spans: [], open: [], outcome: null };
    this.#tables.set(record.t, table);
    if ('d' in record) addSpan(table.open, line.start, line.end);
    else if ('range' in record) {
      addSpan(table.open, line.start, line.end);
      for (let i = 0; i < table.open.length; i += 2) addSpan(table.spans, table.open[i] ?? 0, table.open[i + 1] ?? 0);
      table.open = [];
    } else if ('end' in record) table.outcome = record.end;
    else [table.spans, table.open, table.outcome] = [[], [], null];
  }
}

/** Neighbours become one. */
function addSpan(spans: number[], start: number, end: number): void {
  if (spans.at(-1) === start) spans[spans.length - 1] = end;
  else spans.push(start, end);
}

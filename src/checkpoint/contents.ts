import type { TableOutcome } from '../model/event.ts';
import type { RunPart } from '../model/report.ts';
import type { Named } from './facts.ts';
import { FIRST } from './lines.ts';
import type { Line } from './lines.ts';
import type { Header, JournalRecord, TableRecord } from './record.ts';

/** Lines of a table that follow one another in the file, and the checksum of the line before them. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly seal: string;
}

/** What a journal has of a table. */
export interface TableContents {
  /** Where in the file its results are, in order. */
  readonly spans: readonly Span[];
  readonly outcome: TableOutcome | null;
  /** Where the first of them begins that left rows unconfirmed or in doubt. */
  readonly doubtfulFrom: number | null;
  /** What the table is since it is no longer the one of the header; null while it is. */
  readonly facts: Named | null;
}

/** Where in a journal what is to be found: nothing that grows with the number of differences. */
export interface Contents {
  readonly header: Header | null;
  readonly parts: readonly RunPart[];
  readonly finishedAt: Date | null;
  table(number: number): TableContents;
  /** Takes in what a run that goes on has changed of a table. */
  change(record: TableChange): void;
}

export type TableChange = Extract<TableRecord, { forget: true } | { again: number }>;

/** Of a table that nothing was found of. */
export const NOTHING: TableContents = { spans: [], outcome: null, doubtfulFrom: null, facts: null };

interface TableSoFar extends TableContents {
  spans: Span[];
  /** Differences that no range has covered yet. */
  open: Span[];
  /** Something of them is in doubt. */
  openDoubt: boolean;
  outcome: TableOutcome | null;
  doubtfulFrom: number | null;
  facts: Named | null;
}

/** Takes in a journal line by line. */
export class ContentsReader implements Contents {
  header: Header | null = null;
  finishedAt: Date | null = null;
  readonly #parts: { startedAt: string; endedAt: string }[] = [];
  readonly #tables = new Map<number, TableSoFar>();
  #seal = FIRST;

  get parts(): readonly RunPart[] {
    return this.#parts;
  }

  table(number: number): TableContents {
    return this.#tables.get(number) ?? NOTHING;
  }

  take(line: Line): void {
    const span = { start: line.start, end: line.end, seal: this.#seal };
    this.#seal = line.seal;
    if (this.header === null) {
      this.header = JSON.parse(line.text) as Header;
      return;
    }
    const record = JSON.parse(line.text) as JournalRecord;
    if ('begun' in record) this.#begin(record.begun);
    else if ('finished' in record) this.finishedAt = new Date(record.finished);
    else if ('forget' in record || 'again' in record) this.change(record);
    else this.#takeOfTable(record, span);
    if ('at' in record) this.#extendPart(record.at);
  }

  change(record: TableChange): void {
    const table = this.#tableOf(record.t);
    [table.open, table.openDoubt, table.outcome, table.doubtfulFrom] = [[], false, null, null];
    table.spans = 'again' in record ? upTo(table.spans, record.again) : [];
    if ('forget' in record) table.facts = record.facts ?? table.facts;
  }

  #begin(at: number): void {
    // What the run before was in the middle of is begun again.
    for (const table of this.#tables.values()) [table.open, table.openDoubt] = [[], false];
    this.finishedAt = null;
    const time = new Date(at).toISOString();
    this.#parts.push({ startedAt: time, endedAt: time });
  }

  #extendPart(at: number): void {
    const part = this.#parts.at(-1);
    if (part !== undefined) part.endedAt = new Date(at).toISOString();
  }

  #tableOf(number: number): TableSoFar {
    const table = this.#tables.get(number) ?? { ...NOTHING, spans: [], open: [], openDoubt: false };
    this.#tables.set(number, table);
    return table;
  }

  #takeOfTable(record: Exclude<TableRecord, TableChange>, span: Span): void {
    const table = this.#tableOf(record.t);
    if ('end' in record) {
      table.outcome = record.end;
      return;
    }
    addSpan(table.open, span);
    table.openDoubt ||= (record.unconfirmed ?? 0) > 0 || record.doubt !== undefined;
    if ('d' in record) return;
    if (table.openDoubt) table.doubtfulFrom ??= table.open[0]?.start ?? null;
    for (const one of table.open) addSpan(table.spans, one);
    [table.open, table.openDoubt] = [[], false];
  }
}

/** Neighbours become one. */
function addSpan(spans: Span[], { start, end, seal }: Span): void {
  const last = spans.at(-1);
  if (last?.end === start) spans[spans.length - 1] = { ...last, end };
  else spans.push({ start, end, seal });
}

function upTo(spans: readonly Span[], place: number): Span[] {
  return spans.flatMap((span) => (span.start < place ? [{ ...span, end: Math.min(span.end, place) }] : []));
}

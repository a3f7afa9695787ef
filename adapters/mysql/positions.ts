import type { SequencePosition, SequenceDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteName, quoteTable, quoteText } from './quote.ts';
import { readNext } from './sequences.ts';

/** Tables in one statement. */
const MOST = 250;

/** Where each AUTO_INCREMENT stands, in the same order. The largest value is the last entry of an index. */
export async function readPositions(
  connections: Connections,
  sequences: readonly SequenceDefinition[],
): Promise<readonly SequencePosition[]> {
  if (sequences.length === 0) return [];
  // First, since it opens the tables: of one not yet opened since its start the server tells the last number, not the next.
  const largest = await readLargest(connections, sequences);
  const schemas = [...new Set(sequences.map(({ schema }) => schema))].map(quoteText).join(', ');
  const counters = await connections.ask(
    `SELECT table_schema, table_name, auto_increment FROM information_schema.tables WHERE table_schema IN (${schemas})`,
  );
  const next = new Map(counters.map(([schema, name, value]) => [JSON.stringify([schema, name]), value ?? null]));
  const named = sequences.filter(({ name }) => name !== null);
  const nextOf = new Map((await readNext(connections, named)).map((value, i) => [named[i], value]));
  return sequences.map((sequence, i) => ({
    // A table that never had a row may say nothing.
    next:
      sequence.name === null
        ? (next.get(JSON.stringify([sequence.schema, sequence.feeds[0]?.table.name])) ?? '1')
        : (nextOf.get(sequence) ?? null),
    largest: whole(largest[i]),
  }));
}

async function readLargest(
  connections: Connections,
  sequences: readonly SequenceDefinition[],
): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (let first = 0; first < sequences.length; first += MOST) {
    const some = sequences.slice(first, first + MOST);
    const rows: readonly TextRow[] = await connections.ask(`${some.map(largestQuery).join(' UNION ALL ')} ORDER BY 1`);
    found.push(...some.map((_, i) => rows[i]?.[1] ?? null));
  }
  return found;
}

function largestQuery({ feeds: [fed] }: SequenceDefinition, n: number): string {
  if (fed?.indexed !== true) return `SELECT ${String(n)} AS n, NULL AS largest`;
  return `SELECT ${String(n)} AS n, (SELECT MAX(${quoteName(fed.column)}) FROM ${quoteTable(fed.table)}) AS largest`;
}

/** A column of doubles may be numbered too. */
function whole(text: string | null | undefined): string | null {
  return text != null && /^-?\d+$/.test(text) ? text : null;
}

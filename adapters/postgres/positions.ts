import type { Fed, SequencePosition, SequenceDefinition } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import { quoteName, quoteTable } from './quote.ts';

/**
 * Sequences in one statement, and one statement at a time: each takes a lock on the sequence, its table and all
 * indexes of that, out of a pool that the server shares between all sessions (6,400 by default).
 */
const MOST = 50;

/** Where the sequences stand, in the same order. The largest value of a column is the last entry of its index. */
export async function readPositions(
  connections: Connections,
  sequences: readonly SequenceDefinition[],
): Promise<readonly SequencePosition[]> {
  const batches = Array.from({ length: Math.ceil(sequences.length / MOST) }, (_, i) =>
    sequences.slice(i * MOST, (i + 1) * MOST),
  );
  const positions: SequencePosition[] = [];
  for (const batch of batches) positions.push(...(await readBatch(connections, batch)));
  return positions;
}

async function readBatch(
  connections: Connections,
  sequences: readonly SequenceDefinition[],
): Promise<SequencePosition[]> {
  const sql = sequences.map(positionQuery).join(' union all ');
  const rows = await connections.askByIndex(`${sql} order by 1`);
  return sequences.map((_, i) => ({ next: whole(rows[i]?.[1]), largest: whole(rows[i]?.[2]) }));
}

function positionQuery(sequence: SequenceDefinition, n: number): string {
  const { schema, name, increment, readable } = sequence;
  const step = BigInt(increment);
  const ends = sequence.feeds.filter((fed) => fed.indexed).map((fed) => lastValue(fed, step));
  const largest = ends.length === 0 ? 'null' : `${step < 0n ? 'least' : 'greatest'}(${ends.join(', ')})`;
  const [next, from] = readable
    ? [
        `(last_value::numeric + case when is_called then ${String(step)} else 0 end)::text`,
        ` from ${quoteTable({ schema, name: name ?? '' })}`,
      ]
    : ['null', ''];
  return `select ${String(n)}, ${next}, (${largest})::text${from}`;
}

function lastValue({ table, column }: Fed, step: bigint): string {
  return `(select ceil(${step < 0n ? 'min' : 'max'}(${quoteName(column)})::numeric) from ${quoteTable(table)})`;
}

/** A column of numerics may hold NaN. */
function whole(text: string | null | undefined): string | null {
  return text != null && /^-?\d+$/.test(text) ? text : null;
}

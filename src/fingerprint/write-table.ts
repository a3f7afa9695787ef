/**
 * The rows of one table, as blocks. Where the side delivers them in key order they are read chunk by chunk, several at
 * once, and written in key order; elsewhere they are read once, as they come.
 */
import type { TableReader } from '../adapter.ts';
import { fixedSize } from '../compare/ranges/chunk-size.ts';
import { cutRange } from '../compare/ranges/cut.ts';
import { mapInOrder } from '../compare/ranges/in-order.ts';
import { cutTable } from '../compare/ranges/sample-cuts.ts';
import { BLOCK_ROWS } from '../model/fingerprint/block.ts';
import type { BlockEntry, FingerprintDetail, FingerprintIndex } from '../model/fingerprint/header.ts';
import type { Frames } from '../model/frame.ts';
import { EVERYTHING } from '../model/key.ts';
import type { KeyRange } from '../model/key.ts';
import type { Run } from '../run/run.ts';
import { inTime } from '../run/smaller.ts';
import { withMembers } from '../run/with-members.ts';
import { addBlock } from './file-writer.ts';
import type { TableToHold } from './held-tables.ts';
import type { Output } from './output.ts';
import { HashedRowList } from './row-list.ts';

export interface TableToWrite extends TableToHold {
  /** Of the view of hashes. */
  readonly reader: TableReader;
  readonly run: Run;
  readonly output: Output;
  readonly detail: FingerprintDetail;
}

/** Without rows a block costs as much however large it is, and is as near as a difference can be told. */
const CHUNK_ROWS = 10_000;

type Written = FingerprintIndex['tables'][number];

export async function writeTable(table: TableToWrite): Promise<Written> {
  const blocks: BlockEntry[] = [];
  let rows = 0;
  for await (const list of table.held.ordered ? inKeyOrder(table) : asTheyCome(table)) {
    for (const { facts, block } of list.blocks(table.detail === 'rows' ? BLOCK_ROWS : CHUNK_ROWS)) {
      blocks.push(await addBlock(table.output, facts, table.detail === 'rows' ? block : null));
      rows += facts.rows;
    }
  }
  return { rows, blocks };
}

async function* inKeyOrder(table: TableToWrite): AsyncGenerator<HashedRowList> {
  const { plan, run, reader } = table;
  // Cuts are asked for on both sides; here one has all of them.
  const readers = { source: reader, target: withMembers(reader, { cutAfter: () => Promise.resolve(null) }) };
  const { rows, tooMany } = fixedSize(plan.chunkRows);
  const chunks = cutTable(readers, plan.keyOrders, {
    rows,
    estimatedRows: plan.source.estimatedRows ?? 0,
    after: null,
  });
  const split = (range: KeyRange, count: number): AsyncIterable<KeyRange> =>
    cutRange(readers, plan.keyOrders, range, count);
  const lists = mapInOrder(chunks, run.limit.concurrency, (range) =>
    run.limit(() =>
      inTime((part) => run.retry(() => readRange(table, part)), { split, tooMany }, { range, rows: plan.chunkRows }),
    ),
  );
  for await (const parts of lists) yield* parts;
}

async function readRange(table: TableToWrite, range: KeyRange): Promise<HashedRowList> {
  const list = newList(table);
  for await (const frames of table.reader.frames(range)) list.add(frames);
  list.sort();
  return list;
}

/** Rows that are held in memory until they are written. */
const TOGETHER = BLOCK_ROWS * 8;

/** A pass that fails has to be begun anew, and what was written of it is in the file: there is no second try. */
async function* asTheyCome(table: TableToWrite): AsyncGenerator<HashedRowList> {
  let list = newList(table);
  for await (const frames of rowsOf(table)) {
    list.add(frames);
    if (list.count < TOGETHER) continue;
    list.sort();
    yield list;
    list = newList(table);
  }
  list.sort();
  yield list;
}

function rowsOf({ reader }: TableToWrite): AsyncIterable<Frames> {
  return reader.frames(EVERYTHING);
}

function newList({ view, held, plan }: TableToWrite): HashedRowList {
  return new HashedRowList(view, held.ordered ? plan.keyOrders : null);
}

/** Lays a fingerprint out: docs/fingerprint.md. */
import { crc32 } from 'node:zlib';
import { writeBlock } from '../model/fingerprint/block.ts';
import type { Block } from '../model/fingerprint/block.ts';
import { END_MAGIC, MAGIC } from '../model/fingerprint/header.ts';
import type { BlockEntry, FingerprintHeader, FingerprintIndex } from '../model/fingerprint/header.ts';
import type { Output } from './output.ts';

/** What a block holds besides its rows. */
export type BlockFacts = Pick<BlockEntry, 'rows' | 'sum' | 'first' | 'last'>;

export async function writeHeader(output: Output, header: FingerprintHeader): Promise<void> {
  await output.write(MAGIC);
  await output.write(framedJson(header));
}

/** Where the block is; without rows nothing is written. */
export async function addBlock(output: Output, facts: BlockFacts, block: Block | null): Promise<BlockEntry> {
  if (block === null) return { at: 0, bytes: 0, ...facts };
  const bytes = writeBlock(block);
  const entry = { at: output.at, bytes: bytes.length, ...facts };
  await output.write(bytes);
  await output.write(u32(crc32(bytes)));
  return entry;
}

export async function writeIndex(output: Output, index: FingerprintIndex): Promise<void> {
  const { at } = output;
  await output.write(framedJson(index));
  const where = Buffer.alloc(8);
  where.writeBigUInt64BE(BigInt(at));
  await output.write(where);
  await output.write(output.digest());
  await output.write(END_MAGIC);
}

function framedJson(value: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(value));
  return Buffer.concat([u32(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

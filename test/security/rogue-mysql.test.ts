/** A server that answers a query with "send me that file" gets nothing. No real server does it, so this one is made up. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';

const SECRET = 'a line of a file of the client';
const LOCAL_FILES = 0x80;
/** CONNECT_WITH_DB, LOCAL_FILES, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH. */
const CAPABILITIES = 0x8 | LOCAL_FILES | 0x200 | 0x2000 | 0x8000 | 0x80000;

let folder: string;
let server: Server;
let asked = 0;
let clientFlags = -1;
const received: Buffer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-test-rogue-'));
  const file = join(folder, 'private');
  await writeFile(file, SECRET);
  server = createServer((socket) => {
    misbehave(socket, file);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Lets everybody in, and asks for a file in place of every answer. */
function misbehave(socket: Socket, file: string): void {
  socket.on('error', () => undefined);
  socket.write(packet(0, greeting()));
  socket.on('data', (bytes) => {
    received.push(bytes);
    const [sequence, command] = [bytes[3], bytes[4]];
    if (sequence === 1) {
      clientFlags = bytes.readUInt32LE(4);
      socket.write(packet(2, Buffer.from([0, 0, 0, 2, 0, 0, 0])));
    } else if (sequence === 0 && command === 3) {
      asked++;
      socket.write(packet(1, Buffer.concat([Buffer.from([0xfb]), Buffer.from(file)])));
      // Time enough to send a file.
      setTimeout(() => socket.destroy(), 200);
    }
  });
}

function packet(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  header[3] = sequence;
  return Buffer.concat([header, payload]);
}

function greeting(): Buffer {
  const [low, high] = [Buffer.alloc(2), Buffer.alloc(2)];
  low.writeUInt16LE(CAPABILITIES & 0xffff);
  high.writeUInt16LE(CAPABILITIES >>> 16);
  const salt = Buffer.alloc(20, 'salt');
  return Buffer.concat([
    Buffer.from('\x0a8.0.36\0\x01\0\0\0', 'latin1'),
    salt.subarray(0, 8),
    Buffer.from([0]),
    low,
    Buffer.from([45, 2, 0]),
    high,
    Buffer.from([21]),
    Buffer.alloc(10),
    salt.subarray(8),
    Buffer.from('\0mysql_native_password\0', 'latin1'),
  ]);
}

it('is told that there are no files here, and gets none', async () => {
  const { port } = server.address() as AddressInfo;
  const side = mysql(`mysql://u:p@127.0.0.1:${port}/d`);
  const opened = side.open({ connections: 1, signal: AbortSignal.timeout(10_000) });
  await expect(opened).rejects.toThrow();
  expect(asked).toBeGreaterThan(0);
  expect(clientFlags & LOCAL_FILES).toBe(0);
  expect(Buffer.concat(received).includes(SECRET)).toBe(false);
});

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proxyTo } from './proxy.ts';

/** Answers each byte with a thousand. */
const server = createServer((socket) => {
  socket.on('error', () => undefined).on('data', (bytes) => socket.write(Buffer.alloc(bytes.length * 1000, 'x')));
});
let url: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `test://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

/** A client, and how many bytes it has got. */
function client(through: string): { socket: Socket; got: () => number } {
  const socket = connect(Number(new URL(through).port), '127.0.0.1');
  let got = 0;
  socket.on('error', () => undefined).on('data', (bytes) => (got += bytes.length));
  return { socket, got: () => got };
}

it('hands everything over, and counts it', async () => {
  await using proxy = await proxyTo(url);
  const { socket, got } = client(proxy.url);
  socket.write('ab');
  await expect.poll(got).toBe(2000);
  expect(proxy.traffic).toEqual({ toServer: 2, toClient: 2000, connections: 1, cuts: 0 });
});

it('passes on that a client has nothing more to say', async () => {
  await using proxy = await proxyTo(url);
  const { socket, got } = client(proxy.url);
  socket.end('ab');
  await once(socket, 'close');
  expect(got()).toBe(2000);
});

it('has the latency and the bandwidth of a slow line', async () => {
  await using proxy = await proxyTo(url, { delayMs: 30, bytesPerSecond: 1_000_000 });
  const { socket, got } = client(proxy.url);
  const started = performance.now();
  socket.write('a'.repeat(100));
  await expect.poll(got, { interval: 1 }).toBe(100_000);
  // There and back, and a hundred thousand bytes; a timer may fire a moment early.
  expect(performance.now() - started).toBeGreaterThan(155);
});

it('cuts in the middle of a packet, once', async () => {
  await using proxy = await proxyTo(url, { cutAfter: 1234 });
  const first = client(proxy.url);
  first.socket.write('ab');
  await once(first.socket, 'close');
  expect(first.got()).toBe(1234);
  const second = client(proxy.url);
  second.socket.write('ab');
  await expect.poll(second.got).toBe(2000);
  expect(proxy.traffic.cuts).toBe(1);
});

it('becomes a black hole and an open line again', async () => {
  await using proxy = await proxyTo(url);
  proxy.set({ blackHole: true });
  const { socket, got } = client(proxy.url);
  await once(socket, 'connect');
  socket.write('ab');
  await pause(50);
  expect(got()).toBe(0);
  proxy.set({ blackHole: false });
  await expect.poll(got).toBe(2000);
});

it('cuts what is open, and refuses what is new', async () => {
  await using proxy = await proxyTo(url);
  const first = client(proxy.url);
  first.socket.write('a');
  await expect.poll(first.got).toBe(1000);
  proxy.set({ refuses: true });
  proxy.cut();
  await once(first.socket, 'close');
  const second = client(proxy.url);
  await once(second.socket, 'close');
  expect(second.got()).toBe(0);
});

/** Servers of our own: in a temporary folder, on a free port of 127.0.0.1, gone when this process is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GUARD } from './guard.ts';
import { giveToServerUser, serverUser } from './server-user.ts';

/** A server that answers. */
export interface Server {
  readonly url: string;
  /** Returns when the server is gone and its folder removed. */
  stop(): Promise<void>;
}

/** A private folder in which a server will run. It goes when this process ends, whatever ends this process. */
export interface Berth {
  readonly folder: string;
  launch(launch: Launch): Promise<Server>;
  stop(): Promise<void>;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

export interface Launch {
  readonly url: string;
  /** Makes the server's data. */
  readonly prepare: Command;
  readonly serve: Command;
  /** Rejects as long as the server does not answer. */
  readonly ask: (url: string) => Promise<unknown>;
}

const PATIENCE_MS = 60_000;

/** Makes the folder; `name` is how it begins. */
export async function openBerth(name: string): Promise<Berth> {
  // Root's own temporary folder may be closed to the user that the server runs as.
  const folder = await mkdtemp(join(serverUser() ? '/tmp' : tmpdir(), `${name}-`));
  await giveToServerUser(folder);
  const child = spawn('sh', ['-c', GUARD, 'guard-server'], {
    ...serverUser(),
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C' },
    // A session of its own: Ctrl-C is for this process, which ends the server by closing the pipe.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.stdin.on('error', () => undefined); // the guard has ended before: then the server does not answer
  child.stdout.resume();
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
    // What root has not yet given to the server's user, the guard could not remove.
    await rm(folder, { recursive: true, force: true });
  };
  const launch = async ({ url, prepare, serve, ask }: Launch): Promise<Server> => {
    child.stdin.write(`${line(prepare)}\n${line(serve)}\n`);
    try {
      await untilItAnswers(
        () => ask(url),
        () => child.exitCode !== null || child.signalCode !== null,
      );
    } catch (error) {
      await stop();
      throw new Error(`${serve[0]} was started and does not answer: ${complaint.trim() || String(error)}`);
    }
    return { url, stop };
  };
  return { folder, launch, stop };
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

async function untilItAnswers(ask: () => Promise<unknown>, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** A command as a shell reads it. */
function line(command: Command): string {
  return command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

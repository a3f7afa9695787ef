#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import type { Adapter, Dialect } from '../src/adapter.ts';
import { run } from '../src/cli/main.ts';
import { CrosstallyError } from '../src/errors.ts';
import { didYouMean } from '../src/model/near-names.ts';
import type { Side } from '../src/model/side.ts';

// What is held is small, what is read and let go is large: left to itself V8 collects that only when it is some
// hundred megabytes. To collect it earlier costs no time that can be measured.
setFlagsFromString('--heap-growing-percent=30');

// What `ps` shows from now on: not the URLs, which may hold passwords.
process.title = 'crosstally';

/** The engine for a URL. Imported when asked for, so that nobody loads a driver he does not use. */
async function adapters(url: string, side: Side): Promise<Adapter> {
  const file = await fileSide(url);
  if (file !== null) return file;
  const scheme = url.slice(0, url.indexOf('://')).toLowerCase();
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { postgres } = await import('../adapters/postgres/index.ts');
    return postgres(url, { environment: process.env });
  }
  if (scheme === 'mysql' || scheme === 'mariadb') {
    const { mysql } = await import('../adapters/mysql/index.ts');
    return mysql(url, { environment: process.env });
  }
  throw new CrosstallyError('ADAPTER_URL_INVALID', `the ${side} is of an unknown kind, ${scheme}://`, {
    hint:
      didYouMean(['postgres://', 'postgresql://', 'mysql://', 'mariadb://'], scheme) ??
      'postgres://user@host:5432/database, mysql://user@host:3306/database and mariadb:// are known',
  });
}

/** The side for `fingerprint:FILE`; null for what is no file. */
async function fileSide(url: string): Promise<Adapter | null> {
  const [, kind = '', path = ''] = /^(fingerprint):(.+)$/is.exec(url) ?? [];
  if (kind === '') return null;
  const { fingerprint } = await import('../adapters/fingerprint/index.ts');
  return fingerprint(path, { dialect: dialectOf });
}

/** What the definitions of a fingerprint mean, which was taken of that engine. */
async function dialectOf(engine: string, version: string): Promise<Dialect | null> {
  if (engine === 'postgres') return (await import('../adapters/postgres/dialect.ts')).dialect(version);
  if (engine !== 'mysql' && engine !== 'mariadb') return null;
  return (await import('../adapters/mysql/dialect.ts')).dialect(version, engine === 'mariadb');
}

function onSignal(listener: (name: string) => void): () => void {
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => {
    process.off('SIGINT', listener).off('SIGTERM', listener);
  };
}

// A reader that went away is told by the write; without a listener it would end the process with a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const { stdout, stderr, env } = process;
const code = await run(process.argv.slice(2), {
  stdout,
  stderr,
  env,
  adapters,
  onSignal,
  kill: (pid, signal) => process.kill(pid, signal),
  exit: (code) => process.exit(code),
});
process.exit(code);

import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { errorLine } from '../../src/errors.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { isolationContract } from './isolation-contract.ts';
import { pinningContract } from './pinning-contract.ts';
import { pinsContract } from './pins-contract.ts';
import { adapterOf } from './sql-subject.ts';
import { hasServer, opened } from './subject.ts';
import type { Subject } from './subject.ts';

const SECRET = 'p4ss/w@rd:#%?';

export function sessionContract(engine: string, get: () => Subject): void {
  describe('opens a side', () => {
    it('and says what it is', async () => {
      await opened(get(), async (database) => {
        // A fingerprint is of the engine that it was taken of.
        expect(database.engine.name).toBe(engine === 'fingerprint' ? 'memory' : engine);
        expect(database.engine.version).toMatch(/^\d+/);
        expect(database.engine.instance).not.toBe('');
        expect(database.label).toBe(get().adapter.label);
      });
    });

    it('and knows which time zones it can read', async () => {
      await opened(get(), async (database) => {
        for (const zone of ['UTC', '+02:00', '-05:30', 'Europe/Berlin']) {
          expect(await database.refusesTimeZone(zone), zone).toBeNull();
        }
        // A fingerprint's readings were turned into points in time when it was taken: it is never asked to.
        if (engine !== 'fingerprint') expect(await database.refusesTimeZone('Europe/Atlantis')).toMatch(/Atlantis/);
      });
    });

    if (hasServer(engine)) {
      sessionOnServer(engine, () => get().server as TestDatabase, get);
      pinningContract(engine, get);
      pinsContract(engine, get);
      isolationContract(engine, get);
    }
  });
}

function sessionOnServer(engine: TestEngine, server: () => TestDatabase, get: () => Subject): void {
  /** The message of opening a URL that is changed like this. */
  const failure = async (change: (url: URL) => void): Promise<{ code: string; line: string }> => {
    const url = new URL(server().url);
    url.password = encodeURIComponent(SECRET);
    change(url);
    try {
      const signal = new AbortController().signal;
      await (await adapterOf(engine, url.href).open({ connections: 1, signal }))[Symbol.asyncDispose]();
      return { code: 'none', line: '' };
    } catch (error) {
      const line = errorLine(error);
      for (const secret of [SECRET, encodeURIComponent(SECRET), new URL(server().url).password]) {
        expect(`${line}${String((error as Error).stack)}`).not.toContain(secret || SECRET);
      }
      expect(line).toMatch(/ · hint: /);
      expect(line).not.toContain('\n');
      return { code: (error as { code: string }).code, line };
    }
  };

  it('never showing a password', () => {
    const url = new URL(server().url);
    url.password = encodeURIComponent(SECRET);
    const { label } = adapterOf(engine, url.href);
    expect(label).toContain(`${url.hostname}:${url.port}/${server().name}`);
    expect(label).not.toContain('p4ss');
  });

  it('or says that the password is wrong', async () => {
    // The server may trust everybody from here, as one does that is started for a test.
    const { code } = await failure((url) => (url.username = 'nobody_like_this'));
    expect(code).toBe('ADAPTER_AUTH_FAILED');
  });

  it('or says that nothing answers there', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    expect((await failure((url) => (url.port = String(port)))).code).toBe('ADAPTER_CONNECT_FAILED');
    expect((await failure((url) => (url.hostname = 'no-such-host.invalid'))).code).toBe('ADAPTER_CONNECT_FAILED');
  });

  it('or says that there is no such database', async () => {
    const { code } = await failure((url) => {
      url.password = new URL(server().url).password;
      url.pathname = '/no_such_database';
    });
    expect(code).toBe('ADAPTER_DATABASE_MISSING');
  });

  it('or says that this is no URL', () => {
    for (const url of ['nonsense', 'mysql://[', `${engine}://u:${SECRET}@h/db`]) {
      expect(() => adapterOf(engine, url), url).toThrow(expect.objectContaining({ code: 'ADAPTER_URL_INVALID' }));
    }
  });

  it('and is the same instance by another name', async () => {
    const other = new URL(server().url);
    other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    const instance = (adapter: Subject['adapter']): Promise<string> =>
      opened(get(), async (database) => database.engine.instance, { adapter });
    expect(await instance(get().adapter)).toBe(await instance(adapterOf(engine, other.href)));
  });
}

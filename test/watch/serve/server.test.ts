import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { serve } from '../../../src/watch/serve/server.ts';
import { ask, served } from './asking.ts';
import { drifted, HOSTILE, status, troubled, watched } from './made-up.ts';

const TOKEN = 'a-token-that-nobody-guesses';
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

describe('what is served', () => {
  it('is a page, metrics, a status and probes', async () => {
    await using page = await served(troubled());
    const [root, metrics, json] = [
      await ask(page.url, '/'),
      await ask(page.url, '/metrics'),
      await ask(page.url, '/status'),
    ];
    expect([root.code, root.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(root.body).toContain('Not safe to cut over');
    expect(root.body).toContain('1041');
    expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(metrics.body).toContain('\ncrosstally_ready_to_cut_over 0\n');
    expect(JSON.parse(json.body)).toEqual(expect.objectContaining({ ...troubled(), tool: 'crosstally' }));
    expect(await ask(page.url, '/healthz')).toMatchObject({ code: 200, body: 'ok\n' });
    expect(await ask(page.url, '/elsewhere')).toMatchObject({ code: 404 });
  });

  it('is ready when the status is, and at no other time', async () => {
    await using page = await served(null);
    expect(await ask(page.url, '/readyz')).toMatchObject({ code: 503, body: 'not ready\n' });
    expect(await ask(page.url, '/status')).toMatchObject({ code: 503 });
    expect((await ask(page.url, '/')).body).toContain('Not known yet');
    page.now.status = status();
    expect(await ask(page.url, '/readyz')).toMatchObject({ code: 200, body: 'ready\n' });
    expect((await ask(page.url, '/')).body).toContain('Safe to cut over');
    page.now.status = troubled();
    const { code, body } = await ask(page.url, '/readyz');
    expect([code, body.split('\n').slice(0, 2)]).toEqual([503, ['not ready', troubled().reasons[0]]]);
  });

  it('outlives a status that cannot be told', async () => {
    let fails = true;
    const tell = () => {
      if (fails) throw new Error('the secret of it');
      return status();
    };
    await using page = await serve({ listen: '127.0.0.1:0', status: tell });
    for (const path of ['/', '/metrics', '/status', '/readyz']) {
      const { code, body } = await ask(page.url, path);
      expect([code, body]).toEqual([500, 'the status could not be told\n']);
    }
    expect((await ask(page.url, '/healthz')).code).toBe(200);
    fails = false;
    expect((await ask(page.url, '/readyz')).code).toBe(200);
  });

  it('is kept by nobody, framed by nobody, and runs no code but its own', async () => {
    await using page = await served(status());
    for (const path of ['/', '/metrics', '/status', '/healthz', '/nowhere']) {
      const { headers } = await ask(page.url, path);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain(`default-src 'none'`);
      expect(policy).toContain(`frame-ancestors 'none'`);
      expect(policy).not.toContain('unsafe');
    }
  });

  it('is read and never written: GET and HEAD alone', async () => {
    await using page = await served(status());
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect(await ask(page.url, '/', { method })).toMatchObject({ code: 405, headers: { allow: 'GET, HEAD' } });
    }
    const [whole, head] = [await ask(page.url, '/status'), await ask(page.url, '/status', { method: 'HEAD' })];
    expect(head).toMatchObject({ code: 200, body: '', headers: { 'content-length': whole.headers['content-length'] } });
    expect(await ask(page.url, '/events', { method: 'HEAD' })).toMatchObject({ code: 200, body: '' });
    expect(await ask(page.url, '*')).toMatchObject({ code: 400 });
    expect(await ask(page.url, '//elsewhere/')).toMatchObject({ code: 404 });
  });

  it('is not disturbed by what is no HTTP', async () => {
    await using page = await served(status());
    const socket = connect(Number(new URL(page.url).port), '127.0.0.1');
    socket.on('error', () => undefined).end('\u0000\u0001 nonsense\r\n\r\n');
    await new Promise((closed) => socket.on('close', closed).resume());
    expect((await ask(page.url, '/healthz')).code).toBe(200);
  });

  it('escapes names and keys, wherever they stand', async () => {
    const hostile = status({
      ...{ ready: false, reasons: [HOSTILE], held: HOSTILE, openDrift: 1 },
      tables: [watched(HOSTILE, { openDrift: 1, dirty: HOSTILE })],
      drift: [
        drifted(HOSTILE, { table: HOSTILE, columns: [HOSTILE] }),
        drifted(HOSTILE, { table: HOSTILE, state: 'accepted', endedAt: status().at, by: HOSTILE }),
      ],
    });
    await using page = await served(hostile);
    const { body } = await ask(page.url, '/');
    const own = body.replace(/<script>'use strict'[\s\S]*?<\/script>/, '');
    expect(own).not.toMatch(/<script|\u001b|\u202e|\u0000|alert\(1\)<\//);
    expect(own).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;');
    expect(JSON.parse((await ask(page.url, '/status')).body)).toMatchObject({
      tables: [{ source: `public.${HOSTILE}` }],
    });
  });

  it('is bounded, however much there is, and says so', async () => {
    const tables = Array.from({ length: 2_000 }, (_, i) => watched(`t${i}`, { openDrift: i === 1_999 ? 900 : 0 }));
    const drift = Array.from({ length: 500 }, (_, i) => drifted(String(i), { table: 'public.t1999' }));
    await using page = await served(status({ ready: false, reasons: tables.map(({ source }) => source), openDrift: 900, tables, drift, driftNotListed: 400 })); // prettier-ignore
    const { body } = await ask(page.url, '/');
    expect(body.length).toBeLessThan(300_000);
    expect(body).toContain('and 800 more rows');
    expect(body).toContain('and 1,900 more tables');
    expect(body).toContain('and 1,988 more reasons');
    expect(body).toContain('t1999');
    expect(body.lastIndexOf('t1999')).toBeLessThan(body.lastIndexOf('>t0<'));
  });
});

describe('where it is served', () => {
  const answers = { status: () => status() };

  it.each([':9187', '0.0.0.0:9187', '[::]:9187', '192.0.2.1:9187', '[2001:db8::1]:9187', '[::ffff:192.0.2.1]:9187'])(
    '%s is refused without a token',
    async (listen) => {
      const refused = serve({ listen, ...answers });
      await expect(refused).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        hint: expect.stringContaining('--token') as string,
      });
    },
  );

  it.each([
    '9187',
    'localhost',
    '127.0.0.1:',
    '127.0.0.1:99999',
    '[localhost]:1',
    '::1:9187',
    'http://a:1',
    'a b:1',
    '',
  ])('%s is no address', async (listen) => {
    await expect(serve({ listen, ...answers })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it.each(['127.0.0.1:0', '127.9.9.9:0', '[::1]:0', 'localhost:0', '[::ffff:127.0.0.1]:0'])(
    '%s is this machine alone',
    async (listen) => {
      await using page = await serve({ listen, ...answers });
      expect((await ask(page.url, '/healthz')).code).toBe(200);
    },
  );

  it.each(['short', 'sixteen letters, but blanks', 'sixteen-letters-ä'])(
    'a token like "%s" is refused',
    async (token) => {
      await expect(serve({ listen: '127.0.0.1:0', token, ...answers })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
    },
  );

  it('others reach it with a token', async () => {
    await using page = await serve({ listen: ':0', token: TOKEN, ...answers });
    const [address = '127.0.0.1'] = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.flatMap(({ family, address: own, internal }) => (family === 'IPv4' && !internal ? [own] : [])),
    );
    const url = `http://${address}:${new URL(page.url).port}/`;
    expect((await ask(url, '/status')).code).toBe(401);
    expect((await ask(url, '/status', bearer(TOKEN))).code).toBe(200);
  });

  it('a port in use is one sentence', async () => {
    await using page = await served(status());
    const { host } = new URL(page.url);
    await expect(serve({ listen: host, ...answers })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: `--listen ${host}: the port is in use`,
      hint: expect.stringContaining('another port') as string,
    });
  });

  it('an address of another machine is one sentence, and a name that nobody has', async () => {
    const elsewhere = serve({ listen: '192.0.2.1:9187', token: TOKEN, ...answers });
    await expect(elsewhere).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('none of') as string,
    });
    const nowhere = serve({ listen: 'nowhere.invalid:9187', token: TOKEN, ...answers });
    await expect(nowhere).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('no machine') as string,
    });
  });

  it('its port is free again when it ends, by the signal too', async () => {
    const stop = new AbortController();
    const first = await serve({ listen: '127.0.0.1:0', signal: stop.signal, ...answers });
    const { host } = new URL(first.url);
    stop.abort();
    await first[Symbol.asyncDispose]();
    await using second = await serve({ listen: host, ...answers });
    expect(new URL(second.url).host).toBe(host);
  });
});

describe('who is answered', () => {
  it('whoever has the token', async () => {
    await using page = await served(troubled(), { token: TOKEN });
    for (const path of ['/', '/metrics', '/status', '/events', '/nowhere']) {
      const refused = await ask(page.url, path);
      expect(refused).toMatchObject({
        code: 401,
        headers: { 'www-authenticate': expect.stringContaining('Bearer') as string },
      });
      expect(refused.body).not.toContain('orders');
      expect((await ask(page.url, path, bearer(`${TOKEN}x`))).code).toBe(401);
      expect((await ask(page.url, path, bearer(''))).code).toBe(401);
    }
    expect(await ask(page.url, '/status', bearer(TOKEN))).toMatchObject({ code: 200 });
  });

  it('a browser once with the token, then with a cookie that does not hold it', async () => {
    await using page = await served(status(), { token: TOKEN });
    expect((await ask(page.url, '/?token=other')).code).toBe(401);
    // Where it would get into logs for nothing.
    expect((await ask(page.url, `/status?token=${TOKEN}`)).code).toBe(401);
    const { code, headers } = await ask(page.url, `/?token=${TOKEN}`);
    expect([code, headers.location]).toEqual([303, './']);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    const Cookie = `other=1; ${cookie.split(';')[0] ?? ''}`;
    expect((await ask(page.url, '/', { headers: { Cookie } })).code).toBe(200);
    expect((await ask(page.url, '/status', { headers: { Cookie } })).code).toBe(200);
    expect((await ask(page.url, '/', { headers: { Cookie: `${Cookie}0` } })).code).toBe(401);
  });

  it('probes without one, in a word', async () => {
    await using page = await served(troubled(), { token: TOKEN });
    expect(await ask(page.url, '/healthz')).toMatchObject({ code: 200, body: 'ok\n' });
    expect(await ask(page.url, '/readyz')).toMatchObject({ code: 503, body: 'not ready\n' });
    expect((await ask(page.url, '/readyz', bearer(TOKEN))).body).toContain('rows differ');
  });

  it('without a token no web page that calls this machine by its own name', async () => {
    await using page = await served(troubled());
    const asked = (Host: string) => ask(page.url, '/status', { headers: { Host } });
    for (const Host of ['evil.example', 'evil.example:9187', 'localhost.evil.example', '127.0.0.1.evil.example']) {
      expect((await asked(Host)).code).toBe(403);
    }
    for (const Host of ['localhost', 'LOCALHOST:9187', '127.0.0.1:9187', '[::1]:9187', 'shop.localhost']) {
      expect((await asked(Host)).code).toBe(200);
    }
  });
});

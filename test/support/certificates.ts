import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveToServerUser } from './server-user.ts';

const run = promisify(execFile);

/** A certificate and its private key, as paths. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of a test's own, made by openssl. */
export interface Authority extends AsyncDisposable {
  readonly folder: string;
  /** The root certificate. */
  readonly root: string;
  /** Signs a certificate for a name; `hosts` are what the certificate is good for, as `DNS:localhost` or `IP:::1`. */
  sign(name: string, hosts?: readonly string[]): Promise<Certificate>;
}

/** Makes an authority that nobody else trusts. */
export async function newAuthority(name = 'crosstally test authority'): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-test-certificates-'));
  const place = (file: string): string => join(folder, file);
  const [root, rootKey] = [place('root.crt'), place('root.key')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    'req',
    '-x509',
    ...key,
    '-keyout',
    rootKey,
    '-out',
    root,
    '-subj',
    `/CN=${name}`,
    '-days',
    '2',
  ]);
  return {
    folder,
    root,
    async sign(subject, hosts = []) {
      const signed = { cert: place(`${subject}.crt`), key: place(`${subject}.key`) };
      const [request, extensions] = [place(`${subject}.csr`), place(`${subject}.ext`)];
      await writeFile(extensions, hosts.length === 0 ? '' : `subjectAltName=${hosts.join(',')}\n`);
      await run('openssl', ['req', '-new', ...key, '-keyout', signed.key, '-out', request, '-subj', `/CN=${subject}`]);
      const by = ['-CA', root, '-CAkey', rootKey, '-CAcreateserial', '-extfile', extensions, '-days', '2'];
      await run('openssl', ['x509', '-req', '-in', request, '-out', signed.cert, ...by]);
      // A server under another user reads from here.
      await giveToServerUser(folder, root, signed.cert, signed.key);
      return signed;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** How the connection is encrypted: https://www.postgresql.org/docs/current/libpq-ssl.html */
import { isIP } from 'node:net';
import { userInfo } from 'node:os';
import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';

import { CrosstallyError } from '../../../src/errors.ts';
import { readClientFile, requireClientFile } from '../../sql/client-files.ts';
import { systemRoots } from '../../sql/system-roots.ts';
import { checkCertificates } from '../../sql/tls-errors.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { invalidUrl } from '../../sql/url-parts.ts';
import type { Parameters } from './parameters.ts';

export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

export type SslMode = (typeof SSL_MODES)[number];

/** Encrypted in this way, or not at all. */
export type Encryption = ConnectionOptions | false;

/**
 * The ways in which a connection may be tried, the first one first. A socket of this machine is never encrypted.
 *
 * @throws CrosstallyError for a parameter or file that cannot be used.
 */
export function waysIn(parameters: Parameters, host: string, around: Surroundings): readonly Encryption[] {
  const mode = modeOf(parameters);
  if (mode === 'disable' || host.startsWith('/')) return [false];
  const tls = tlsOptions(mode, parameters, host, around);
  switch (mode) {
    case 'allow':
      return [false, tls];
    case 'prefer':
      return [tls, false];
    default:
      return [tls];
  }
}

function modeOf({ sslmode, sslrootcert, sslnegotiation = 'postgres' }: Parameters): SslMode {
  const mode = SSL_MODES.find((known) => known === (sslmode ?? (sslrootcert === 'system' ? 'verify-full' : 'prefer')));
  if (mode === undefined) throw invalidUrl('sslmode has an unknown value', `use one of ${SSL_MODES.join(', ')}`);
  if (sslrootcert === 'system' && mode !== 'verify-full') {
    throw invalidUrl(`sslmode=${mode} is too weak for sslrootcert=system`, 'use sslmode=verify-full');
  }
  if (sslnegotiation !== 'postgres' && sslnegotiation !== 'direct') {
    throw invalidUrl('sslnegotiation has an unknown value', 'use postgres or direct');
  }
  if (sslnegotiation === 'direct' && ['disable', 'allow', 'prefer'].includes(mode)) {
    throw invalidUrl(`sslmode=${mode} is too weak for sslnegotiation=direct`, 'use sslmode=require, or verify-full');
  }
  return mode;
}

function tlsOptions(mode: SslMode, parameters: Parameters, host: string, around: Surroundings): ConnectionOptions {
  const ca = rootCertificates(mode, parameters, around);
  const own = clientCertificate(parameters, around);
  checkCertificates({ ...own, ...(ca === null ? {} : { ca }) });
  return {
    // A root certificate that is there is used in every mode, as libpq does it.
    rejectUnauthorized: ca !== null,
    ...(ca === null ? {} : { ca }),
    ...(isIP(host) === 0 && parameters['sslsni'] !== '0' ? { servername: host } : {}),
    checkServerIdentity: (_, certificate) =>
      mode === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
    ...own,
    ...(parameters['sslcrl'] === undefined
      ? {}
      : { crl: requireClientFile(parameters['sslcrl'], 'the list of revoked certificates (sslcrl)').text }),
    minVersion: version(parameters, 'ssl_min_protocol_version') ?? 'TLSv1.2',
    maxVersion: version(parameters, 'ssl_max_protocol_version') ?? 'TLSv1.3',
  };
}

/** Null when nothing is to be checked. */
function rootCertificates(mode: SslMode, parameters: Parameters, around: Surroundings): string | string[] | null {
  const named = parameters['sslrootcert'];
  if (named === 'system') return systemRoots(around);
  // libpq would go on unchecked without the file, unless the mode begins with verify-: whoever names one wants it used.
  if (named !== undefined) return requireClientFile(named, 'the root certificate (sslrootcert)').text;
  const usual = around.inHome('.postgresql/root.crt');
  const file = usual === null ? null : readClientFile(usual, 'the root certificate');
  if (file !== null || !mode.startsWith('verify-')) return file?.text ?? null;
  throw new CrosstallyError('ADAPTER_SETTINGS_INVALID', `sslmode=${mode} needs a root certificate, and there is none`, {
    hint: 'name it by sslrootcert=FILE, put it into ~/.postgresql/root.crt, or trust this system’s by sslrootcert=system',
  });
}

function clientCertificate(parameters: Parameters, { inHome }: Surroundings): ConnectionOptions {
  const { sslcert, sslkey, sslpassword, sslcertmode = 'allow' } = parameters;
  if (!['disable', 'allow', 'require'].includes(sslcertmode)) {
    throw invalidUrl('sslcertmode has an unknown value', 'use disable, allow or require');
  }
  if (sslcertmode === 'disable') return {};
  const certificate = sslcert ?? inHome('.postgresql/postgresql.crt');
  const what = 'the client certificate (sslcert)';
  const cert =
    sslcert === undefined
      ? certificate === null
        ? null
        : readClientFile(certificate, what)
      : requireClientFile(sslcert, what);
  if (cert === null && sslcertmode === 'require')
    throw invalidUrl('sslcertmode=require needs a certificate', 'name it by sslcert');
  if (cert === null) return {};
  const key = sslkey ?? inHome('.postgresql/postgresql.key');
  if (key === null) throw invalidUrl('sslcert needs its key', 'name it by sslkey');
  return { cert: cert.text, key: privateKey(key), ...(sslpassword === undefined ? {} : { passphrase: sslpassword }) };
}

/** As psql does, refuses a key that others may read; root's may be readable by a group. */
function privateKey(path: string): string {
  const file = requireClientFile(path, 'the private key (sslkey)');
  const forbidden = file.owner === 0 && userInfo().uid !== 0 ? 0o037 : file.owner === 0 ? 0o027 : 0o077;
  if ((file.mode & forbidden) === 0) return file.text;
  throw new CrosstallyError('ADAPTER_SETTINGS_INVALID', `the private key (sslkey) ${path} can be read by others`, {
    hint: `chmod 600 ${path}`,
  });
}

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

function version(parameters: Parameters, name: string): (typeof VERSIONS)[number] | null {
  const asked = parameters[name];
  if (asked === undefined) return null;
  const found = VERSIONS.find((known) => known.toLowerCase() === asked.toLowerCase());
  if (found === undefined) throw invalidUrl(`${name} has an unknown value`, `use one of ${VERSIONS.join(', ')}`);
  return found;
}

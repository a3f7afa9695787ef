/** How the connection is encrypted, in the words of MySQL's own clients and of MariaDB's. */
import { isIP } from 'node:net';
import { requireClientFile } from '../../sql/client-files.ts';
import { systemRoots } from '../../sql/system-roots.ts';
import { checkCertificates } from '../../sql/tls-errors.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { invalidUrl } from '../../sql/url-parts.ts';
import { isOn } from './options.ts';
import type { Options } from './options.ts';

export const TLS_MODES = ['DISABLED', 'PREFERRED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;

export type TlsMode = (typeof TLS_MODES)[number];

/** How to encrypt. */
export interface Tls {
  /** In the clear when the server cannot encrypt. */
  readonly mayFallBack: boolean;
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity: boolean;
  readonly ca?: string | string[];
  readonly cert?: string;
  readonly key?: string;
  readonly ciphers?: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
}

/**
 * Null: not encrypted.
 *
 * @throws CrosstallyError for an option or file that cannot be used.
 */
export function tlsOf(options: Options, socket: string | null, around: Surroundings): Tls | null {
  const mode = modeOf(options);
  // A socket of this machine is encrypted where somebody insists: as MySQL's own clients do it.
  if (mode === 'DISABLED' || (mode === 'PREFERRED' && socket !== null)) return null;
  const verify = mode === 'VERIFY_CA' || mode === 'VERIFY_IDENTITY';
  const [cert, key] = ['ssl-cert', 'ssl-key'].map((name) => fileOf(options, name));
  if ((cert === null) !== (key === null)) {
    throw invalidUrl('ssl-cert and ssl-key belong together', 'name both, or none');
  }
  const tls: Tls = {
    mayFallBack: mode === 'PREFERRED',
    rejectUnauthorized: verify,
    verifyIdentity: mode === 'VERIFY_IDENTITY',
    ...(verify ? { ca: rootsOf(mode, options, around) } : {}),
    ...(cert == null || key == null ? {} : { cert, key }),
    ...(typeof options['ssl-cipher'] === 'string' ? { ciphers: options['ssl-cipher'] } : {}),
    ...versionsOf(options['tls-version']),
  };
  checkCertificates(tls);
  return tls;
}

/** MariaDB says `ssl` and `ssl-verify-server-cert` where MySQL says `ssl-mode`, which wins. */
function modeOf(options: Options): TlsMode {
  const asked = options['ssl-mode'];
  if (asked !== undefined) {
    const mode = TLS_MODES.find((known) => asked !== true && known === asked.toUpperCase());
    if (mode === undefined) throw invalidUrl('ssl-mode has an unknown value', `use one of ${TLS_MODES.join(', ')}`);
    return mode;
  }
  const [ssl, verify] = [isOn(options['ssl']), isOn(options['ssl-verify-server-cert'])];
  if (ssl === false) return 'DISABLED';
  if (verify === true) return 'VERIFY_IDENTITY';
  if (options['ssl-ca'] !== undefined && verify === null) return 'VERIFY_CA';
  return ssl === true || verify === false ? 'REQUIRED' : 'PREFERRED';
}

/** VERIFY_CA would mean nothing with roots that sign for everybody. */
function rootsOf(mode: TlsMode, options: Options, around: Surroundings): string | string[] {
  const named = fileOf(options, 'ssl-ca');
  if (named !== null) return named;
  if (mode === 'VERIFY_IDENTITY') return systemRoots(around);
  throw invalidUrl('ssl-mode=VERIFY_CA needs a root certificate', 'name it by ssl-ca=FILE, or use VERIFY_IDENTITY');
}

const WHAT: Readonly<Record<string, string>> = {
  'ssl-ca': 'the root certificate (ssl-ca)',
  'ssl-cert': 'the client certificate (ssl-cert)',
  'ssl-key': 'the private key (ssl-key)',
};

function fileOf(options: Options, name: string): string | null {
  const path = options[name];
  return typeof path === 'string' && path !== '' ? requireClientFile(path, WHAT[name] ?? name).text : null;
}

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

type TlsVersion = (typeof VERSIONS)[number];

/** `TLSv1.2,TLSv1.3`: from the lowest to the highest one. */
function versionsOf(asked: string | true | undefined): Pick<Tls, 'minVersion' | 'maxVersion'> {
  if (typeof asked !== 'string' || asked === '') return {};
  const names = asked.split(',').map((name) => name.trim().toLowerCase());
  const found = VERSIONS.filter((known) => names.includes(known.toLowerCase()));
  const [least, most] = [found[0], found.at(-1)];
  if (least !== undefined && most !== undefined && found.length === names.length) {
    return { minVersion: least, maxVersion: most };
  }
  throw invalidUrl('tls-version has an unknown value', `use ${VERSIONS.join(',')} or some of them`);
}

/** Whether nobody can stand between this process and the server. */
export function isOnThisMachine(host: string, socket: string | null): boolean {
  return socket !== null || host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

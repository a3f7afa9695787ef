import { createSecureContext } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import { CrosstallyError } from '../../src/errors.ts';

const ANOTHER_ROOT = 'the named root certificate did not sign the server’s: name the one of the authority that did';

/** By Node's code or OpenSSL's words: a driver may put a code of its own in place of Node's. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /ALTNAME_INVALID|does not match certificate's altnames/,
    'the certificate is another host’s: name the host as the certificate does, or check who answers there',
  ],
  [
    /HAS_EXPIRED|certificate has expired/,
    'the certificate is out of date: renew it, and check the clock of this machine',
  ],
  [/NOT_YET_VALID|not yet valid/, 'the certificate is not valid yet: check the clock of this machine'],
  [/CERT_REVOKED|certificate revoked/, 'the certificate was revoked: the server needs another one'],
  [
    /SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate in certificate chain/,
    'another authority than the named one signed the certificate: name the root certificate of that one',
  ],
  [
    /DEPTH_ZERO_SELF_SIGNED|self[- ]signed certificate/,
    'the server signed its certificate itself: name that certificate as the root certificate',
  ],
  [/UNABLE_TO_(VERIFY|GET_ISSUER)|unable to (verify the first|get (local )?issuer) certificate/, ANOTHER_ROOT],
  [/CERT_SIGNATURE_FAILURE|certificate signature failure/, ANOTHER_ROOT],
  [/INVALID_PURPOSE|unsuitable certificate purpose/, 'the certificate is not one for a server'],
  [/BAD_DECRYPT|bad decrypt/, 'the passphrase of the private key is wrong'],
  [/INTERRUPTED_OR_CANCELLED/, 'the private key needs a passphrase: name a key without one'],
  [/KEY_VALUES_MISMATCH|key values mismatch/, 'the private key belongs to another certificate'],
];

const OTHER = 'check the certificate files, and which versions of TLS both sides speak';

/** What to do about an error of TLS; null for any other error. */
export function tlsHint(error: unknown): string | null {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const isTls = /^(ERR_(OSSL|SSL|TLS)_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_|HANDSHAKE_SSL|EPROTO$)/;
  if (!isTls.test(code)) return null;
  return HINTS.find(([pattern]) => pattern.test(code) || pattern.test(message))?.[1] ?? OTHER;
}

/**
 * Finds out before a connection is tried whether certificates and key can be read at all and belong together.
 *
 * @throws CrosstallyError `ADAPTER_SETTINGS_INVALID`
 */
export function checkCertificates({ ca, cert, key, passphrase }: SecureContextOptions): void {
  if (typeof ca === 'string' && !ca.includes('-----BEGIN')) throw unusable('the root certificate', null);
  try {
    createSecureContext({ ca, cert, key, passphrase });
  } catch (error) {
    throw unusable('the certificate files', error);
  }
}

function unusable(what: string, error: unknown): CrosstallyError {
  const hint = error === null ? null : tlsHint(error);
  return new CrosstallyError('ADAPTER_SETTINGS_INVALID', `${what} cannot be used`, {
    hint: hint === null || hint === OTHER ? 'certificates and keys have to be PEM files: -----BEGIN … -----' : hint,
  });
}

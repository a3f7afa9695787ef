/** Why two machines did not come to terms about encryption. */
const BY_CODE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate is another host’s: name the host as the certificate does, or check who answers there',
  CERT_HAS_EXPIRED: 'the certificate is out of date: renew it, and check the clock of this machine',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet: check the clock of this machine',
  CERT_REVOKED: 'the certificate was revoked: the server needs another one',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'the server signed its certificate itself: name that certificate as the root certificate',
  SELF_SIGNED_CERT_IN_CHAIN:
    'another authority than the named one signed the certificate: name the root certificate of that one',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the named root certificate did not sign the server’s: name the one of the authority that did',
  UNABLE_TO_GET_ISSUER_CERT: 'the root certificate of the authority is missing: name that one',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the named root certificate did not sign the server’s: name the one of the authority that did',
  CERT_SIGNATURE_FAILURE:
    'the named root certificate did not sign the server’s: name the one of the authority that did',
  INVALID_PURPOSE: 'the certificate is not one for a server',
  ERR_OSSL_BAD_DECRYPT: 'the passphrase of the private key is wrong or missing',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: 'the private key needs a passphrase',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'the private key belongs to another certificate',
};

const OTHER = 'check the certificate files, and which versions of TLS both sides speak';

/** What to do about an error of TLS; null for any other error. */
export function tlsHint(error: unknown): string | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') return null;
  if (code in BY_CODE) return BY_CODE[code] ?? null;
  if (code === 'ERR_OSSL_UNSUPPORTED' || /^ERR_(OSSL|SSL|TLS)_/.test(code) || code === 'EPROTO') return OTHER;
  return typeof message === 'string' && /certificate|PEM/i.test(message) && /^(UNABLE|CERT|CRL)_/.test(code)
    ? OTHER
    : null;
}

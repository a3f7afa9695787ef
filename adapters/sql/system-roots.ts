import { rootCertificates } from 'node:tls';
import { readClientFile, requireClientFile } from './client-files.ts';
import type { Surroundings } from './surroundings.ts';

/** Where systems keep the certificates that they trust, as one file. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The roots that this system trusts: SSL_CERT_FILE, else its own bundle, else the one that comes with Node. */
export function systemRoots({ variable }: Surroundings): string | string[] {
  const what = 'the file of trusted roots';
  const named = variable('SSL_CERT_FILE');
  if (named !== null) return requireClientFile(named, `${what} (SSL_CERT_FILE)`).text;
  for (const bundle of BUNDLES) {
    const file = readClientFile(bundle, what);
    if (file !== null) return file.text;
  }
  return [...rootCertificates];
}

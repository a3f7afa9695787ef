/** What rows, columns and hidden keys of a fingerprint are hashed with. docs/fingerprint.md says why these. */
import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Hash } from '../compare/digests/hash.ts';
import type { RowHashName } from '../model/fingerprint/header.ts';

export interface RowHash {
  readonly name: RowHashName;
  /** Equal for equal secrets; null without one. */
  readonly secretCheck: string | null;
  /** Of a framed row. */
  readonly row: Hash;
  /** Of the canonical bytes of a single value. */
  readonly value: Hash;
  /** Of a framed key, in whose place it stands; null where keys are not hidden. */
  readonly key: Hash | null;
}

/** Without a secret: keys are there to be read, and who knows a row can tell that it is in the file. */
export function openHash(hash: Hash): RowHash {
  return { name: 'xxh64', secretCheck: null, row: hash, value: hash, key: null };
}

/** Under a secret: what is hashed is told apart by its first byte, so that a key is never the hash of a row. */
export function secretHash(secret: Uint8Array): RowHash {
  const key = createSecretKey(secret);
  return {
    name: 'hmac-sha256',
    secretCheck: toText(hmac(key, PURPOSE.check, Buffer.from('crosstally'))),
    row: (bytes) => hmac(key, PURPOSE.row, bytes),
    value: (bytes) => hmac(key, PURPOSE.value, bytes),
    key: (bytes) => hmac(key, PURPOSE.key, bytes),
  };
}

const PURPOSE = {
  check: Uint8Array.of(0),
  row: Uint8Array.of(1),
  value: Uint8Array.of(2),
  key: Uint8Array.of(3),
} as const;

function hmac(key: KeyObject, purpose: Uint8Array, bytes: Uint8Array): bigint {
  return createHmac('sha256', key).update(purpose).update(bytes).digest().readBigUInt64BE(0);
}

function toText(hash: bigint): string {
  return hash.toString(16).padStart(16, '0');
}

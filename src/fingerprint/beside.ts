import type { Database } from '../adapter.ts';
import { loadHashing } from '../compare/digests/hash.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { FingerprintHeader } from '../model/fingerprint/header.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { closeBoth } from '../run/open.ts';
import { withRowHashes } from './hashed-reader.ts';
import { openHash, secretHash } from './row-hash.ts';
import type { RowHash } from './row-hash.ts';
import { readSecret } from './secret.ts';

/**
 * Both sides, each of which can tell its rows as the fingerprint among them does; as they are where none is one.
 *
 * @throws CrosstallyError `CONFIG_INVALID` without the secret that the fingerprint was taken under.
 */
export async function besideFingerprints(databases: Sides<Database>, config: Config): Promise<Sides<Database>> {
  const headers = [databases.source.fingerprint, databases.target.fingerprint].filter((one) => one !== undefined);
  const [first] = headers;
  if (first === undefined) return databases;
  const hash = await hashOf(first, config).catch(async (error: unknown) => {
    await closeBoth(databases);
    throw error;
  });
  return mapSides(databases, (database) =>
    database.fingerprint === undefined ? withRowHashes(database, hash) : database,
  );
}

async function hashOf(header: FingerprintHeader, { secret }: Config): Promise<RowHash> {
  const { hash } = await loadHashing();
  if (header.secretCheck === null) return openHash(hash);
  if (secret === null) {
    throw new CrosstallyError('CONFIG_INVALID', `the fingerprint of ${header.label} was taken under a secret`, {
      hint: 'name the file that holds it with --secret',
    });
  }
  const keyed = secretHash(await readSecret(secret));
  if (keyed.secretCheck === header.secretCheck) return keyed;
  throw new CrosstallyError('CONFIG_INVALID', `the fingerprint of ${header.label} was taken under another secret`, {
    hint: 'name the file that was named when it was taken with --secret',
  });
}

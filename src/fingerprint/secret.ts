import { readFile } from 'node:fs/promises';
import { CrosstallyError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';

/** What can be guessed is no secret. */
const FEWEST_BYTES = 16;

/**
 * The bytes of a file, without the line's end that an editor may have put behind them.
 *
 * @throws CrosstallyError `CONFIG_INVALID`.
 */
export async function readSecret(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CrosstallyError('CONFIG_INVALID', `--secret ${path} cannot be read: ${readProblem(cause)}`, { cause });
  });
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length;
  const secret = bytes.subarray(0, end);
  if (secret.length >= FEWEST_BYTES) return secret;
  throw new CrosstallyError('CONFIG_INVALID', `--secret ${path} holds fewer than ${String(FEWEST_BYTES)} bytes`, {
    hint: 'openssl rand -base64 32 > FILE makes one',
  });
}

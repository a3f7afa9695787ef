import { CrosstallyError } from '../errors.ts';
import type { Environment } from './file.ts';
import { listed } from './load.ts';
import type { Said } from './options.ts';

/**
 * Reads a config file, for a program: its options go to `verify` as they are, beside adapters for its two URLs.
 *
 * @param environment what `${NAME}` is filled in from; nothing of the process is read by itself
 * @param pair which of the pairs, for a file that has several
 * @throws CrosstallyError `CONFIG_INVALID` that lists every problem with its line.
 * @example
 * const options = await loadConfig('crosstally.yaml', process.env);
 * const report = await verify({ ...options, source: mysql(oldUrl), target: postgres(newUrl) }).report();
 */
export async function loadConfig(
  path: string,
  environment: Environment = {},
  pair: string | null = null,
): Promise<Said> {
  const { readConfigFile } = await import('./file.ts');
  const { said, problems, pairs = {} } = await readConfigFile(path, environment);
  const wrong = [...problems, ...pairProblems(pair, Object.keys(pairs))];
  if (wrong.length === 0) return { ...said, ...(pair === null ? {} : pairs[pair]?.said) };
  throw new CrosstallyError('CONFIG_INVALID', listed(wrong), { hint: 'docs/config.md has every option' });
}

function pairProblems(pair: string | null, known: readonly string[]): string[] {
  if (pair === null) return known.length === 0 ? [] : [`the file has pairs: name one of ${known.join(', ')}`];
  if (known.includes(pair)) return [];
  return [`there is no pair ${pair}: the file has ${known.length === 0 ? 'none' : known.join(', ')}`];
}

import { CrosstallyError } from '../errors.ts';
import type { Environment } from './file.ts';
import { listed } from './load.ts';
import type { Said } from './options.ts';

/**
 * Reads a config file, for a program: its options go to `verify` as they are, beside adapters for its two URLs.
 *
 * @param environment what `${NAME}` is filled in from; nothing of the process is read by itself
 * @throws CrosstallyError `CONFIG_INVALID` that lists every problem with its line.
 * @example
 * const options = await loadConfig('crosstally.yaml', process.env);
 * const report = await verify({ ...options, source: mysql(oldUrl), target: postgres(newUrl) }).report();
 */
export async function loadConfig(path: string, environment: Environment = {}): Promise<Said> {
  const { readConfigFile } = await import('./file.ts');
  const { said, problems } = await readConfigFile(path, environment);
  if (problems.length === 0) return said;
  throw new CrosstallyError('CONFIG_INVALID', listed(problems), { hint: 'docs/config.md has every option' });
}

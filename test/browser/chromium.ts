/** A real Chromium, as it is installed on this machine: playwright-core brings none. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { isRoot } from '../support/server-user.ts';

const run = promisify(execFile);

/** Starts one; where there is none, root on a system with apt gets it installed, and the run fails for others. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CROSSTALLY_TEST_CHROMIUM'] ?? (await find()) ?? (await installed()) ?? missing();
  // What is shown is our own page, and root may not run it otherwise.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function missing(): never {
  throw new Error(
    'There is no Chromium to test the page of a watch with: install the package chromium, or name one in CROSSTALLY_TEST_CHROMIUM.',
  );
}

async function find(): Promise<string | undefined> {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const file = join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return undefined;
}

async function installed(): Promise<string | undefined> {
  if (!isRoot) return undefined;
  console.log('No Chromium found: installing chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another test may be installing something at this moment.
  const apt = (...args: string[]) => run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  await apt('update')
    .then(() => apt('install', '-y', '--no-install-recommends', '--no-remove', 'chromium'))
    .catch((error: unknown) => console.error(String((error as { stderr?: string }).stderr ?? error).trim()));
  return find();
}

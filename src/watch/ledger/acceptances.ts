/**
 * What somebody takes for right. It stands in a file beside the ledger, so that it can be said while a watch runs:
 * `crosstally watch accept` adds to it, and a watch takes what is new in it into its ledger.
 */
import { appendFile, readFile } from 'node:fs/promises';
import type { Key } from '../../model/key.ts';

/** One line of the file. */
export interface Acceptance {
  readonly at: string;
  readonly table: string;
  /** Null for all open drift of the table. */
  readonly key: Key | null;
  readonly why: string;
}

/** Asks for drift to be accepted. */
export async function accept(ledger: string, acceptances: readonly Acceptance[]): Promise<void> {
  const lines = acceptances.map((one) => `${JSON.stringify(one)}\n`).join('');
  await appendFile(besideOf(ledger), lines, { mode: 0o600 });
}

/** All that was ever asked for; a line that is only being written is left for the next time. */
export async function readAcceptances(ledger: string): Promise<readonly Acceptance[]> {
  const text = await readFile(besideOf(ledger), 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Acceptance);
}

function besideOf(ledger: string): string {
  return `${ledger}.accepted`;
}

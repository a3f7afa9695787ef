/** Several fingerprints: which there are, and how two of them differ. */
import { CrosstallyError, errorLine } from '../errors.ts';
import { fingerprintsIn, sizeOf } from '../fingerprint/folder.ts';
import type { FingerprintHeader } from '../model/fingerprint/header.ts';
import { bytesText, clock, counted } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import { aligned } from '../report/text/layout.ts';
import type { Given, Io } from './command.ts';
import { print } from './print.ts';
import { verifyCommand } from './verify.ts';

const [OK, ERROR] = [0, 2];

/** One line a file, the oldest first. 2 when one of them is not whole. */
export async function listFingerprints(given: Given, io: Io): Promise<number> {
  const folder = wordOf(given, 'folder', 'crosstally fingerprint list FOLDER');
  if (given['other'] !== undefined)
    throw new CrosstallyError('CONFIG_INVALID', 'one folder is listed: crosstally fingerprint list FOLDER');
  const files = await fingerprintsIn(folder);
  let whole = true;
  const lines: string[][] = [];
  for (const path of files) {
    try {
      const header = await headerOf(path, io);
      lines.push([path, clock(header.takenAt), bytesText(await sizeOf(path)), aboutWords(header)]);
    } catch (error) {
      whole = false;
      lines.push([path, '-', '-', errorLine(error)]);
    }
  }
  const text = aligned(
    lines.map((line) => line.map(printable)),
    ['left', 'left', 'right', 'left'],
  );
  await print(io.stdout, lines.length === 0 ? `no fingerprint in ${folder}\n` : `${text.join('\n')}\n`);
  return whole ? OK : ERROR;
}

/** The source is the first of the two: what the second has not is missing. */
export function diffFingerprints(given: Given, io: Io): Promise<number> {
  const usage = 'crosstally fingerprint diff BEFORE.fp AFTER.fp';
  const [source, target] = [wordOf(given, 'folder', usage), wordOf(given, 'other', usage)].map(sideOf);
  return verifyCommand.run({ ...given, source, target }, io);
}

function sideOf(path: string): string {
  return path.startsWith('fingerprint:') ? path : `fingerprint:${path}`;
}

async function headerOf(path: string, io: Io): Promise<FingerprintHeader> {
  const adapter = await io.adapters(sideOf(path), 'source');
  const database = await adapter.open({ connections: 1, signal: new AbortController().signal });
  try {
    if (database.fingerprint === undefined)
      throw new CrosstallyError('FINGERPRINT_INVALID', `${path} is no fingerprint`);
    return database.fingerprint;
  } finally {
    await database[Symbol.asyncDispose]();
  }
}

function aboutWords({ label, held, detail, secretCheck, consistent }: FingerprintHeader): string {
  return [
    label,
    counted(held.length, 'table'),
    ...(detail === 'chunks' ? ['chunks alone'] : []),
    ...(secretCheck === null ? [] : ['under a secret']),
    ...(consistent ? [] : ['not of one moment']),
  ].join(' · ');
}

function wordOf(given: Given, name: string, usage: string): string {
  const word = given[name];
  if (typeof word === 'string' && word !== '') return word;
  throw new CrosstallyError('CONFIG_INVALID', `a file or folder is missing: ${usage}`);
}

import { CrosstallyError } from '../errors.ts';
import { fileInFolder, keepNewest } from '../fingerprint/folder.ts';
import { takeFingerprint } from '../fingerprint/take.ts';
import type { TakenFingerprint } from '../fingerprint/take.ts';
import type { Settings } from '../config/load.ts';
import { bytesText, count, counted, clock } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import type { Command, Given, Io } from './command.ts';
import { diffFingerprints, listFingerprints } from './fingerprints.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, onlySettingsOf, SIDES_HELP } from './options.ts';
import { print } from './print.ts';

const ERROR = 2;

export const fingerprintCommand: Command = {
  usage: 'fingerprint [source] [folder] [other]',
  summary: 'keep the keys and row hashes of a database in a file, to hold them against it later',
  about: [
    'crosstally fingerprint URL --output FILE, and later crosstally verify fingerprint:FILE URL',
    'crosstally fingerprint list FOLDER · crosstally fingerprint diff FILE FILE',
    ...SIDES_HELP,
  ],
  options: flagsOf('fingerprint'),
  examples: [
    ['crosstally fingerprint $DB --output before.fp', 'before a script, a restore, an upgrade'],
    ['crosstally verify fingerprint:before.fp $DB', 'what was lost, added or changed since'],
    ['crosstally fingerprint $OLD --for mysql --output old.fp', 'to be held against MySQL'],
    ['crosstally fingerprint $DB --output nightly --keep 14', 'one a night, the last two weeks'],
    ['crosstally fingerprint diff nightly/A.fp nightly/B.fp', 'what has changed from one to the other'],
  ],
  run: (given, io) => {
    if (given['source'] === 'list') return listFingerprints(given, io);
    if (given['source'] === 'diff') return diffFingerprints(given, io);
    return take(given, io);
  },
};

async function take(given: Given, io: Io): Promise<number> {
  if (given['folder'] !== undefined) {
    const hint = 'name the file with --output, and another side that it will be held against with --against';
    throw new CrosstallyError('CONFIG_INVALID', 'a fingerprint is of one side: there is a second one', { hint });
  }
  const settings = await onlySettingsOf('fingerprint', given, io);
  const { output, keep, quiet, against } = settings.config;
  if (output === null) {
    throw new CrosstallyError('CONFIG_INVALID', 'no --output: name the file for the fingerprint', {
      hint: 'crosstally fingerprint URL --output before.fp',
    });
  }
  const interrupt = onInterrupt(io, ERROR);
  try {
    const source = await io.adapters(settings.source, 'source');
    const target = against === null ? {} : { target: await io.adapters(against, 'target') };
    const path = keep === null ? output : await fileInFolder(output, new Date());
    const { output: _path, source: _source, target: _target, ...said } = settings.said;
    const began = performance.now();
    const taken = await takeFingerprint({ ...said, source, ...target, output: path, signal: interrupt.signal });
    if (keep !== null) await keepNewest(output, keep);
    await print(
      io.stdout,
      settings.config.format === 'json' ? `${JSON.stringify(taken)}\n` : takenText(taken, settings),
    );
    if (!quiet) await print(io.stderr, `crosstally: taken in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    return 0;
  } catch (error) {
    throw interrupt.error() ?? error;
  } finally {
    interrupt.release();
  }
}

/** What was written, and what was not. */
function takenText(taken: TakenFingerprint, { config }: Settings): string {
  const { output, tables, rows, bytes, takenAt, consistent, unheld } = taken;
  const moment = consistent ? `as of ${clock(takenAt)}` : `chunk by chunk from ${clock(takenAt)} on, without one view`;
  const lines = [
    `${output}: ${counted(tables, 'table')}, ${counted(rows, 'row')}, ${bytesText(bytes)}, ${moment}`,
    ...unheld.slice(0, MOST_NAMED).map((one) => `  not held: ${one}`),
    ...(unheld.length > MOST_NAMED ? [`  … and ${count(unheld.length - MOST_NAMED)} more columns not held`] : []),
    ...(config.secret === null ? [] : ['  its keys are hidden: whoever compares with it needs the same --secret']),
    `  crosstally verify fingerprint:${output} URL names what was lost, added or changed since`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

const MOST_NAMED = 20;

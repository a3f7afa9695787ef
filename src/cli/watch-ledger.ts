/** `watch status` and `watch accept`: they read and add to a ledger, also while a watch writes it. */
import { CrosstallyError } from '../errors.ts';
import type { Key } from '../model/key.ts';
import { didYouMean } from '../model/near-names.ts';
import { count, counted } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import { accept } from '../watch/ledger/acceptances.ts';
import { readLedger } from '../watch/ledger/ledger.ts';
import type { LedgerState } from '../watch/ledger/state.ts';
import { driftListed, tableStatus } from '../watch/status.ts';
import { ALIVE } from '../watch/streams.ts';
import type { Given, Io } from './command.ts';
import { print } from './print.ts';

const [READY, DRIFT, UNKNOWN] = [0, 1, 2];
/** Drift that is listed. */
const LISTED = 20;

/** Prints what a ledger says; answers with 0 when a watch that is running says ready, 1 with open drift, else 2. */
export async function showStatus(given: Given, io: Io): Promise<number> {
  if (keysOf(given).length > 0) throw watchUsage('watch status takes one ledger, and nothing more');
  const state = await readLedger(ledgerOf(given, 'status LEDGER'));
  const tables = [...state.tables.values()].map((table) => tableStatus(table, 0));
  const open = tables.reduce((sum, { openDrift }) => sum + openDrift, 0);
  const code = open > 0 ? DRIFT : state.gate?.ready === true && isAlive(state) ? READY : UNKNOWN;
  const drift = driftListed(state).filter(({ state: is }) => is === 'open');
  const lines = [
    headline(state, open, code),
    ...(state.gate?.ready === false ? state.gate.reasons.map((reason) => `  ${reason}`) : []),
    '',
    ...tables.map((table) => {
      const clean = table.lastCleanPass === null ? 'no clean pass yet' : `clean at ${table.lastCleanPass}`;
      return `  ${table.source}: ${table.openDrift === 0 ? '' : `${counted(table.openDrift, 'row')} differ · `}${clean}`;
    }),
    ...drift
      .slice(0, LISTED)
      .map(({ table, kind, key, firstSeen }) => `  ${kind} ${table} ${keyText(key)} since ${firstSeen}`),
    ...(drift.length > LISTED ? [`  and ${count(drift.length - LISTED)} more`] : []),
  ];
  await print(io.stdout, `${lines.join('\n')}\n`);
  return code;
}

function headline(state: LedgerState, open: number, code: number): string {
  if (open > 0) return `DRIFT  ${counted(open, 'row')} ${open === 1 ? 'differs' : 'differ'}`;
  if (code === READY) return `READY  it is safe to cut over, since ${state.gate?.since ?? ''}`;
  if (!isAlive(state)) return `NOT KNOWN  no watch writes to this ledger since ${state.gate?.at ?? 'it was begun'}`;
  return 'NOT READY';
}

/** A watch that lives says so twice a minute. */
function isAlive({ gate }: LedgerState): boolean {
  return gate !== null && Date.now() - Date.parse(gate.at) < ALIVE * 2 * 1000 + 5000;
}

/** Takes drift for right. */
export async function acceptDrift(given: Given, io: Io): Promise<number> {
  const path = ledgerOf(given, 'accept LEDGER TABLE [KEY..] --why TEXT');
  const [table, ...keys] = keysOf(given);
  const { why } = given;
  if (table === undefined || typeof why !== 'string' || why.trim() === '') {
    throw watchUsage('watch accept needs a table and --why: the reason, for whoever reads the ledger next');
  }
  const state = await readLedger(path);
  const wanted = keys.length === 0 ? [null] : keys.map(keyOfText);
  assertOpen(openDriftOf(state, table, path), table, wanted);
  const at = new Date().toISOString();
  await accept(
    path,
    wanted.map((key) => ({ at, table, key, why })),
  );
  io.stderr.write(`a watch that is running takes it within seconds, else the next one does\n`);
  return 0;
}

/** The keys of a table's open drift. */
function openDriftOf(state: LedgerState, table: string, path: string): readonly Key[] {
  const known = state.tables.get(table);
  if (known !== undefined)
    return [...known.drift.values()].flatMap(({ state: is, key }) => (is === 'open' ? [key] : []));
  const names = [...state.tables.keys()];
  const near = names.filter((name) => name.endsWith(`.${table}`));
  const meant = near.length === 0 ? didYouMean(names, table) : `is ${near.join(' or ')} meant?`;
  throw watchUsage(`the ledger ${path} has no table ${table}: ${meant ?? `it has ${names.join(', ')}`}`);
}

/** Only what a watch has seen can be accepted: of anything else nobody would notice that it was not. */
function assertOpen(open: readonly Key[], table: string, wanted: readonly (Key | null)[]): void {
  const texts = open.map(keyText);
  const lacking = wanted.find((key) => (key === null ? open.length === 0 : !texts.includes(keyText(key))));
  if (lacking === undefined) return;
  const of = lacking === null ? '' : ` with the key ${printable(keyText(lacking))}`;
  const there = texts.length === 0 ? '' : `: there is ${texts.slice(0, LISTED).map(printable).join(' · ')}`;
  throw watchUsage(`${table} has no open drift${of}${there}`);
}

/** What stands behind the two sides. */
export function keysOf(given: Given): readonly string[] {
  return (given['keys'] as readonly string[] | undefined) ?? [];
}

/** A key of several columns has commas; a JSON array says what has commas itself. */
function keyOfText(text: string): Key {
  if (!text.startsWith('[')) return text.split(',');
  const read = readJson(text);
  if (Array.isArray(read) && read.every((part) => part === null || typeof part === 'string')) return read as Key;
  throw watchUsage(`the key ${text} begins as JSON does, and is no array of texts: write it as ["a","b"]`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyText(key: Key): string {
  return key.map((part) => part ?? 'NULL').join(',');
}

function ledgerOf(given: Given, call: string): string {
  const path = given['target'];
  if (typeof path === 'string') return path;
  throw watchUsage(`name the ledger: crosstally watch ${call}`);
}

/** Of a watch that is called otherwise than it can be. */
export function watchUsage(message: string): CrosstallyError {
  return new CrosstallyError('CONFIG_INVALID', message, { hint: 'crosstally watch --help shows how it is called' });
}

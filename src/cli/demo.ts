import { CrosstallyError } from '../errors.ts';
import type { Report } from '../model/report.ts';
import type { Command, Given, Io, Output } from './command.ts';
import { checkReport } from './demo/check.ts';
import { checkLostRows, loseRows, LOST_ROWS_OPENING, lostRowsSides, lostRowsText } from './demo/lost-rows.ts';
import type { Planted } from './demo/damage.ts';
import { DUAL_WRITES_OPENING, DUAL_WRITES_SETTINGS, watchDualWrites } from './demo/dual-writes.ts';
import { findPostgresBinaries } from './demo/postgres-binaries.ts';
import { startPrivatePostgres } from './demo/private-postgres.ts';
import type { PrivatePostgres } from './demo/private-postgres.ts';
import { askServer, openSession } from './demo/session.ts';
import { closingText, COPIED, failureText, madeText, OPENING, verifyText } from './demo/story.ts';
import { createStatements, DEMO_TABLES, fillStatement } from './demo/tables.ts';
import { transfer } from './demo/transfer.ts';
import { fingerprintCommand } from './fingerprint.ts';
import { onInterrupt } from './interrupt.ts';
import type { Interrupt } from './interrupt.ts';
import { print, withoutPasswords } from './print.ts';
import { verifyCommand } from './verify.ts';

const [OK, FAILED] = [0, 2];

export const demoCommand: Command = {
  usage: 'demo [story]',
  summary: 'show an incomplete transfer on an embedded PostgreSQL, no server needed',
  options: {},
  examples: [
    ['crosstally demo', 'takes ten seconds or a few more, and leaves nothing behind'],
    ['crosstally demo lost-rows', 'a script that deletes too much, and the fingerprint from before it'],
    ['crosstally demo watch', 'an application that writes to both sides and loses a write now and then, watched'],
  ],
  run: runDemo,
};

/** Tells the incident and checks itself: 0 when verify found exactly what was planted. */
async function runDemo(given: Given, io: Io): Promise<number> {
  const story = storyOf(given);
  const found = findPostgresBinaries();
  if ('problem' in found) {
    await print(io.stderr, `crosstally: ${found.problem}\n`);
    return FAILED;
  }
  const interrupt = onInterrupt(io, FAILED);
  let server: PrivatePostgres | null = null;
  try {
    await print(io.stdout, OPENINGS[story]);
    const settings = story === 'watch' ? DUAL_WRITES_SETTINGS : [];
    server = await startPrivatePostgres({
      ...{ name: 'crosstally-demo', ask: askServer, signal: interrupt.signal, settings },
    });
    interrupt.signal.addEventListener('abort', () => void server?.stop());
    if (story === 'lost-rows') return await playLostRows(server, io, interrupt);
    if (story === 'watch') return await playDualWrites(server, io, interrupt);
    const planted = await migrate(server, io.stdout);
    // From here on verify listens itself.
    interrupt.release();
    return await verifyAndCheck(server.url, planted, io);
  } catch (error) {
    if (interrupt.reason() === null) throw error;
    return FAILED;
  } finally {
    interrupt.release();
    await server?.stop();
  }
}

const OPENINGS = { transfer: OPENING, 'lost-rows': LOST_ROWS_OPENING, watch: DUAL_WRITES_OPENING } as const;

/** What to play; without a word the incomplete transfer. */
function storyOf({ story }: Given): keyof typeof OPENINGS {
  if (story === undefined) return 'transfer';
  if (story === 'lost-rows' || story === 'watch') return story;
  throw new CrosstallyError('CONFIG_INVALID', 'there is no such story: leave it out, or say lost-rows or watch');
}

async function playDualWrites(server: PrivatePostgres, io: Io, { signal }: Interrupt): Promise<number> {
  const problems = await watchDualWrites(server, bare(io), signal);
  if (problems.length === 0) return OK;
  await print(io.stderr, failureText(1, problems));
  return FAILED;
}

async function playLostRows(server: PrivatePostgres, io: Io, interrupt: Interrupt): Promise<number> {
  const url = databaseUrl(server.url, 'mail');
  const lost = await loseRows(server, {
    fingerprint: async (output) => void (await fingerprintCommand.run({ source: url, output, quiet: true }, io)),
    say: (text) => print(io.stdout, text),
  });
  // From here on verify listens itself.
  interrupt.release();
  const sides = lostRowsSides(url, lost);
  const code = await verifyCommand.run(sides, io);
  const problems = code === 1 ? checkLostRows(await reportOn(sides, io), lost) : [];
  if (code !== 1 || problems.length > 0) {
    await print(io.stderr, failureText(code, problems));
    return FAILED;
  }
  await print(io.stdout, lostRowsText(lost));
  return OK;
}

/** Makes `mail` and loads it into `mail_new`, with the losses of the day. */
async function migrate(server: PrivatePostgres, stdout: Output): Promise<readonly Planted[]> {
  const maintenance = await openSession(server.url, 'postgres');
  await maintenance.run('create database mail');
  await maintenance.run('create database mail_new');
  await maintenance.close();
  const source = await openSession(server.url, 'mail');
  const target = await openSession(server.url, 'mail_new');
  for (const session of [source, target]) await session.run(`set timezone = 'UTC'; ${createStatements()}`);
  let rows = 0;
  for (const table of DEMO_TABLES) rows += await source.run(fillStatement(table));
  await source.run('analyze');
  await print(stdout, madeText(DEMO_TABLES.length, rows));
  const planted = await transfer({ source, target, folder: server.folder });
  await print(stdout, COPIED);
  await Promise.all([source.close(), target.close()]);
  return planted;
}

async function verifyAndCheck(url: string, planted: readonly Planted[], io: Io): Promise<number> {
  const sides = { source: databaseUrl(url, 'mail'), target: databaseUrl(url, 'mail_new') };
  await print(io.stdout, withoutPasswords(verifyText(sides.source, sides.target)));
  const code = await verifyCommand.run({ ...sides, ...ALONE }, bare(io));
  const problems = code === 1 ? checkReport(await reportOn(sides, io), planted) : [];
  if (code !== 1 || problems.length > 0) {
    await print(io.stderr, failureText(code, problems));
    return FAILED;
  }
  await print(io.stdout, closingText(planted));
  return OK;
}

/** Verifies once more, as a program would: every difference, in JSON. */
async function reportOn(sides: Given, io: Io): Promise<Report> {
  let text = '';
  const stdout: Output = {
    write: (piece, done) => {
      text += piece;
      done?.();
      return true;
    },
  };
  const given = { ...sides, ...ALONE, format: 'json', 'max-differences': 1_000_000, quiet: true };
  await verifyCommand.run(given, { ...bare(io), stdout });
  return JSON.parse(text) as Report;
}

/** Neither a config file of this folder nor a variable says anything of the demo. */
const ALONE = { 'no-config': true };

function bare(io: Io): Io {
  return { ...io, env: Object.fromEntries(Object.entries(io.env).filter(([name]) => !name.startsWith('CROSSTALLY_'))) };
}

function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

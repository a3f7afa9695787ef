import { join } from 'node:path';
import type { Report } from '../../model/report.ts';
import { count } from '../../report/numbers.ts';
import type { Given } from '../command.ts';
import type { PrivatePostgres } from './private-postgres.ts';
import { openSession } from './session.ts';
import { madeText } from './story.ts';
import { createStatements, DEMO_TABLES, fillStatement } from './tables.ts';

/** The second incident: a maintenance script that deletes a fifth of a table, and the fingerprint from before it. */

export const LOST_ROWS_OPENING = `A maintenance script is to run tonight. Beforehand a fingerprint is taken.
(A private PostgreSQL is started for this story, and removed at its end.)
`;

/** Mails of seventy days in the place of those that are older than that: the comparison is the wrong way round. */
const SCRIPT = `delete from messages where received_at >= '2025-07-01Z' and received_at < timestamptz '2025-07-01Z' + interval '70 days'`;

/** What the script deleted, and the file from before it. */
export interface LostRows {
  readonly file: string;
  readonly deleted: number;
}

/** Makes `mail`; takes the fingerprint; runs the script, of which no statement fails. */
export async function loseRows(
  server: PrivatePostgres,
  { fingerprint, say }: { fingerprint: (file: string) => Promise<void>; say: (text: string) => Promise<void> },
): Promise<LostRows> {
  const maintenance = await openSession(server.url, 'postgres');
  await maintenance.run('create database mail');
  await maintenance.close();
  const mail = await openSession(server.url, 'mail');
  await mail.run(`set timezone = 'UTC'; ${createStatements()}`);
  let rows = 0;
  for (const table of DEMO_TABLES) rows += await mail.run(fillStatement(table));
  await mail.run('analyze');
  await say(madeText(DEMO_TABLES.length, rows).replace('The source, mail', 'The database, mail'));
  const file = join(server.folder, 'before.fp');
  await say('2. crosstally fingerprint "$DB" --output before.fp\n\n');
  await fingerprint(file);
  const deleted = await mail.run(SCRIPT);
  await mail.close();
  await say(
    `\n3. The script: ${SCRIPT}\n   It succeeds. How many rows it took, nobody reads.\n\n4. crosstally verify fingerprint:before.fp "$DB"\n\n`,
  );
  return { file, deleted };
}

/** What the report gets wrong, a sentence each; empty when it names exactly what was deleted. */
export function checkLostRows({ verdict, tables }: Report, { deleted }: LostRows): readonly string[] {
  const lost = tables.find(({ source }) => source === 'public.messages');
  const wrong = tables.filter((table) => table !== lost && table.verdict !== 'match');
  const { missing = 0, extra = 0, changed = 0 } = lost?.rows ?? {};
  return [
    ...(verdict === 'mismatch' ? [] : [`the verdict is ${verdict}, not mismatch`]),
    ...(missing === deleted ? [] : [`${count(missing)} rows are named as missing, and ${count(deleted)} were deleted`]),
    ...(extra + changed === 0 ? [] : ['rows are named that the script did not touch']),
    ...wrong.map(({ source }) => `${source ?? ''} does not match, and was not touched`),
  ];
}

export function lostRowsText({ deleted }: LostRows): string {
  return `
5. The script had deleted ${count(deleted)} rows of messages, a fifth of it. The report names exactly these, as a range of keys,
   and the exit code was 1, so that the last line of the script could have said so:
     crosstally verify fingerprint:before.fp "$DB" || exit 1
`;
}

/** What to verify. */
export function lostRowsSides(url: string, { file }: LostRows): Given {
  return { source: `fingerprint:${file}`, target: url };
}

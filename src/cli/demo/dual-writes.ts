/** The third incident: an application that writes to both databases, and loses a write now and then. */
import { join } from 'node:path';
import { driftIdentity } from '../../model/watch.ts';
import type { WatchEvent } from '../../model/watch.ts';
import { count } from '../../report/numbers.ts';
import { serve } from '../../watch/serve/server.ts';
import { watch } from '../../watch/watch.ts';
import type { Io } from '../command.ts';
import { print } from '../print.ts';
import { eventLine } from '../watch-lines.ts';
import { startDualWriter } from './dual-writer.ts';
import type { DualWriter, LostWrite } from './dual-writer.ts';
import type { PrivatePostgres } from './private-postgres.ts';

export const DUAL_WRITES_OPENING = `An application writes its orders to the old and to the new database: until the day of the cutover both have all of them.
One write in 500 does not reach the new one. (A private PostgreSQL is started for this story, and removed at its end.)
`;

/** What a server has to keep so that it can tell what is written to it. */
export const DUAL_WRITES_SETTINGS = ['wal_level=logical'];

const DATABASES = ['shop_old', 'shop_new'] as const;
/** So many writes are lost. */
const LOST = 4;

/** What the watch told of. */
export interface Watched {
  readonly opened: Set<string>;
  readonly resolved: Set<string>;
  /** How often it said that it was safe to cut over while a row was lost. */
  falselyReady: number;
}

/** Watches beside the application until what was lost is found, mended, and it is safe to cut over. */
export async function watchDualWrites(
  server: PrivatePostgres,
  io: Io,
  signal: AbortSignal,
): Promise<readonly string[]> {
  await using writer = await startDualWriter(server, DATABASES, LOST);
  const [source, target] = await Promise.all([
    io.adapters(urlOf(server, DATABASES[0]), 'source'),
    io.adapters(urlOf(server, DATABASES[1]), 'target'),
  ]);
  const watching = watch({ source, target, ledger: join(server.folder, 'shop.ledger'), signal });
  await using page = await serve({ listen: '127.0.0.1:0', status: watching.status });
  await print(io.stdout, watchText(page.url));
  const watched: Watched = { opened: new Set(), resolved: new Set(), falselyReady: 0 };
  let mended = false;
  for await (const event of watching.events()) {
    await tell(event, io);
    note(event, watched, mended);
    if (!mended && watched.opened.size === LOST) {
      await writer.mend();
      mended = true;
      await print(io.stdout, mendedText(writer));
    }
    if (mended && event.type === 'ready' && event.ready) break;
  }
  const problems = checkWatched(watched, writer.lost);
  if (problems.length === 0) await print(io.stdout, closingText(writer));
  return problems;
}

async function tell(event: WatchEvent, io: Io): Promise<void> {
  // Passes come every other second: they are on the page.
  const line = event.type === 'pass-ended' ? null : eventLine(event);
  if (line !== null) await print(io.stdout, `   ${line}\n`);
}

function note(event: WatchEvent, watched: Watched, mended: boolean): void {
  if (event.type === 'drift-opened') for (const drift of event.drift) watched.opened.add(driftIdentity(drift));
  if (event.type === 'drift-resolved') for (const drift of event.drift) watched.resolved.add(driftIdentity(drift));
  if (event.type === 'ready' && event.ready && !mended && watched.opened.size > 0) watched.falselyReady++;
}

/** What the watch got wrong, a sentence each; empty when it told of exactly what was lost. */
export function checkWatched(
  { opened, resolved, falselyReady }: Watched,
  lost: readonly LostWrite[],
): readonly string[] {
  const identities = lost.map(({ id, kind }) => driftIdentity({ kind, key: [id] }));
  const unseen = identities.filter((one) => !opened.has(one)).length;
  const unplanted = [...opened].filter((one) => !identities.includes(one)).length;
  const left = [...opened].filter((one) => !resolved.has(one)).length;
  return [
    ...(unseen === 0 ? [] : [`${count(unseen)} lost writes were not found`]),
    ...(unplanted === 0 ? [] : [`${count(unplanted)} rows were named of which no write was lost`]),
    ...(left === 0 ? [] : [`${count(left)} rows were mended, and are not told to be`]),
    ...(falselyReady === 0 ? [] : ['it was said to be safe to cut over while a row was lost']),
  ];
}

function watchText(page: string): string {
  return `
1. The application writes some hundred times a second.

2. crosstally watch "$OLD" "$NEW" --listen 127.0.0.1:9187
   Its page, for as long as this story goes on: ${page}

`;
}

function mendedText({ lost }: DualWriter): string {
  return `
3. Somebody mends the application, and the ${count(lost.length)} writes that were lost are written again. It goes on writing.

`;
}

function closingText({ lost, writes }: DualWriter): string {
  return `
4. ${count(writes())} writes, ${count(lost.length)} of them lost: the watch told of exactly these rows, saw that they were mended, and said that
   it is safe to cut over only then. On your own databases (it only reads; a feed of changes where the server has one):
     crosstally watch "$OLD" "$NEW" --until-clean --timeout 2h && ./cutover.sh
`;
}

function urlOf(server: PrivatePostgres, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

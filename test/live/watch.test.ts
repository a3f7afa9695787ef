/**
 * A watch beside an application that writes to both databases and now and then loses, doubles or alters a write: each drift
 * is open soon, with its key, and gone when it is mended; none is invented; and while one is open nothing is ready.
 * `npm run test:soak` does it for minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { watch } from '../../src/index.ts';
import type { Adapter, Drift, WatchEvent } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { makeTables, startWriting } from './dual-writer.ts';

const ASKED = process.env['CROSSTALLY_SOAK_SECONDS'];
const SECONDS = Number(ASKED ?? 1);
const [ROWS, LAG, SETTLE] = [5_000, 100, 1_500];
/** A pass, the settle time twice, and a machine that others use as well. */
const PATIENCE = { timeout: 45_000, interval: 50 };

const PAIRINGS: readonly (readonly [TestEngine, TestEngine])[] =
  ASKED === undefined
    ? [
        ['postgres', 'postgres'],
        ['mysql', 'postgres'],
      ]
    : [
        ['postgres', 'postgres'],
        ['mysql', 'mysql'],
        ['mariadb', 'mariadb'],
        ['mysql', 'postgres'],
        ['postgres', 'mysql'],
      ];

interface Damage {
  readonly name: string;
  readonly sql: string;
  readonly mend: string;
}

/** What happens to the target alone, in rows that the application leaves alone; each is mended as it was. */
const DAMAGES: readonly Damage[] = [
  { name: 'missing 20', sql: 'delete from ordered where id = 20', mend: `insert into ordered values (20, 0, 'w')` },
  {
    name: 'changed 21',
    sql: `update ordered set w = 'drifted' where id = 21`,
    mend: `update ordered set w = 'w' where id = 21`,
  },
  { name: 'extra 5', sql: `insert into ordered values (5, 0, 'twice')`, mend: 'delete from ordered where id = 5' },
  {
    name: 'missing K22',
    sql: `delete from hashed where id = 'K22'`,
    mend: `insert into hashed values ('K22', 0, 'w')`,
  },
];

const adapterOf = ({ engine, url }: TestDatabase): Adapter => (engine === 'postgres' ? postgres(url) : mysql(url));
const nameOf = ({ kind, key }: Drift): string => `${kind} ${key.join()}`;

it.each(PAIRINGS)(
  'drift beside live writes, %s to %s',
  async (from, to) => {
    await using source = await freshDatabase(from, 'watch');
    await using target = await freshDatabase(to, 'watch');
    await Promise.all([makeTables(source, ROWS), makeTables(target, ROWS)]);
    for (const side of [source, target]) {
      await side.run(`update ordered set w = 'w' where id < 30; update hashed set w = 'w' where id = 'K22'`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'crosstally-live-'));
    const writer = startWriting({ source, target }, { rows: ROWS, lag: LAG, seed: 7 });
    const stop = new AbortController();
    const watching = watch({
      ...{ source: adapterOf(source), target: adapterOf(target), signal: stop.signal, exclude: ['keyless'] },
      ...{ ledger: join(folder, 'ledger'), settle: SETTLE, budget: 1, compareSchema: false },
    });
    const events: WatchEvent[] = [];
    const done = (async () => {
      for await (const event of watching.events()) events.push(event);
    })();
    done.catch(() => undefined);
    const open = (): string[] =>
      watching
        .status()
        ?.drift.filter(({ state }) => state === 'open')
        .map(nameOf) ?? [];
    const waits: number[] = [];
    try {
      const end = performance.now() + SECONDS * 1000;
      for (let n = 0; n < DAMAGES.length || performance.now() < end; n++) {
        const { name, sql, mend } = DAMAGES[n % DAMAGES.length] ?? { name: '', sql: '', mend: '' };
        await target.run(sql);
        const began = performance.now();
        await expect.poll(open, PATIENCE).toEqual([name]);
        waits.push((performance.now() - began) / 1000);
        expect(watching.status()?.ready).toBe(false);
        await target.run(mend);
        await expect.poll(open, PATIENCE).toEqual([]);
      }
      const told = events.flatMap((event) => (event.type === 'drift-opened' ? event.drift.map(nameOf) : []));
      expect(new Set(told)).toEqual(new Set(DAMAGES.map(({ name }) => name)));
      expectNeverReadyWithDrift(events);
      await writer.stop();
      await expect.poll(() => watching.status()?.ready, PATIENCE).toBe(true);
    } finally {
      await writer.stop();
      stop.abort();
      await done.catch(() => undefined);
      await rm(folder, { recursive: true });
    }
    console.log(
      `${from} to ${to}: ${String(writer.written.writes)} writes, ${String(waits.length)} times damaged, open after ` +
        `${Math.max(...waits).toFixed(1)} s at most`,
    );
  },
  SECONDS * 1000 + 300_000,
);

function expectNeverReadyWithDrift(events: readonly WatchEvent[]): void {
  let open = 0;
  for (const event of events) {
    if (event.type === 'drift-opened') open += event.drift.length;
    if (event.type === 'drift-resolved') open -= event.drift.length;
    if (event.type === 'ready' && event.ready) expect(open).toBe(0);
  }
}

/** What a feed tells is never lost: a row that could not be looked at makes its table dirty, as a feed that broke off does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import type { Adapter, Changes, Database, Feed, TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { WatchEvent, WatchStatus } from '../../src/model/watch.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { watch } from '../../src/watch/watch.ts';
import { changingSide } from '../support/changing-side.ts';
import { column, table } from '../support/shapes.ts';

const QUIET: Changes = { keys: [], dirty: [], lagSeconds: null, more: false };
const WRITTEN: Changes = { ...QUIET, keys: [{ view: 0, key: ['1'] }] };

const T = table('t', { columns: [column('id', 'integer'), column('v', 'text')] });

/** A side with one table of two rows, of which the members are others. */
function side(members: (database: Database) => Partial<Database>): Adapter {
  const plain = memory({
    tables: [
      {
        ...T,
        rows: [
          ['1', 'a'],
          ['2', 'b'],
        ],
      },
    ],
  });
  return withDatabase(plain, members);
}

function withDatabase(adapter: Adapter, members: (database: Database) => Partial<Database>): Adapter {
  return {
    ...adapter,
    open: async (options) => {
      const database = await adapter.open(options);
      return withMembers(database, members(database));
    },
  };
}

/** A feed that gives these answers in turn, and then none. */
function feedOf(...answers: (Changes | Error)[]): Feed {
  return {
    poll: async () => {
      const answer = answers.shift() ?? QUIET;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Watches until an event, or what is known then, says that it is enough; answers with that event. */
async function watchUntil(
  source: Adapter,
  target: Adapter,
  isEnough: (event: WatchEvent, status: WatchStatus | null) => boolean,
): Promise<WatchEvent> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-hints-'));
  const options = { ledger: join(folder, 'ledger'), settle: 50, budget: 1, compareSchema: false } as const;
  const watching = watch({ source, target, ...options });
  try {
    for await (const event of watching.events()) if (isEnough(event, watching.status())) return event;
    throw new Error('it ended before');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function firstOf(type: WatchEvent['type'], source: Adapter, target: Adapter): Promise<WatchEvent> {
  return watchUntil(source, target, (event) => event.type === type);
}

it('a row that could not be looked at makes its table dirty', async () => {
  const lost = new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'no such luck');
  const failing = (reader: TableReader): TableReader =>
    withMembers(reader, {
      async *rows() {
        throw lost;
      },
    });
  const source = side((database) => ({
    feed: async () => feedOf(WRITTEN),
    reader: (view) => failing(database.reader(view)),
  }));
  const event = await firstOf(
    'dirty',
    source,
    side(() => ({})),
  );
  expect(event).toMatchObject({
    reason: expect.stringContaining('could not be looked at: ADAPTER_STATEMENT_FAILED') as string,
  });
});

it('a feed that breaks off makes every table dirty', async () => {
  const source = side(() => ({
    feed: async () => feedOf(QUIET, new CrosstallyError('ADAPTER_CONNECTION_LOST', 'gone')),
  }));
  const event = await firstOf(
    'dirty',
    source,
    side(() => ({})),
  );
  expect(event).toMatchObject({ reason: expect.stringContaining('the feed of the source broke off') as string });
});

it('a row that a feed tells of is looked at, and is drift when it differs', async () => {
  const other = memory({
    tables: [
      {
        ...T,
        rows: [
          ['1', 'x'],
          ['2', 'b'],
        ],
      },
    ],
  });
  const event = await firstOf(
    'drift-opened',
    side(() => ({ feed: async () => feedOf(WRITTEN) })),
    other,
  );
  expect(event).toMatchObject({ drift: [{ kind: 'changed', key: ['1'] }] });
});

it('a row that does not come to rest is looked at until it does', async () => {
  const shape = { columns: T.columns };
  let reads = 0;
  const source = changingSide([['1', 'a']], {
    shape,
    onRead: ({ kind }, written) => {
      if (kind !== 'rows') return;
      written.write((rows) => (rows[0] = ['1', String(reads++)]));
    },
  });
  const told = withDatabase(source.adapter, () => ({ feed: async () => feedOf(WRITTEN) }));
  // Far more than one look makes, so that the first one is long over.
  const isStillLookedAt = (_: WatchEvent, status: WatchStatus | null): boolean => reads > 200 && status?.suspects === 1;
  await watchUntil(told, changingSide([['1', 'b']], { shape }).adapter, isStillLookedAt);
}, 30_000);

/** The hash that any engine can compute must not take one value for another, whichever engine wrote it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TableView } from '../../src/model/view.ts';
import type { TestEngine } from '../support/servers.ts';
import { hashTextOf } from '../../adapters/sql/hash-text.ts';
import { entryOf, formTable, isCannot, valuesFor } from './forms/form-case.ts';
import type { FormCase } from './forms/form-case.ts';
import { NUMBER_CASES } from './forms/numbers.ts';
import { OTHER_CASES } from './forms/others.ts';
import { TEXT_CASES } from './forms/texts.ts';
import { TIME_CASES } from './forms/times.ts';
import { opened, shapeOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { sqlSubject } from './sql-subject.ts';

const CASES: readonly FormCase[] = [...NUMBER_CASES, ...TEXT_CASES, ...TIME_CASES, ...OTHER_CASES];
const ENGINES: readonly TestEngine[] = ['postgres', 'mysql', 'mariadb'];
/** Forms of which the engines may write one value in two ways: that costs a closer look, and no more. */
const TWO_WAYS = new Set(['uuid']);

interface Hashed {
  readonly where: string;
  /** How the texts are written. */
  readonly name: string;
  readonly canonical: string;
  readonly hash: bigint;
}

const subjects: Subject[] = [];
const hashed: Hashed[] = [];

beforeAll(async () => {
  for (const engine of ENGINES) {
    const subject = await sqlSubject(engine);
    subjects.push(subject);
    for (const [number, one] of CASES.entries())
      hashed.push(...(await hashesOf(subject, one, `hash_${String(number)}`)));
  }
}, 120_000);
afterAll(async () => {
  for (const subject of subjects) await subject[Symbol.asyncDispose]();
});

describe('a hash of texts', () => {
  it('is of many values of every engine', () => {
    for (const engine of ENGINES) {
      expect(hashed.filter(({ where }) => where.startsWith(`${engine} `)).length).toBeGreaterThan(80);
    }
  });

  it('is equal for no two values', () => {
    const taken = new Map<string, Hashed>();
    for (const one of hashed) {
      const other = taken.get(`${one.name} ${String(one.hash)}`);
      if (other !== undefined) expect(one.canonical, `${one.where} and ${other.where}`).toBe(other.canonical);
      taken.set(`${one.name} ${String(one.hash)}`, one);
    }
  });

  it('is equal for one value, whoever writes it', () => {
    const taken = new Map<string, Hashed>();
    for (const one of hashed.filter(({ name }) => !TWO_WAYS.has(name.split(' ')[0] ?? ''))) {
      const other = taken.get(`${one.name} ${one.canonical}`);
      if (other !== undefined) expect(one.hash, `${one.where} and ${other.where}: ${one.canonical}`).toBe(other.hash);
      taken.set(`${one.name} ${one.canonical}`, one);
    }
  });

  it('of known values is the same on every engine', async () => {
    const proofs = new Set<string>();
    for (const subject of subjects) {
      await subject.make({
        name: 'known',
        columns: { id: 'integer', amount: 'decimal', name: 'text', code: 'bytes', born: 'date', at: 'timestamp' },
        key: ['id'],
        rows: [],
      });
      proofs.add(
        await opened(subject, async (database) => {
          const forms = {
            id: 'integer',
            amount: 'decimal',
            name: 'text',
            code: 'bytes',
            born: 'date',
            at: 'timestamp',
          } as const;
          const view = viewOf(await shapeOf(database, subject.schema, 'known'), { columns: forms, keyLength: 1 });
          return (await portable(database, view)?.calibrate()) ?? subject.engine;
        }),
      );
    }
    expect(proofs.size).toBe(1);
  });
});

async function hashesOf(subject: Subject, one: FormCase, table: string): Promise<Hashed[]> {
  const engine = subject.engine as TestEngine;
  const type = entryOf(one.type, engine);
  if (isCannot(type)) return [];
  return opened(subject, async (database) => {
    const values = valuesFor(one, engine, Number.parseInt(database.engine.version, 10));
    await subject.server?.run(formTable(table, { type, engine }, values));
    const shape = await shapeOf(database, subject.schema, table);
    const view = viewOf(shape, { columns: { v: one.form }, timeZone: one.timeZone ?? 'UTC' });
    const [column] = view.columns;
    const name = column === undefined ? null : (hashTextOf(column)?.name ?? null);
    if (name === null) return [];
    const found: Hashed[] = [];
    for (const [id, canonical] of [...values.map((value) => value.canonical), 'no value'].entries()) {
      const row: TableView = { ...view, index: 'PRIMARY', where: `id = ${String(id)}` };
      const [digest] = (await portable(database, row)?.digest([EVERYTHING])) ?? [];
      expect(digest?.rows, `${engine} ${one.what} ${canonical}`).toBe(1);
      found.push({ where: `${engine} ${one.what}`, name, canonical, hash: digest?.hash ?? 0n });
    }
    return found;
  });
}

function portable(database: Database, view: TableView) {
  return database.reader(view).pushdowns.find(({ identity }) => identity.includes('sha256'));
}

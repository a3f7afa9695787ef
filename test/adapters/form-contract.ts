import { describe, expect, it } from 'vitest';
import { FORMS } from '../../src/model/form.ts';
import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestEngine } from '../support/servers.ts';
import { entryOf } from './forms/form-case.ts';
import type { Cannot, FormCase } from './forms/form-case.ts';
import { NUMBER_CASES } from './forms/numbers.ts';
import { OTHER_CASES } from './forms/others.ts';
import { TEXT_CASES } from './forms/texts.ts';
import { TIME_CASES } from './forms/times.ts';
import { opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

const CASES: readonly FormCase[] = [...NUMBER_CASES, ...TEXT_CASES, ...TIME_CASES, ...OTHER_CASES];

/** Forms of which a single row is looked up by its key. */
const KEY_FORMS = Object.keys(FORMS).filter((form) => form !== 'json' && form !== 'float');

/** The table of canonical forms, one column type after the other, with the awkward values of each. */
export function formContract(engine: string, get: () => Subject): void {
  if (engine === 'memory') return;
  const server = engine as TestEngine;
  describe('brings a value into its canonical form', () => {
    for (const [number, one] of CASES.entries()) {
      const type = entryOf(one.type, server);
      if (isCannot(type)) continue;
      it(`${one.form} of ${one.what}`, () => readsForm(get(), { one, type, table: `form_${String(number)}` }));
    }

    it('for every form there is', () => {
      const forms = CASES.filter(({ type }) => !isCannot(entryOf(type, server))).map(({ form }) => form);
      expect([...new Set(forms)].sort()).toEqual(Object.keys(FORMS).sort());
    });
  });
}

interface Reading {
  readonly one: FormCase;
  readonly type: string;
  readonly table: string;
}

async function readsForm(subject: Subject, { one, type, table }: Reading): Promise<void> {
  const server = subject.engine as TestEngine;
  const values = one.values.flatMap(([canonical, sql]) => {
    const literal = typeof sql === 'string' ? sql : entryOf(sql, server);
    return isCannot(literal) ? [] : [{ canonical, literal }];
  });
  const rows = [...values.map(({ literal }) => literal), 'null'].map((sql, id) => `(${String(id)}, ${sql})`);
  if (type === 'mood') await subject.server?.run(`create type mood as enum ('sad', 'ok', 'ä;:-~')`);
  await subject.server?.run(
    `${laxMode(server)} create table ${table} (id int primary key, v ${type}); insert into ${table} values ${rows.join(', ')}`,
  );
  await opened(subject, async (database) => {
    const shape = await shapeOf(database, subject.schema, table);
    const timeZone = one.timeZone ?? 'UTC';
    const view = viewOf(shape, { columns: { v: one.form }, timeZone });
    expect(await database.refusesTimeZone(timeZone)).toBeNull();

    const read = (await valuesOf(database.reader(view).frames(EVERYTHING))).map((value) => printed(one, value));
    expect(read.sort()).toEqual([...values.map(({ canonical }) => canonical), 'NULL'].sort());

    if (!KEY_FORMS.includes(one.form)) return;
    const byKey = database.reader({ ...view, keyLength: 1 });
    for (const { canonical } of values) {
      const found = await textsOf(view, byKey.rows([[canonical]]));
      expect(found, `looked up by ${canonical}`).toContainEqual([canonical]);
      expect(found).not.toContainEqual([null]);
    }
    expect(await textsOf(view, byKey.rows([[null]]))).toContainEqual([null]);
  });
}

/** Zero dates and days of no calendar are what old tables are full of. */
function laxMode(engine: TestEngine): string {
  return engine === 'postgres' ? '' : `set sql_mode = 'ALLOW_INVALID_DATES';`;
}

async function valuesOf(frames: AsyncIterable<Parameters<typeof collect>[0]>): Promise<(Uint8Array | null)[]> {
  const values: (Uint8Array | null)[] = [];
  for await (const batch of frames) values.push(...collect(batch));
  return values;
}

function collect(batch: { bytes: Uint8Array; starts: Uint32Array; ends: Uint32Array; count: number }) {
  return Array.from({ length: batch.count }, (_, i) => {
    const [value = null] = frameColumns(batch.bytes, batch.starts[i] ?? 0, batch.ends[i] ?? 0);
    return value === null ? null : Uint8Array.from(value);
  });
}

function printed({ form }: FormCase, value: Uint8Array | null): string {
  if (value === null) return 'NULL';
  return form === 'float' ? Buffer.from(value).toString('hex') : formText(form, value);
}

function isCannot(entry: string | Cannot): entry is Cannot {
  return typeof entry !== 'string';
}

import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/model/column.ts';
import { canLookUp, formText } from '../../src/model/form.ts';
import type { Form } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { RULES } from '../../src/model/rule.ts';
import type { TestEngine } from '../support/servers.ts';
import { entryOf, formTable, isCannot, valuesFor } from './forms/form-case.ts';
import type { FormCase } from './forms/form-case.ts';
import { NUMBER_CASES } from './forms/numbers.ts';
import { OTHER_CASES } from './forms/others.ts';
import { TEXT_CASES } from './forms/texts.ts';
import { TIME_CASES } from './forms/times.ts';
import { hasServer, opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

const CASES: readonly FormCase[] = [...NUMBER_CASES, ...TEXT_CASES, ...TIME_CASES, ...OTHER_CASES];

/** The table of canonical forms, one column type after the other, with the awkward values of each. */
export function formContract(engine: string, get: () => Subject): void {
  // Memory holds canonical forms, and a fingerprint the hashes of them: neither has values of another look.
  if (!hasServer(engine)) return;
  const server = engine;
  describe('brings a value into its canonical form', () => {
    const seen = new Map<Kind, Set<Form>>();
    for (const [number, one] of CASES.entries()) {
      const type = entryOf(one.type, server);
      if (isCannot(type)) continue;
      it(`${one.form} of ${one.what}`, async () => {
        const kind = await readsForm(get(), { one, type, table: `form_${String(number)}` });
        seen.set(kind, (seen.get(kind) ?? new Set()).add(one.form));
      });
    }

    it('for every kind of column that a rule can ask it of', () => {
      const asked = RULES.flatMap(({ form, pairs, onRequest = [] }) =>
        [...pairs, ...onRequest].flat().map((kind) => ({ form, kind })),
      );
      const untried = asked.filter(({ form, kind }) => seen.has(kind) && seen.get(kind)?.has(form) === false);
      expect(new Set(untried.map(({ form, kind }) => `${form} of ${kind}`))).toEqual(new Set());
      expect(seen.size).toBeGreaterThan(15);
    });
  });
}

interface Reading {
  readonly one: FormCase;
  readonly type: string;
  readonly table: string;
}

/** The kind of the column that was read. */
async function readsForm(subject: Subject, { one, type, table }: Reading): Promise<Kind> {
  const server = subject.engine as TestEngine;
  const version = await opened(subject, async ({ engine }) => Number.parseInt(engine.version, 10));
  const values = valuesFor(one, server, version);
  await subject.server?.run(formTable(table, { type, engine: server }, values));
  return opened(subject, async (database) => {
    const shape = await shapeOf(database, subject.schema, table);
    const kind = shape.columns.find((column) => column.name === 'v')?.type.kind ?? 'other';
    const timeZone = one.timeZone ?? 'UTC';
    const view = viewOf(shape, { columns: { v: one.form }, timeZone });
    expect(await database.refusesTimeZone(timeZone)).toBeNull();

    const read = (await valuesOf(database.reader(view).frames(EVERYTHING))).map((value) => printed(one, value));
    expect(read.sort()).toEqual([...values.map(({ canonical }) => canonical), 'NULL'].sort());

    if (!canLookUp(one.form, kind)) return kind;
    const byKey = database.reader({ ...view, keyLength: 1 });
    for (const { canonical } of values) {
      const found = await textsOf(view, byKey.rows([[canonical]]));
      expect(found, `looked up by ${canonical}`).toContainEqual([canonical]);
      expect(found).not.toContainEqual([null]);
    }
    expect(await textsOf(view, byKey.rows([[null]]))).toContainEqual([null]);
    return kind;
  });
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

/** Fixes as one script, and equal findings said once. */
import { expect, it } from 'vitest';
import type { Finding, Report } from '../../src/index.ts';
import { fixScript } from '../../src/report/fix-script.ts';
import { definitionLines } from '../../src/report/text/definitions.ts';
import { WHOLE } from '../../src/report/text/extent.ts';

function finding(table: string, given: Partial<Finding> = {}): Finding {
  return {
    kind: 'changed',
    object: 'column',
    table,
    name: 'last_update',
    aspect: 'nullable',
    severity: 'blocker',
    source: 'NOT NULL',
    target: 'NULL',
    message: 'the target takes NULL',
    fix: `alter table ${table} alter column last_update set not null;`,
    ...given,
  };
}

function reportOf(schema: readonly Finding[]): Report {
  return { verdict: 'mismatch', tables: [], schema, notCompared: [], warnings: [], loosened: [] } as unknown as Report;
}

const LAYOUT = { color: false, width: 200 };

it('a script has every fix once, in the order of the report, behind what it is for, and none of a note', () => {
  const script = fixScript(
    reportOf([
      finding('a', { message: 'two\nlines' }),
      finding('b'),
      finding('b', { name: 'other', fix: finding('b').fix }),
      finding('c', { severity: 'note' }),
      finding('d', { fix: null }),
    ]),
  );
  expect(script.split('\n').slice(2)).toEqual([
    '-- blocker: changed column a · last_update · nullable: two lines',
    'alter table a alter column last_update set not null;',
    '',
    '-- blocker: changed column b · last_update · nullable: the target takes NULL',
    'alter table b alter column last_update set not null;',
    '',
  ]);
});

it('what many tables have alike is said once, with their tables; one that differs is said by itself', () => {
  const tables = Array.from({ length: 7 }, (_, i) => `s.t${String(i)}`);
  const text = definitionLines(
    reportOf([...tables.map((table) => finding(table)), finding('s.odd', { target: 'NULL, in other words' })]),
    LAYOUT,
    WHOLE,
  ).join('\n');
  expect(text).toContain('7 tables alike: s.t0, s.t1, s.t2, and 4 more');
  expect(text.match(/changed column last_update/g)).toHaveLength(2);
  expect(text).toContain('  s.odd\n');
  // Two of them are no crowd.
  const few = definitionLines(reportOf(tables.slice(0, 2).map((table) => finding(table))), LAYOUT, WHOLE).join('\n');
  expect(few).not.toContain('alike');
});

it('short names of tables are no obstacle; of what is too much the rare is shown, and the rest by its kinds', () => {
  const index = (i: number): Finding =>
    finding(`s.t${String(i)}`, {
      object: 'index',
      kind: 'missing',
      name: `t${String(i)}_a`,
      aspect: null,
      target: null,
    });
  const alone = Array.from({ length: 4 }, (_, i) => finding(`s.x${String(i)}`, { name: `odd${String(i)}` }));
  const policy = finding('s.t1', { object: 'policy', kind: 'missing', name: 'own', aspect: null });
  const extent = { ...WHOLE, findings: 3 };
  const text = definitionLines(reportOf([index(1), index(2), index(3), ...alone, policy]), LAYOUT, extent).join('\n');
  expect(text).toContain('3 tables alike: s.t1, s.t2, s.t3');
  expect(text).toContain('missing index {table}_a');
  expect(text).toContain('missing policy own');
  expect(text).toContain('… and 2 more (2 changed column): --full has them all');
});

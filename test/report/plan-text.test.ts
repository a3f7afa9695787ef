import { expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import { plan } from '../../src/index.ts';
import { textPlan } from '../../src/report/plan-text.ts';
import { table } from '../support/shapes.ts';

it('a plan of many tables is a line a table; columns and statements are shown when they are asked for', async () => {
  const tables = Array.from({ length: 500 }, (_, i) => ({ ...table(`t${String(i)}`), rows: [] }));
  const made = await plan({ source: memory({ tables }), target: memory({ tables }) });
  const short = textPlan(made, { color: false, width: 80 });
  expect(short.split('\n').length).toBeLessThan(520);
  expect(short).toContain('public.t499  id  by key order');
  expect(textPlan(made, { color: false, width: 80, sql: true }).length).toBeGreaterThan(2 * short.length);
});

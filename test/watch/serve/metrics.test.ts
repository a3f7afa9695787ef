import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { metricNames, metricsText } from '../../../src/watch/serve/metrics.ts';
import { before, HOSTILE, status, troubled, watched } from './made-up.ts';
import { parseMetrics } from './prometheus.ts';

function sample(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const wanted = JSON.stringify(labels);
  return parseMetrics(text)
    .get(name)
    ?.samples.find((one) => JSON.stringify(one.labels) === wanted)?.value;
}

describe('metrics', () => {
  const text = metricsText(troubled());

  it('have the names that dashboards go by', () => {
    const table = { table: 'public.orders' };
    expect(sample(text, 'crosstally_up')).toBe(1);
    expect(sample(text, 'crosstally_ready_to_cut_over')).toBe(0);
    expect(sample(metricsText(status()), 'crosstally_ready_to_cut_over')).toBe(1);
    expect(sample(text, 'crosstally_last_clean_pass_timestamp_seconds', table)).toBe(Date.parse(before(100)) / 1000);
    expect(sample(text, 'crosstally_pass_started_timestamp_seconds', { table: 'public.items' })).toBe(
      Date.parse(before(12)) / 1000,
    );
    expect(sample(text, 'crosstally_rows_compared_total', { table: 'public.items' })).toBe(1_234_567);
    expect(sample(text, 'crosstally_drift_rows', { ...table, kind: 'changed' })).toBe(1);
    expect(sample(text, 'crosstally_drift_rows', { ...table, kind: 'extra' })).toBe(0);
    expect(sample(text, 'crosstally_suspect_rows', table)).toBe(12);
    expect(sample(text, 'crosstally_oldest_suspect_age_seconds')).toBe(2.5);
    expect(sample(text, 'crosstally_query_seconds_total', { side: 'source' })).toBe(210.5);
    expect(sample(text, 'crosstally_feed_lag_seconds', { side: 'source' })).toBe(0.4);
    expect(sample(text, 'crosstally_feed_gaps_total', { side: 'target' })).toBe(2);
    expect(sample(text, 'crosstally_table_dirty', { table: 'public.events' })).toBe(1);
    expect(sample(text, 'crosstally_table_incomplete', { table: 'public.blobs' })).toBe(1);
  });

  it('say never as 0, so that an age alarms, and leave out what is not known', () => {
    expect(sample(text, 'crosstally_last_clean_pass_timestamp_seconds', { table: 'public.logs' })).toBe(0);
    expect(sample(text, 'crosstally_feed_lag_seconds', { side: 'target' })).toBeUndefined();
    expect(sample(text, 'crosstally_definition_blockers')).toBeUndefined();
  });

  it('are not ready before anything is known', () => {
    expect([...parseMetrics(metricsText(null)).keys()]).toEqual(metricNames().slice(0, 3));
    expect(sample(metricsText(null), 'crosstally_ready_to_cut_over')).toBe(0);
  });

  it('hold no key', () => {
    expect(text).not.toMatch(/104[12]/);
  });

  it('carry any name', () => {
    const hostile = metricsText(status({ tables: [watched(HOSTILE), watched('plain')] }));
    expect(sample(hostile, 'crosstally_suspect_rows', { table: `public.${HOSTILE}` })).toBe(0);
  });

  it.each([
    ['no line end', 'a'],
    ['a value that is none', '# HELP a b\n# TYPE a gauge\na NaN!\n'],
    ['a quote in a label', '# HELP a b\n# TYPE a gauge\na{b="c"d"} 1\n'],
    ['a sample twice', '# HELP a b\n# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n'],
    ['a counter by another name', '# HELP a b\n# TYPE a counter\na 1\n'],
  ])('are read by a reader that bites: %s', (_, broken) => {
    expect(() => parseMetrics(broken)).toThrow();
  });

  it.runIf(spawnSync('promtool', ['--version']).status === 0)('please promtool', () => {
    const input = metricsText(status({ tables: [watched(HOSTILE), ...troubled().tables] }));
    execFileSync('promtool', ['check', 'metrics'], { input });
  });
});

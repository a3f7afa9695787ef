import { describe, expect, it } from 'vitest';
import { REPORT } from '../../src/config/options/report.ts';
import { formatReport } from '../../src/report/format.ts';
import type { ReportFormat } from '../../src/report/format.ts';
import { jsonReport } from '../../src/report/json.ts';
import { textReport } from '../../src/report/text.ts';
import { STORIES } from './stories.ts';

describe.each(Object.entries(STORIES))('the report %s', (_name, report) => {
  it('looks as on the command line', () => {
    expect(formatReport(report)).toBe(textReport(report, { color: false, width: 100 }));
    expect(formatReport(report, 'text', { width: 60 })).toBe(textReport(report, { color: false, width: 60 }));
    expect(formatReport(report, 'json')).toBe(jsonReport(report));
  });
});

it('has every format that the command line has, and no other', () => {
  const report = Object.values(STORIES)[0] as (typeof STORIES)[string];
  const { enum: formats } = REPORT.format.kind.json as { enum: ReportFormat[] };
  for (const format of formats) expect(formatReport(report, format)).not.toBe('');
  expect(() => formatReport(report, 'yaml' as ReportFormat)).toThrow("there is no report format 'yaml'");
  expect(() => formatReport(report, 'toString' as ReportFormat)).toThrow('there is no report format');
});

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../src/report/json.ts';
import { missing, rows, table, told } from './made-up.ts';
import { STORIES } from './stories.ts';

const ours = read('../../report.schema.json');
/** Format 1 as it was agreed on: a copy that nobody edits. Fields may be added, none may change its meaning. */
const agreed = read('format-1.schema.json');

function read(path: string): object {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as object;
}

/** What is wrong with a report, by a schema. */
function problems(schema: object, report: unknown): unknown {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(report) ? [] : validate.errors;
}

describe.each(Object.entries(STORIES))('the JSON of %s', (_, report) => {
  const parsed = JSON.parse(jsonReport(report)) as object;

  it('validates', () => {
    expect(problems(ours, parsed)).toEqual([]);
  });

  it('validates against format 1 as agreed', () => {
    expect(problems(agreed, parsed)).toEqual([]);
  });

  it('says the same as the report', () => {
    expect(parsed).toEqual(report);
  });
});

describe('the schema', () => {
  it('bites', () => {
    const [report] = Object.values(STORIES);
    for (const schema of [ours, agreed]) {
      expect(problems(schema, { ...report, verdict: 'fine' })).not.toEqual([]);
      expect(problems(schema, { ...report, startedAt: 'yesterday' })).not.toEqual([]);
      expect(problems(schema, { ...report, tables: [{}] })).not.toEqual([]);
    }
    expect(problems(ours, { ...report, warnings: [1] })).not.toEqual([]);
  });

  it('takes nothing away from format 1', () => {
    expect(ours).toMatchObject(agreed);
  });
});

describe('the text of the JSON', () => {
  it('holds no control character, and the value all the same', () => {
    const key = 'a\u001b\u009b\u007f\u2028b';
    const users = table('users', ['name'], { name: 'TXT-1' });
    const outcome = { rows: rows(1, 0, { missing: 1 }) };
    const text = jsonReport(told([{ table: users, outcome, differences: [missing(key)] }]));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ tables: [{ differences: [{ key: { name: key } }] }] });
  });
});

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { WatchStatus } from '../../../src/model/watch.ts';
import { DRIFT_LISTED } from '../../../src/model/watch.ts';
import { statusJson } from '../../../src/watch/serve/status-json.ts';
import { drifted, HOSTILE, status, troubled, watched } from './made-up.ts';

const schema = JSON.parse(readFileSync(new URL('../../../watch-status.schema.json', import.meta.url), 'utf8')) as {
  properties: { drift: { maxItems: number } };
};

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function problems(value: unknown): unknown {
  return validate(value) ? [] : validate.errors;
}

const stories: [string, WatchStatus][] = [
  ['a ready one', status()],
  ['one in trouble', troubled()],
  ['one without tables', status({ ready: false, readySince: null, reasons: ['no table is compared'], tables: [] })],
  ['hostile names', status({ tables: [watched(HOSTILE)], drift: [drifted(HOSTILE, { state: 'accepted', endedAt: status().at })] })], // prettier-ignore
  ['a key of NULL and copies', status({ ready: false, readySince: null, reasons: ['1'], openDrift: 3, drift: [drifted('', { key: [null, ''], count: 3 })] })], // prettier-ignore
  ['neither budget nor limit', status({ budget: null, blockers: null })],
];

describe.each(stories)('the JSON of %s', (_, told) => {
  const text = statusJson(told);

  it('validates, and says the same as the status', () => {
    expect(problems(JSON.parse(text))).toEqual([]);
    expect(JSON.parse(text)).toMatchObject(told);
  });

  it('holds no control character', () => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
  });
});

describe('the schema of a status', () => {
  it.each([
    ['a word that is none', { ready: 'yes' }],
    ['ready with reasons', { reasons: ['a row differs'] }],
    ['ready with open drift', { openDrift: 1 }],
    ['not ready without a reason', { ready: false, readySince: null }],
    ['a time that is none', { at: 'yesterday' }],
    ['a table without its name', { tables: [{ openDrift: 0 }] }],
    ['drift without its key', { drift: [{ ...drifted('1'), key: [] }] }],
    ['drift that is over and does not say since when', { drift: [drifted('1', { state: 'resolved' })] }],
    ['more drift than the list holds', { drift: Array.from({ length: DRIFT_LISTED + 1 }, () => drifted('1')) }],
  ])('bites: %s', (_, change) => {
    const told = JSON.parse(statusJson(status())) as object;
    expect(problems(told)).toEqual([]);
    expect(problems({ ...told, ...change })).not.toEqual([]);
  });

  it('has the bound of the list', () => {
    expect(schema.properties.drift.maxItems).toBe(DRIFT_LISTED);
  });
});

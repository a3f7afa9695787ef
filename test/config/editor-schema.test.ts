/** What an editor knows of the config file, held against what crosstally takes. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { flagsOf } from '../../src/cli/options.ts';
import { parseConfig } from '../../src/config/file.ts';
import { flagName, OPTION_NAMES } from '../../src/config/options.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = JSON.parse(read('config.schema.json')) as { properties: Record<string, unknown> };
const page = read('docs/config.md');
const [, example = ''] = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(page) ?? [];
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe('the schema for editors', () => {
  it('has every option, and no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...OPTION_NAMES, 'pairs'].sort());
  });

  it('is what a program can import', () => {
    const { exports, files } = JSON.parse(read('package.json')) as { exports: object; files: string[] };
    expect(exports).toHaveProperty(['./config.schema.json'], './config.schema.json');
    expect(files).toContain('config.schema.json');
  });

  it.each([
    ['tabels: a', false],
    ['tables: { a: b }', false],
    ['concurrency: 65', false],
    ['where: 3', false],
    ['floatTolerance: { a: 1e-9, b: "0.1" }', true],
    ['asNull: zero-dates', true],
    ['key: [orders=id, code]', true],
    ['schemaSeverity: { trigger: fatal }', false],
    ['wouldHold: unique(a.b)', true],
    ['strict: yes please', false],
    ['pairs: { a: { source: mysql://a/b, target: mysql://a/c, strict: true } }', true],
    ['pairs: { a: { tabels: x } }', false],
    ['pairs: []', false],
  ])('takes and refuses what crosstally does: %s', (text, fits) => {
    expect(validate(parse(text))).toBe(fits);
    expect(parseConfig(text, 'c.yaml', {}).problems.length === 0).toBe(fits);
  });
});

describe('the config file in the documents', () => {
  it('has every option', () => {
    expect(Object.keys(parse(example) as object).sort()).toEqual([...OPTION_NAMES].sort());
  });

  it('is taken by the schema for editors and by crosstally', () => {
    validate(parse(example));
    expect(validate.errors).toBeNull();
    const environment = { OLD_PASSWORD: 'a', NEW_PASSWORD: 'b' };
    const { said, problems } = parseConfig(example, 'docs/config.md', environment);
    expect(problems).toEqual([]);
    expect(said).toMatchObject({
      where: { countries: '1 = 1' },
      asNull: [
        { columns: 'orders.shipped', value: 'zero-dates' },
        { columns: 'customers.*', value: 'zero-dates' },
        { columns: 'customers.*', value: 'empty' },
      ],
    });
  });

  it('says nothing that a flag could not', () => {
    const flags = OPTION_NAMES.map(flagName).filter((flag) => flag !== null);
    const taken = { ...flagsOf('verify'), ...flagsOf('plan'), ...flagsOf('watch'), ...flagsOf('fingerprint') };
    expect(flags.filter((flag) => !(flag in taken))).toEqual([]);
    expect(OPTION_NAMES.length - flags.length).toBe(2);
  });
});

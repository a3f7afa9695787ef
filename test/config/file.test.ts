import { describe, expect, it } from 'vitest';
import { parseConfig, readConfigFile } from '../../src/config/file.ts';

/** The config file from its lines, so that line numbers can be counted. */
function parse(lines: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return parseConfig(lines.join('\n'), 'c.yaml', environment);
}

describe('a config file', () => {
  it('says everything that flags can say', () => {
    const { said, problems } = parse([
      'source: postgres://app@old/shop',
      'target: mysql://app@new/shop',
      'schemas: [public, "sales_*"]',
      'tables: orders, customer{s,_notes}',
      'exclude: ["*_old"]',
      'map: { public.orders: shop.sales_orders }',
      'mapColumns: { customers.first: first_name, tel: phone }',
      'key: { orders: [id, line], items: "a, b", "*": code }',
      'columns: ["*"]',
      'ignoreColumns: orders.search',
      'rules: { orders.payload: JSON-1, "*.note": TXT-2 }',
      'trim: customers.*',
      'foldCase: ["*.mail"]',
      'floatTolerance: { "*": 1e-9, prices.p: "0.5" }',
      'timeTolerance: 1s',
      'asNull: { orders.*: [zero-dates, empty], log.day: zero-dates }',
      'where: deleted_at is null',
      'sourceWhere: { orders: created < 3, "*": a = 1 }',
      'targetWhere: ["log: day > 3", "b = 2"]',
      'sourceTimeZone: Europe/Berlin',
      'targetTimeZone: +02:00',
      'strategy: stream',
      'chunkRows: 5000',
      'concurrency: 8',
      'maxDifferences: 0',
      'compareSchema: false',
      'schemaIgnore: index:*, column.comment',
      'schemaSeverity: { "index:public.log.*": note, trigger: warning }',
      'strict: true',
      'format: json',
      'output: report.json',
    ]);
    expect(problems).toEqual([]);
    expect(said).toEqual({
      source: 'postgres://app@old/shop',
      target: 'mysql://app@new/shop',
      schemas: ['public', 'sales_*'],
      tables: ['orders', 'customer{s,_notes}'],
      exclude: ['*_old'],
      map: [{ source: 'public.orders', target: 'shop.sales_orders' }],
      mapColumns: [
        { table: 'customers', source: 'first', target: 'first_name' },
        { table: null, source: 'tel', target: 'phone' },
      ],
      key: [
        { table: 'orders', columns: ['id', 'line'] },
        { table: 'items', columns: ['a', 'b'] },
        { table: null, columns: ['code'] },
      ],
      columns: ['*'],
      ignoreColumns: ['orders.search'],
      rules: [
        { columns: 'orders.payload', value: 'JSON-1' },
        { columns: '*.note', value: 'TXT-2' },
      ],
      trim: ['customers.*'],
      foldCase: ['*.mail'],
      floatTolerance: [
        { columns: null, value: 1e-9 },
        { columns: 'prices.p', value: 0.5 },
      ],
      timeTolerance: [{ columns: null, value: 1_000_000 }],
      asNull: [
        { columns: 'orders.*', value: 'zero-dates' },
        { columns: 'orders.*', value: 'empty' },
        { columns: 'log.day', value: 'zero-dates' },
      ],
      where: 'deleted_at is null',
      sourceWhere: { orders: 'created < 3', '*': 'a = 1' },
      targetWhere: { log: 'day > 3', '*': 'b = 2' },
      sourceTimeZone: 'Europe/Berlin',
      targetTimeZone: '+02:00',
      strategy: 'stream',
      chunkRows: 5000,
      concurrency: 8,
      maxDifferences: 0,
      compareSchema: false,
      schemaIgnore: ['index:*', 'column.comment'],
      schemaSeverity: [
        { glob: 'index:public.log.*', severity: 'note' },
        { glob: 'trigger', severity: 'warning' },
      ],
      strict: true,
      format: 'json',
      output: 'report.json',
    });
  });

  it('takes maps and keys as flags write them, too', () => {
    const { said } = parse(['map: [a=b, c.d=e.f]', 'key: orders=id,line']);
    expect(said.map).toEqual([
      { source: 'a', target: 'b' },
      { source: 'c.d', target: 'e.f' },
    ]);
    expect(said.key).toEqual([{ table: 'orders', columns: ['id', 'line'] }]);
  });

  it.each([
    ['a.b.c = 3', 'a.b.c = 3'],
    ['orders: total < 3', { orders: 'total < 3' }],
    ['shop.orders: total < 3', { 'shop.orders': 'total < 3' }],
    ['größen: a', { größen: 'a' }],
    ['day::date > now()', 'day::date > now()'],
    ["note = 'orders: x'", "note = 'orders: x'"],
    ['"a": b', '"a": b'],
  ])('takes %j for a condition', (text, where) => {
    expect(parse([`where: ${JSON.stringify(text)}`])).toMatchObject({ said: { where }, problems: [] });
  });

  it('that is no YAML is told in three lines', () => {
    const binary = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)).toString('utf8');
    const { problems } = parse([binary]);
    expect(problems.length).toBeLessThanOrEqual(3);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('may be empty', () => {
    expect(parse([''])).toEqual({ said: {}, problems: [], lines: {} });
    expect(parse(['# nothing'])).toEqual({ said: {}, problems: [], lines: {} });
  });

  it('is told all its problems at once, each with its line', () => {
    const { problems } = parse([
      'source: ${OLD}',
      'tabels: [a]',
      'tables: [orders, 3, "x["]',
      '',
      'map:',
      '  orders: shop.orders',
      '  items: [1]',
      'key:',
      '  - orders=id',
      '  - "=x"',
      'strategy: fast',
      'concurrency: 65',
      'chunkRows: 0',
      'maxDifferences: many',
      'sourceTimeZone: Mars/Phobos',
      'where: " "',
      'colour: blue',
      'target: new.example.com',
      'mapColumns:',
      '  a.b: [x]',
      'sourceWhere: ["a: b", "a: c"]',
      'rules:',
      '  a.b: JSN-1',
      '  a.c: [JSON-1, 3]',
      '  "a[": JSON-1',
      'floatTolerance: 1',
      'timeTolerance: [a=5]',
      'asNull: { a: [zero-dates, nil] }',
      'trim: { a: b }',
    ]);
    expect(problems.map((problem) => problem.replace(/ to match.*/, ''))).toEqual([
      'c.yaml:1: the environment has no OLD',
      'c.yaml:1: source is not a URL such as postgres://user@host:5432/database',
      'c.yaml:2: tabels is no option: is tables meant?',
      'c.yaml:3: tables.1 has to be a text',
      `c.yaml:3: tables.2 has a pattern that cannot be read, 'x[': Missing closing: "]" - use "\\\\]"`,
      'c.yaml:7: map.items has to be a text',
      'c.yaml:10: key.1 has to be written as column,column or table=column,column',
      'c.yaml:11: strategy has to be auto, pushdown or stream',
      'c.yaml:12: concurrency has to be a whole number from 1 to 64',
      'c.yaml:13: chunkRows has to be a whole number of at least 1',
      'c.yaml:14: maxDifferences has to be a whole number of at least 0',
      "c.yaml:15: sourceTimeZone knows no time zone 'Mars/Phobos': use a name such as Europe/Berlin or an offset such as +02:00",
      'c.yaml:16: where is empty',
      'c.yaml:17: colour is no option',
      'c.yaml:18: target is not a URL such as postgres://user@host:5432/database',
      'c.yaml:20: mapColumns.a.b has to be a text',
      'c.yaml:21: sourceWhere is given more than once for a',
      "c.yaml:23: rules.a.b knows no rule 'JSN-1': is JSON-1 meant?",
      expect.stringContaining("c.yaml:24: rules.a.c knows no rule 'JSON-1,3'"),
      expect.stringContaining("c.yaml:25: rules.a[ has a pattern that cannot be read, 'a['"),
      'c.yaml:26: floatTolerance has to be a number above 0 and below 1, such as 1e-9',
      'c.yaml:27: timeTolerance.0 has to be a time with its unit, s, ms or us, such as 10ms',
      "c.yaml:28: asNull.a knows zero-dates and empty, and not 'nil'",
      'c.yaml:29: trim has to be a list of patterns',
    ]);
  });

  it.each([
    [['source: a', 'source: b'], 'c.yaml:2: Map keys must be unique'],
    [['tables: [a', 'where: x'], 'c.yaml:2: '],
    [['- a'], 'c.yaml:1: has to hold options, each as name: value'],
    [['just words'], 'c.yaml:1: has to hold options, each as name: value'],
  ])('is refused when it is no mapping: %j', (lines, problem) => {
    expect(parse(lines).problems[0]).toContain(problem);
  });

  it('fills values from the environment that it is given', () => {
    const environment = { HOST: 'db1', EMPTY: '' };
    const { said, problems } = parse(['source: postgres://${HOST}/a${EMPTY}', 'where: x > $${HOST}'], environment);
    expect(problems).toEqual([]);
    expect(said).toEqual({ source: 'postgres://db1/a', where: 'x > ${HOST}' });
  });

  it('cannot be made to say more by a value of the environment', () => {
    const { said, problems } = parse(['where: ${X}'], { X: 'a\noutput: /etc/passwd' });
    expect({ said, problems }).toEqual({ said: { where: 'a\noutput: /etc/passwd' }, problems: [] });
  });

  it('keeps passwords out of its problems', () => {
    const { problems } = parse(['source: "app:hunter2@db"', 'target: ${URL}'], { URL: 'hunter2' });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('a config file that is not there', () => {
  it('is one sentence', async () => {
    await expect(readConfigFile('/no/such.yaml', {})).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'config file /no/such.yaml: there is no such file',
    });
    await expect(readConfigFile('/', {})).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

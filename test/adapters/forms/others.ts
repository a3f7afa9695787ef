import { noType, pg } from './form-case.ts';
import type { ByEngine, FormCase } from './form-case.ts';

const UUID = 'c0ffee00-1234-5678-9abc-def012345678';

/** A JSON text in SQL: MySQL reads escapes in a string, PostgreSQL does not. */
const json = (value: string): ByEngine<string> => ({
  postgres: `'${value}'`,
  mysql: `'${value.replaceAll('\\', '\\\\')}'`,
});

export const OTHER_CASES: readonly FormCase[] = [
  {
    form: 'uuid',
    what: 'uuid',
    type: { postgres: 'uuid', mysql: noType, mariadb: 'uuid' },
    values: [[UUID, `'${UUID.toUpperCase()}'`]],
  },
  {
    form: 'uuid',
    what: 'text',
    type: { postgres: 'text', mysql: 'char(36) character set ascii' },
    values: [
      [UUID, `'${UUID.toUpperCase()}'`],
      [UUID, `'${UUID.replaceAll('-', '')}'`],
      ['no uuid', "'no uuid'"],
      ['', "''"],
    ],
  },
  {
    form: 'uuid',
    what: '16 bytes',
    type: { postgres: 'bytea', mysql: 'varbinary(16)' },
    values: [
      [UUID, { postgres: `'\\x${UUID.replaceAll('-', '')}'`, mysql: `X'${UUID.replaceAll('-', '')}'` }],
      ['ff00', { postgres: `'\\xff00'`, mysql: `X'ff00'` }],
    ],
  },
  {
    form: 'json',
    what: 'json',
    type: { postgres: 'jsonb', mysql: 'json' },
    values: [
      ['{"a":[1,null,"é"],"b":{}}', json('{"b": {}, "a": [1.0, null, "\\u00e9"]}')],
      ['null', json('null')],
      ['"~;\\""', json('"~;\\""')],
      ['[]', json('[ ]')],
      ['9007199254740993', json('9007199254740993')],
      ['15e-1', json('1.50')],
    ],
  },
  {
    form: 'json',
    what: 'text',
    type: { postgres: 'text', mysql: 'text character set latin1' },
    values: [
      ['{"a":1}', json('{ "a" : 1e0 }')],
      ['!not json', json('not json')],
    ],
  },
  {
    form: 'native',
    what: 'an array',
    type: { postgres: 'text[]', mysql: noType },
    values: [['{1,NULL,"a,b"}', `'{1,NULL,"a,b"}'`]],
  },
  {
    form: 'native',
    what: 'a point',
    type: { postgres: noType, mysql: 'point' },
    values: [['000000000101000000000000000000F03F0000000000000040', `ST_GeomFromText('POINT(1 2)')`]],
  },
  {
    form: 'native',
    what: 'an address',
    type: { postgres: 'inet', mysql: noType, mariadb: 'inet6' },
    values: [
      ['2001:db8::1', `'2001:db8::1'`],
      ['10.0.0.1', pg(`'10.0.0.1'`, { cannot: 'it holds IPv6 only' })],
      ['10.0.0.0/8', pg(`'10.0.0.0/8'`, { cannot: 'it holds no netmask' })],
    ],
  },
  {
    form: 'inet',
    what: 'an IPv6 address',
    type: { postgres: 'inet', mysql: noType, mariadb: 'inet6' },
    values: [
      ['2001:0db8:0000:0001:0001:0001:0001:0001', `'2001:db8:0:1:1:1:1:1'`],
      ['0001:0002:0003:0004:0005:0006:0007:0000', `'1:2:3:4:5:6:7:0'`],
      ['0000:0000:0000:0000:0000:ffff:0102:0304', `'::ffff:1.2.3.4'`],
      ['0000:0000:0000:0000:0000:0000:0000:0000', `'::'`],
      ['fe80:0000:0000:0000:0000:0000:0000:0001', `'fe80::1'`],
      ['2001:0db8:0000:0000:0000:0000:0000:0000/32', pg(`'2001:db8::/32'`, { cannot: 'it holds no netmask' })],
    ],
  },
  {
    form: 'inet',
    what: 'an IPv4 address',
    type: { postgres: 'inet', mysql: noType, mariadb: 'inet4' },
    values: [['10.0.0.1', `'10.0.0.1'`]],
  },
  {
    form: 'native',
    what: 'a vector',
    type: { postgres: noType, mysql: 'vector(2)', mariadb: { cannot: 'it has vectors since 11.7' } },
    values: [['0000803F00000040', `STRING_TO_VECTOR('[1,2]')`]],
  },
  {
    form: 'native',
    what: 'a point as it is printed',
    type: { postgres: 'point', mysql: noType },
    values: [['(1,-2.5)', `'(1,-2.5)'`]],
  },
  {
    form: 'native',
    what: 'an interval',
    type: { postgres: 'interval', mysql: noType },
    values: [['1 mon 2 days 03:00:00', `'1 mon 2 days 3 hours'`]],
  },
  {
    form: 'native',
    what: 'a text that may stand for a value of another engine',
    type: { postgres: 'text', mysql: 'varchar(20) character set latin1' },
    values: [['1 mon 2 days ä', `'1 mon 2 days ä'`]],
  },
  {
    form: 'json',
    what: 'an array',
    type: { postgres: 'numeric[]', mysql: noType },
    values: [
      ['[1,null,"NaN",15e-1]', `'{1.0,NULL,NaN,1.50}'`],
      ['[[1,2],[3,4]]', `'[0:1][1:2]={{1,2},{3,4}}'`],
      ['[]', `'{}'`],
    ],
  },
  {
    form: 'json',
    what: 'bytes',
    type: { postgres: 'bytea', mysql: 'blob' },
    values: [['{"a":"é"}', { postgres: `'{ "a" : "\\303\\251" }'`, mysql: `X'7b20226122203a2022c3a922207d'` }]],
  },
  {
    form: 'point',
    what: 'a point',
    type: { postgres: 'point', mysql: 'point' },
    values: [
      ['3ff00000000000004000000000000000', { postgres: "'(1,2)'", mysql: "ST_GeomFromText('POINT(1 2)')" }],
      ['0000000000000000bff8000000000000', { postgres: "'(-0,-1.5)'", mysql: "ST_GeomFromText('POINT(-0e0 -1.5)')" }],
    ],
  },
];

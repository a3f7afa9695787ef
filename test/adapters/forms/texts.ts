import { my, noNul, noType, text } from './form-case.ts';
import type { FormCase } from './form-case.ts';

const TEXTS = [
  '',
  ' ',
  '~',
  '-',
  ';',
  '3:abc',
  'NULL',
  '\\N',
  'ä€😀',
  'a\r\nb',
  'a\nb',
  '\t',
  '\'"`\\%_',
  'e\u0301',
  'é',
];
const PADDED = ['', 'a', ' a', 'ä'];

export const TEXT_CASES: readonly FormCase[] = [
  {
    form: 'text',
    what: 'text',
    type: { postgres: 'text', mysql: 'text character set utf8mb4' },
    values: [...TEXTS.map((value) => [value, text(value)] as const), ['a ', text('a ')], ['\0', my("'\\0'", noNul)]],
  },
  {
    form: 'text',
    what: 'a legacy character set',
    type: { postgres: noType, mysql: 'varchar(50) character set latin1' },
    values: ['äöü€', 'plain', ''].map((value) => [value, text(value)]),
  },
  {
    form: 'text',
    what: 'utf16',
    type: { postgres: noType, mysql: 'varchar(50) character set utf16' },
    values: ['äöü€😀', 'plain', ''].map((value) => [value, text(value)]),
  },
  {
    form: 'text',
    what: 'enum',
    type: { postgres: 'mood', mysql: "enum('sad', 'ok', 'ä;:-~') character set latin1" },
    values: ['ok', 'sad', 'ä;:-~'].map((value) => [value, `'${value}'`]),
  },
  {
    form: 'text',
    what: 'set',
    type: { postgres: noType, mysql: "set('x', 'y', 'z')" },
    values: [
      ['x,z', "'z,x'"],
      ['', "''"],
    ],
  },
  {
    form: 'trimmed',
    what: 'char(10)',
    type: { postgres: 'char(10)', mysql: 'char(10) character set utf8mb4' },
    values: PADDED.map((value) => [value, text(`${value}  `)]),
  },
  {
    form: 'trimmed',
    what: 'varchar(10)',
    type: { postgres: 'varchar(10)', mysql: 'varchar(10) character set latin1' },
    values: [...PADDED.map((value) => [value, text(`${value}  `)] as const), ['a\t', text('a\t ')]],
  },
  {
    form: 'bytes',
    what: 'bytes',
    type: { postgres: 'bytea', mysql: 'longblob' },
    values: ['', '00', 'ff', '2d', '333a61', '7e3b', '00ff00', '5c78'].map((h) => [
      h,
      { postgres: `'\\x${h}'`, mysql: `X'${h}'` },
    ]),
  },
  {
    form: 'bytes',
    what: 'binary(4), padded',
    type: { postgres: noType, mysql: 'binary(4)' },
    values: [
      ['61000000', "'a'"],
      ['20202020', "'    '"],
    ],
  },
  {
    form: 'text',
    what: 'bytes that are text',
    type: { postgres: 'bytea', mysql: 'varbinary(20)' },
    values: [
      ['ä€', { postgres: `'\\xc3a4e282ac'`, mysql: `X'c3a4e282ac'` }],
      ['', "''"],
    ],
  },
  {
    form: 'labels',
    what: 'set',
    type: { postgres: noType, mysql: "set('z', 'a', 'Ä') character set latin1" },
    values: [
      ['a,z,Ä,', "'z,Ä,a'"],
      ['a,', "'a'"],
      ['', "''"],
    ],
  },
  {
    form: 'labels',
    what: 'an array of text',
    type: { postgres: 'text[]', mysql: noType },
    values: [
      ['a,z,Ä,', `'{z,Ä,a}'`],
      ['', `'{}'`],
      [',', `'{""}'`],
      ['a,a,', `'{a,a}'`],
      ['\\N,', `'{NULL}'`],
      ['\\\\N,a\\,b,', `'{"a,b","\\\\N"}'`],
      ['\\[[["a"], ["b"]]', `'{{a},{b}}'`],
    ],
  },
  {
    form: 'trimmed',
    what: 'enum',
    type: { postgres: 'mood', mysql: "enum('sad', 'ok', 'ä;:-~') character set latin1" },
    values: ['ok', 'ä;:-~'].map((value) => [value, `'${value}'`]),
  },
  {
    form: 'trimmed',
    what: 'set',
    type: { postgres: noType, mysql: "set('x', 'y')" },
    values: [['x,y', "'y,x'"]],
  },
];

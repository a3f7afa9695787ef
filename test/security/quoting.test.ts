/** Whatever a name or a text holds, it reaches the server as it is: under every setting that changes how quotes are read. */
import fc from 'fast-check';
import { createConnection } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { quoteName as mysqlName, quoteText as mysqlText } from '../../adapters/mysql/quote.ts';
import { quoteName as postgresName, quoteText as postgresText } from '../../adapters/postgres/quote.ts';
import { serverUrls } from '../support/servers.ts';

/** Texts of what quoting could stumble over, and of anything else. */
const piece = fc.oneof(
  fc.constantFrom(
    "'",
    '"',
    '`',
    '\\',
    '--',
    '/*',
    '*/',
    ';',
    '$$',
    '%',
    '_',
    '\n',
    '\r',
    '\t',
    '\u001a',
    "\\'",
    'é',
    '🙂',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const withoutNul = texts.map((text) => text.replaceAll('\0', ''));
/** No name begins empty, ends in a blank on MySQL, or is longer than 63 bytes on PostgreSQL. */
const names = withoutNul.filter((text) => text.trim() === text && text !== '' && Buffer.byteLength(text) < 60);
/** MySQL takes signs without a shape off the beginning of a column's alias. */
const bmpNames = names.map((name) => `x${name}`).filter((text) => !/[\u{10000}-\u{10ffff}]/u.test(text));

const RUNS = { numRuns: 100 };

describe('on PostgreSQL', () => {
  it.each(['on', 'off'])('with standard_conforming_strings %s', async (setting) => {
    const client = new Client({ connectionString: serverUrls().postgres });
    await client.connect();
    try {
      await client.query(`set standard_conforming_strings = ${setting}; set backslash_quote = on`);
      const check = fc.asyncProperty(withoutNul, names, async (text, name) => {
        const sql = `select convert_to(${postgresText(text)}, 'UTF8') as ${postgresName(name)}`;
        const { rows, fields } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
        expect(String(rows[0]?.[0])).toBe(text);
        expect(fields[0]?.name).toBe(name);
      });
      await fc.assert(check, RUNS);
    } finally {
      await client.end();
    }
  });
});

describe.each(['mysql', 'mariadb'] as const)('on %s', (engine) => {
  it.each(['', 'ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'])(
    'with sql_mode %j',
    async (mode) => {
      const connection = await createConnection({ uri: serverUrls()[engine], charset: 'utf8mb4' });
      try {
        await connection.query(`set sql_mode = '${mode}'`);
        const check = fc.asyncProperty(texts, bmpNames, async (text, name) => {
          const sql = `select hex(${mysqlText(text)}) as ${mysqlName(name)}`;
          const [rows] = await connection.query<RowDataPacket[]>(sql);
          expect(Object.entries(rows[0] ?? {})).toEqual([[name, Buffer.from(text).toString('hex').toUpperCase()]]);
        });
        await fc.assert(check, RUNS);
      } finally {
        await connection.end();
      }
    },
  );
});

/** What an engine can hold is said by its adapter: the schema gate names none. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOM = fileURLToPath(new URL('../../src/schema/', import.meta.url));

/** A name of an engine in quotes, or as a property. */
const NAMES_ONE = /['"`.](?:postgres|mysql|mariadb)\b/i;

it.each(readdirSync(ROOM))('%s decides nothing by the name of an engine', (file) => {
  const lines = readFileSync(ROOM + file, 'utf8').split('\n');
  expect(lines.filter((line) => NAMES_ONE.test(line))).toEqual([]);
});

it('a line that did would be found', () => {
  expect(`engines.source.name === 'postgres'`).toMatch(NAMES_ONE);
});

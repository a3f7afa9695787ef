/** What every report promises, whatever it is about. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Report, TableReport } from '../../src/index.ts';

const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8')) as object;
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** The promises that a report breaks; none, if all is well. */
export function brokenPromises(report: Report): string[] {
  // As it is printed: what JSON cannot hold must not go unseen.
  validate(JSON.parse(JSON.stringify(report)));
  const invalid = (validate.errors ?? []).map((error) => `report.schema.json: ${ajv.errorsText([error])}`);
  return [...invalid, ...matchPromises(report), ...report.tables.flatMap(tablePromises)];
}

function matchPromises({ verdict, tables, notCompared }: Report): string[] {
  if (verdict !== 'match') return [];
  const doubts = notCompared.filter((entry) => entry.affectsVerdict).map(({ name }) => `match without ${name}`);
  const others = tables
    .filter((table) => table.verdict !== 'match')
    .map(({ source }) => `match with ${String(source)}`);
  return [...doubts, ...others, ...(tables.length === 0 ? ['match without a table'] : [])];
}

function tablePromises({ source, verdict, walk, rows, differences, differencesTruncated }: TableReport): string[] {
  const broken: string[] = [];
  const name = String(source);
  if (walk !== null && verdict !== 'incomplete' && rows.source - rows.missing !== rows.target - rows.extra) {
    broken.push(`${name}: rows do not add up`);
  }
  const listed = differences.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const counted = rows.missing + rows.extra + rows.changed;
  if (differencesTruncated ? listed >= counted : listed !== counted) {
    broken.push(`${name}: ${listed} listed, ${counted} counted`);
  }
  if (verdict === 'match' && counted > 0) broken.push(`${name}: match with ${counted} differences`);
  return broken;
}

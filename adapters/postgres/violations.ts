import type { Intended, Violations } from '../../src/model/intended.ts';
import { violationQueries } from '../sql/violations.ts';
import type { Dialect } from '../sql/violations.ts';
import type { Connections } from './driver.ts';
import { quoteName, quoteTable } from './quote.ts';

const DIALECT: Dialect = { name: quoteName, table: quoteTable, text: (expression) => `${expression}::text` };

/** Counts and names the rows that violate a constraint. Reads the table: only where the user asks for it. */
export async function readViolations(connections: Connections, intended: Intended): Promise<Violations> {
  const { count, sample } = violationQueries(intended, DIALECT);
  const [[rows = null] = []] = await connections.ask(count);
  if (rows === null || rows === '0' || sample === null) return { rows: Number(rows), sample: [] };
  return { rows: Number(rows), sample: await connections.ask(sample) };
}

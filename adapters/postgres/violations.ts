import type { Intended, Violations } from '../../src/model/intended.ts';
import { findViolations } from '../sql/violations.ts';
import type { Dialect } from '../sql/violations.ts';
import type { Connections } from './connections.ts';
import { quoteName, quoteTable } from './quote.ts';

const DIALECT: Dialect = { name: quoteName, table: quoteTable, text: (expression) => `${expression}::text` };

/** Counts and names the rows that violate a constraint. Reads the table: only where the user asks for it. */
export function readViolations(connections: Connections, intended: Intended): Promise<Violations> {
  return findViolations(intended, DIALECT, (sql) => connections.ask(sql));
}

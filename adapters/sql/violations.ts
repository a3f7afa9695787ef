/** Statements that find the rows that violate a constraint: the same SQL for every engine, but for quotes and casts. */
import { CrosstallyError } from '../../src/errors.ts';
import type { Intended, Violations } from '../../src/model/intended.ts';
import type { TableRef } from '../../src/model/table.ts';

export interface Dialect {
  readonly name: (name: string) => string;
  readonly table: (table: TableRef) => string;
  /** An expression as text. */
  readonly text: (expression: string) => string;
}

/** Rows named at most. */
const SAMPLE = 5;

export interface ViolationQueries {
  /** One row, one column: how many. */
  readonly count: string;
  /** The keys of the first of them; null for a table without a key. */
  readonly sample: string | null;
}

export function violationQueries(intended: Intended, dialect: Dialect): ViolationQueries {
  const own = (column: string): string => `t.${dialect.name(column)}`;
  const from = `from ${dialect.table(intended.table)} t${duplicates(intended, dialect)} where ${condition(intended, dialect)}`;
  const key = intended.key.map(own);
  return {
    count: `select count(*) ${from}`,
    sample:
      key.length === 0
        ? null
        : `select ${key.map(dialect.text).join(', ')} ${from} order by ${key.join(', ')} limit ${String(SAMPLE)}`,
  };
}

type Answer = readonly (readonly (string | null)[])[];

/** Counts and names the rows that violate a constraint. Reads the table. */
export async function findViolations(
  intended: Intended,
  dialect: Dialect,
  ask: (sql: string) => Promise<Answer>,
): Promise<Violations> {
  const { count, sample } = violationQueries(intended, dialect);
  const rows = counted(await ask(count));
  return { rows, sample: rows === 0 || sample === null ? [] : await ask(sample) };
}

/** Nothing said is not none. */
function counted(answer: Answer): number {
  const text = answer[0]?.[0] ?? '';
  if (answer.length === 1 && /^\d+$/.test(text)) return Number(text);
  throw new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'a count of rows that violate a constraint had no answer', {
    hint: 'nothing is known of that constraint: run it again',
  });
}

/** Values that are there more than once, by the collation of their column. */
function duplicates({ kind, table, columns }: Intended, { name, table: quoteTable }: Dialect): string {
  if (kind !== 'unique') return '';
  const list = columns.map(name).join(', ');
  const known = columns.map((column) => `${name(column)} is not null`).join(' and ');
  const several = `select ${list} from ${quoteTable(table)} where ${known} group by ${list} having count(*) > 1`;
  return ` join (${several}) d on ${columns.map((column) => `d.${name(column)} = t.${name(column)}`).join(' and ')}`;
}

function condition({ kind, columns, references, expression }: Intended, { name, table }: Dialect): string {
  const known = columns.map((column) => `t.${name(column)} is not null`);
  switch (kind) {
    case 'not null':
      return columns.map((column) => `t.${name(column)} is null`).join(' or ');
    case 'unique':
      return '1 = 1';
    case 'check':
      return `not (${expression ?? '1 = 1'})`;
    case 'foreign key': {
      if (references === null) return '1 = 0';
      const same = columns.map((column, i) => `p.${name(references.columns[i] ?? '')} = t.${name(column)}`);
      const parent = `select 1 from ${table(references.table)} p where ${same.join(' and ')}`;
      return [...known, `not exists (${parent})`].join(' and ');
    }
  }
}

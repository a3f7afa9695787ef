import { CATALOGS as OF_MYSQL } from '../../adapters/mysql/catalogs.ts';
import { CATALOGS as OF_POSTGRES } from '../../adapters/postgres/catalogs.ts';
import { FACT_RULES, KIND_RULES } from '../../src/schema/object-kinds.ts';
import { FACTS as PARTITION_FACTS } from '../../src/schema/partitions.ts';
import { FACTS as TABLE_FACTS } from '../../src/schema/tables.ts';

/** The parts of docs/schema.md that the tables of the gate and of its adapters are made into. */
export function schemaPageParts(): Readonly<Record<string, string>> {
  return {
    kinds: table(
      ['object', 'missing', 'only in the target', 'defined otherwise'],
      Object.entries(KIND_RULES).map(([kind, { missing, extra, changed }]) => [kind, missing, extra, changed]),
    ),
    facts: table(
      ['what differs', '', 'because'],
      [
        ...factRows('table', TABLE_FACTS),
        ...factRows('partition', PARTITION_FACTS),
        ...Object.entries(FACT_RULES).map(([name, rule]) => [name.replace('.', ': '), rule.severity, rule.message]),
      ],
    ),
    'catalogs of PostgreSQL': catalogs(OF_POSTGRES),
    'catalogs of MySQL': catalogs(OF_MYSQL),
  };
}

type Facts = Readonly<Record<string, { readonly severity: string; readonly message: string }>>;

function factRows(object: string, facts: Facts): string[][] {
  return Object.entries(facts).map(([name, { severity, message }]) => [`${object}: ${name}`, severity, message]);
}

function catalogs(rows: typeof OF_POSTGRES): string {
  const named = rows.map(([names, how]) => [names.replace(/\S+/g, '`$&`'), how]);
  return table(['catalogs', ''], named);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

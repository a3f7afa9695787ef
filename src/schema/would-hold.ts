import type { Inspector } from '../adapter.ts';
import type { PlannedConstraint } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { TableDefinition } from '../model/definition.ts';
import type { Intended } from '../model/intended.ts';
import { tableName } from '../model/table.ts';
import { findByName } from '../plan/names.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Inspected } from './paired.ts';
import { intend, violationWords } from './violations.ts';

/**
 * Whether constraints that somebody plans to make would hold in the target, by its own names.
 *
 * @throws CrosstallyError `PLAN_INVALID` for a table or column that is not there.
 */
export async function findWouldHold(
  inspected: Inspected,
  target: Inspector,
  planned: readonly PlannedConstraint[],
): Promise<Draft[]> {
  const found: Draft[] = [];
  for (const one of planned) {
    const intended = resolve(inspected, one);
    const violations = await target.violations(intended);
    const holds = violations.rows === 0;
    found.push(
      draft({
        kind: 'violated',
        object: one.kind,
        table: tableName(intended.table),
        name: one.text,
        aspect: 'would hold',
        severity: holds ? 'note' : 'blocker',
        target: String(violations.rows),
        message: holds ? 'it would hold: no row of the target violates it' : violationWords(intended, violations),
      }),
    );
  }
  return found;
}

function resolve(inspected: Inspected, planned: PlannedConstraint): Intended {
  const { kind, expression } = planned;
  const table = findTable(inspected, planned.table, planned.text);
  const columns = findColumns(table, planned.columns, planned.text);
  if (planned.references === null) return intend(inspected, table, { kind, columns, expression });
  const parent = findTable(inspected, planned.references.table, planned.text);
  const references = { table: parent, columns: findColumns(parent, planned.references.columns, planned.text) };
  return intend(inspected, table, { kind, columns, references });
}

function findTable({ definitions }: Inspected, name: string, text: string): TableDefinition {
  const { tables } = definitions.target;
  const found = findByName(tables, tableName, name) ?? findByName(tables, (table) => table.name, name);
  if (found !== null) return found;
  throw new CrosstallyError('PLAN_INVALID', `--would-hold ${text}: the target has no table ${name}`, {
    hint: 'tables and columns are called as in the target; --schema selects other schemas',
  });
}

function findColumns(table: TableDefinition, names: readonly string[], text: string): string[] {
  return names.map((name) => {
    const found = findByName(table.columns, (column) => column.name, name);
    if (found !== null) return found.name;
    throw new CrosstallyError('PLAN_INVALID', `--would-hold ${text}: ${tableName(table)} has no column ${name}`, {
      hint: `it has ${table.columns.map((column) => column.name).join(', ')}`,
    });
  });
}

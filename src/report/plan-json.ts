import { looseningTexts } from '../model/loosening.ts';
import type { ColumnPair, TablePlan } from '../model/plan.ts';
import { tableName } from '../model/table.ts';
import type { TableRef } from '../model/table.ts';
import { jsonText } from './json.ts';
import type { ExplainedPlan } from './plan-text.ts';

/** A plan for programs: what the text says, without the adapters' own views of it. */
export function jsonPlan({ source, target, plan, statements }: ExplainedPlan): string {
  const { notCompared, warnings, loosened } = plan;
  return jsonText({
    tool: 'crosstally',
    formatVersion: 1,
    source,
    target,
    tables: plan.tables.map((table) => tableObject(table, statements.get(table))),
    unpaired: plan.unpaired.map((pair) => ({ source: nameOrNull(pair.source), target: nameOrNull(pair.target) })),
    notCompared,
    unselectedSchemas: plan.unselected ?? [],
    pairedNames: plan.pairedNames ?? [],
    warnings,
    loosened,
  });
}

function tableObject(table: TablePlan, statements: unknown): object {
  const { key, keyRepeats, walk, walkReason, chunkRows, lostColumns, notCompared } = table;
  return {
    source: tableName(table.source),
    target: tableName(table.target),
    key,
    keyRepeats,
    walk,
    walkReason,
    chunkRows,
    estimatedRows: { source: table.source.estimatedRows, target: table.target.estimatedRows },
    columns: table.columns.map(columnObject),
    lostColumns,
    ...(table.family === undefined ? {} : { family: table.family }),
    notCompared,
    statements,
  };
}

function columnObject({ source, target, rule, loosening }: ColumnPair): object {
  return {
    source: { name: source.name, type: source.type.native },
    target: { name: target.name, type: target.type.native },
    rule,
    loosened: looseningTexts(loosening),
  };
}

function nameOrNull(table: TableRef | null): string | null {
  return table === null ? null : tableName(table);
}

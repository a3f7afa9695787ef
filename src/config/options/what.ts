import { map, mapColumns, where } from '../choices.ts';
import type { ColumnMappings, Conditions, Mappings } from '../choices.ts';
import { choosing, patterns, yesOrNo } from '../kinds.ts';
import type { Patterns, YesNo } from '../kinds.ts';
import { EVERY, OF_ROWS, OF_ROWS_TAKEN } from '../option.ts';
import type { Table } from '../option.ts';

/** Patterns are globs, without regard to case: `*` also crosses dots, `{a,b}` and `[a-c]` choose. */
export interface WhatOptions {
  /** Schemas of either side, by glob. A MySQL database is a schema. */
  readonly schemas: Patterns;
  /** Tables of the source, by glob on `table` or `schema.table`. */
  readonly tables: Patterns;
  /** Tables to leave out, by glob. */
  readonly exclude: Patterns;
  /** Materialized views are compared row by row like tables; those that `tables` names are in any case. */
  readonly materializedViews: YesNo;
  /** The rows of the history of MariaDB's tables with system versioning are compared too, each history like a table of its own. */
  readonly history: YesNo;
  /** Tables that have another name in the target; a whole schema is `schema.*`. */
  readonly map: Mappings;
  /** Columns that have another name in the target: `table.column`, or a column of every table that has it. It goes before columns of equal names. */
  readonly mapColumns: ColumnMappings;
  /** Columns, by glob on `column` or `table.column` of the source. Those of the key are compared in any case. */
  readonly columns: Patterns;
  /** Columns to leave out, by glob. */
  readonly ignoreColumns: Patterns;
  /** Which rows, in SQL that both sides understand: one condition for all tables, or some tables' own and `*` for the others. A table's own takes the place of the one for `*`; tables go by the source's names on both sides. */
  readonly where: Conditions;
  /** Which rows of the source, in its own SQL. It holds besides `where`. */
  readonly sourceWhere: Conditions;
  /** Which rows of the target, in its own SQL. It holds besides `where`. */
  readonly targetWhere: Conditions;
}

export const WHAT: Table<WhatOptions> = {
  schemas: {
    group: 'what',
    kind: choosing,
    fallback: [],
    flag: 'schema',
    help: 'schemas, by glob',
    without: 'the default schema of each side',
    takenBy: EVERY,
    findings: 'plan',
    example: "[public, shop, crm, 'sales*']",
  },
  tables: {
    group: 'what',
    kind: choosing,
    fallback: [],
    help: "tables of the source, by glob on 'table' or 'schema.table'",
    without: 'all',
    takenBy: EVERY,
    findings: 'plan',
    example: "['*']",
  },
  exclude: {
    group: 'what',
    kind: patterns,
    fallback: [],
    help: 'tables to leave out, by glob',
    takenBy: EVERY,
    findings: 'plan',
    example: "['*_old', crm.scratch]",
  },
  materializedViews: {
    group: 'what',
    kind: yesOrNo,
    fallback: false,
    help: 'compare the rows of materialized views too',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: 'true',
  },
  history: {
    group: 'what',
    kind: yesOrNo,
    fallback: false,
    help: "compare the history of MariaDB's tables with system versioning too",
    takenBy: OF_ROWS,
    findings: 'plan',
    example: 'true',
  },
  map: {
    group: 'what',
    kind: map,
    fallback: [],
    help: 'table=table: another name in the target; schema.*=schema.* for all',
    takenBy: EVERY,
    findings: 'plan',
    example: '{ orders: sales_orders, crm.*: customers.* }',
  },
  mapColumns: {
    group: 'what',
    kind: mapColumns,
    fallback: [],
    flag: 'map-column',
    help: '[table.]column=column: another name in the target',
    takenBy: EVERY,
    findings: 'plan',
    example: '{ customers.first: first_name, tel: phone }',
  },
  columns: {
    group: 'what',
    kind: choosing,
    fallback: [],
    help: "columns, by glob on 'column' or 'table.column'",
    without: 'all',
    takenBy: EVERY,
    findings: 'plan',
    example: "['*']",
  },
  ignoreColumns: {
    group: 'what',
    kind: patterns,
    fallback: [],
    help: 'columns to leave out, by glob',
    takenBy: EVERY,
    findings: 'plan',
    example: "[orders.search, '*.updated_by']",
  },
  where: {
    group: 'what',
    kind: where,
    fallback: null,
    help: "condition in SQL for both sides; for one table as 'table: condition'",
    without: 'all rows',
    takenBy: OF_ROWS_TAKEN,
    findings: 'plan',
    example: `{ '*': created < '2026-01-01', countries: 1 = 1 }`,
  },
  sourceWhere: {
    group: 'what',
    kind: where,
    fallback: null,
    help: 'the same for the source alone, in its own SQL',
    takenBy: OF_ROWS_TAKEN,
    findings: 'plan',
    example: '{ orders: deleted_at IS NULL }',
  },
  targetWhere: {
    group: 'what',
    kind: where,
    fallback: null,
    help: 'the same for the target',
    takenBy: OF_ROWS,
    findings: 'plan',
    example: 'not is_test',
  },
};

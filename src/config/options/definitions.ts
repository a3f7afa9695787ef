import { plannedOnes, severities } from '../gate-choices.ts';
import type { Planned, Severities } from '../gate-choices.ts';
import { path, patterns, yesOrNo } from '../kinds.ts';
import type { Patterns, Text, YesNo } from '../kinds.ts';
import { OF_COMPARING, OF_DEFINITIONS } from '../option.ts';
import type { Table } from '../option.ts';

export interface DefinitionOptions {
  /** Definitions are compared too: indexes, constraints, sequences, views. `--no-schema` is false: rows alone. */
  readonly compareSchema: YesNo;
  /** Findings about definitions that are left out, by glob on `public.orders.by_customer`, `index:*`, `column.comment` and the like. */
  readonly schemaIgnore: Patterns;
  /** How serious findings about definitions are, by glob: `blocker`, `warning` or `note`. The first pattern that matches decides. */
  readonly schemaSeverity: Severities;
  /** Warnings and notes about definitions count like blockers. */
  readonly strict: YesNo;
  /** Rows of the target are held against the constraints that it lacks. Reads them. */
  readonly checkConstraints: YesNo;
  /** Constraints planned for the target, in its names. Its rows are held against them. */
  readonly wouldHold: Planned;
  /** A file for the statements that put the target's definitions right, in an order that works. Nothing runs them. */
  readonly fixes: Text;
}

export const DEFINITIONS: Table<DefinitionOptions> = {
  compareSchema: {
    group: 'gate',
    kind: yesOrNo,
    fallback: true,
    flag: 'no-schema',
    flagMeans: false,
    help: 'compare rows alone',
    takenBy: OF_COMPARING,
    findings: 'no',
    example: 'true',
  },
  schemaIgnore: {
    group: 'gate',
    kind: patterns,
    fallback: [],
    help: "findings to leave out, by glob: 'public.orders.idx_a', 'index:*', 'column.comment'",
    takenBy: OF_DEFINITIONS,
    findings: 'no',
    example: "[column.comment, 'index:public.log.*']",
  },
  schemaSeverity: {
    group: 'gate',
    kind: severities,
    fallback: [],
    help: 'pattern=blocker, warning or note: how serious findings are, by glob; the first that fits',
    takenBy: OF_DEFINITIONS,
    findings: 'no',
    example: '{ trigger: warning, column.collation: blocker }',
  },
  strict: {
    group: 'gate',
    kind: yesOrNo,
    fallback: false,
    help: 'warnings and notes count as well',
    takenBy: OF_DEFINITIONS,
    findings: 'no',
    example: 'false',
  },
  checkConstraints: {
    group: 'gate',
    kind: yesOrNo,
    fallback: false,
    help: 'find the rows of the target that violate constraints it lacks: reads them',
    takenBy: ['verify', 'schema'],
    findings: 'no',
    example: 'false',
  },
  wouldHold: {
    group: 'gate',
    kind: plannedOnes,
    fallback: [],
    help: 'a constraint planned for the target: unique(accounts.email), not null(…), foreign key(a.x=b.y), check(t: …)',
    takenBy: ['verify', 'schema'],
    findings: 'no',
    example: "['unique(customers.email)', 'check(orders: total >= 0)']",
  },
  fixes: {
    group: 'gate',
    kind: path,
    fallback: null,
    help: 'a file for the statements that put the target right, in an order that works',
    without: 'they are in the report alone',
    takenBy: ['verify', 'schema'],
    findings: 'no',
    example: 'fixes.sql',
  },
};

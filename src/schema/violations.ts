import type { Inspector } from '../adapter.ts';
import type { ConstraintDefinition } from '../model/definition.ts';
import type { Intended, Violations } from '../model/intended.ts';
import type { TableRef } from '../model/table.ts';
import { tableName } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Inspected } from './paired.ts';

/** For each constraint that the target lacks or has not checked, and each foreign key: the rows that violate it. */
export async function findViolated(
  inspected: Inspected,
  target: Inspector,
  drafts: readonly Draft[],
): Promise<Draft[]> {
  const found: Draft[] = [];
  for (const one of drafts) {
    for (const intended of intendedBy(inspected, one)) {
      const violations = await target.violations(intended);
      if (violations.rows > 0) found.push(violated(one, intended, violations));
    }
  }
  for (const { cause, intended } of foreignKeysOf(inspected, drafts)) {
    const violations = await target.violations(intended);
    if (violations.rows > 0) found.push(violated(cause, intended, violations));
  }
  return found;
}

/** Foreign keys that nothing is said of: rows that came while checks were off were never held against them. */
function foreignKeysOf(
  inspected: Inspected,
  drafts: readonly Draft[],
): { readonly cause: Draft; readonly intended: Intended }[] {
  const said = new Set(drafts.map(({ table, name }) => JSON.stringify([table, name])));
  return inspected.tables.flatMap(({ label, target }) =>
    target.constraints
      .filter(({ kind, name, period }) => kind === 'foreign key' && !period && !said.has(JSON.stringify([label, name])))
      .flatMap((constraint) => {
        const common = { kind: 'violated', object: 'foreign key', table: label, name: constraint.name } as const;
        const cause = draft({ ...common, severity: 'blocker', message: '' });
        return ofConstraint(inspected, target, constraint).map((intended) => ({ cause, intended }));
      }),
  );
}

/** Says of the constraints whose rows `findViolated` passes over that it does: silence would look like a clean bill. */
export function withUnchecked(drafts: readonly Draft[]): Draft[] {
  return drafts.map((one) => {
    const constraint = one.change !== null && 'constraint' in one.change ? one.change.constraint : null;
    if (constraint === null || !onlyTheServerCanTell(constraint)) return one;
    return { ...one, message: `${one.message} (its rows were not looked at: only the server itself can tell)` };
  });
}

/** Two rows at a time by operators of the index, or NULLs that are equal for once. */
function onlyTheServerCanTell({ kind, nullsDistinct }: ConstraintDefinition): boolean {
  return kind === 'exclusion' || ((kind === 'unique' || kind === 'primary key') && !nullsDistinct);
}

/** What rows have to hold for a change to work. */
function intendedBy(inspected: Inspected, { change }: Draft): Intended[] {
  if (change === null) return [];
  switch (change.type) {
    case 'set not null':
      return [intend(inspected, change.table, { kind: 'not null', columns: [change.column.name] })];
    case 'create index':
    case 'rebuild index':
    case 'replace index': {
      if (change.type === 'rebuild index' || !change.index.unique) return [];
      const columns = change.index.parts.flatMap((part) => part.column ?? []);
      const whole = columns.length === change.index.parts.length && change.index.predicate === null;
      return whole ? [intend(inspected, change.table, { kind: 'unique', columns })] : [];
    }
    case 'add constraint':
    case 'validate constraint':
    case 'enforce constraint':
      return ofConstraint(inspected, change.table, change.constraint);
    default:
      return [];
  }
}

function ofConstraint(inspected: Inspected, table: TableRef, constraint: ConstraintDefinition): Intended[] {
  const { kind, columns, references, expression, nullsDistinct } = constraint;
  switch (kind) {
    // That its columns are NOT NULL is found, and checked, with the columns.
    case 'primary key':
    case 'unique':
      return nullsDistinct ? [intend(inspected, table, { kind: 'unique', columns })] : [];
    case 'foreign key':
      return [intend(inspected, table, { kind, columns, references })];
    case 'check':
      return [intend(inspected, table, { kind, columns, expression })];
    // Two rows at a time, by operators of the index: only the server itself can tell.
    case 'exclusion':
      return [];
  }
}

type What = Pick<Intended, 'kind' | 'columns'> & Partial<Intended>;

/** Rows are named by the target's primary key, else by another of its keys. */
export function intend({ plan }: Inspected, table: TableRef, what: What): Intended {
  const shapes = [...plan.tables.map(({ target }) => target), ...plan.unpaired.flatMap(({ target }) => target ?? [])];
  const keys = shapes.find((shape) => tableName(shape) === tableName(table))?.keys ?? [];
  const key = (keys.find((one) => one.primary) ?? keys[0])?.columns ?? [];
  return { table, references: null, expression: null, key, ...what };
}

function violated(cause: Draft, intended: Intended, violations: Violations): Draft {
  return draft({
    kind: 'violated',
    object: cause.object,
    table: cause.table,
    name: cause.name,
    aspect: intended.kind,
    severity: 'blocker',
    target: String(violations.rows),
    message: violationWords(intended, violations),
  });
}

const WORDS: Readonly<Record<Intended['kind'], readonly [string, string]>> = {
  'not null': ['holds NULL', 'hold NULL'],
  unique: ['has a value that another one has too', 'have a value that another one has too'],
  'foreign key': ['points to nothing', 'point to nothing'],
  check: ['does not pass it', 'do not pass it'],
};

/** `3 rows of the target point to nothing: id 4, 7, 9`. */
export function violationWords({ kind, key }: Intended, { rows, sample }: Violations): string {
  const [singular, plural] = WORDS[kind];
  const one = (values: readonly (string | null)[]): string =>
    values.length === 1 ? (values[0] ?? 'NULL') : `(${values.map((value) => value ?? 'NULL').join(', ')})`;
  const names =
    sample.length === 0 ? '' : `: ${key.join(', ')} ${sample.map(one).join(', ')}${rows > sample.length ? ', …' : ''}`;
  return `${String(rows)} ${rows === 1 ? 'row' : 'rows'} of the target ${rows === 1 ? singular : plural}${names}`;
}

import type {
  ColumnDefinition,
  ConstraintDefinition,
  ConstraintKind,
  IndexDefinition,
  IndexPart,
} from '../../src/model/definition.ts';

/** A row that belongs to a table. */
export interface OfTable {
  readonly tableOid: string;
}

/** A row of COLUMNS. */
export interface ColumnRow extends OfTable {
  readonly name: string;
  readonly native: string;
  readonly base: string;
  readonly labels: readonly string[] | null;
  readonly digits: number | null;
  readonly nullable: boolean;
  readonly unchecked: string | null;
  readonly default: string | null;
  readonly generated: ColumnDefinition['generated'];
  readonly identity: string;
  readonly fromSequence: boolean;
  readonly collation: string | null;
  /** Of a collation that is not deterministic. */
  readonly folds: boolean | null;
  readonly statisticsTarget: number | null;
  readonly comment: string | null;
}

const RANGES: Readonly<Record<string, ColumnDefinition['range']>> = {
  int2: { least: '-32768', most: '32767' },
  int4: { least: '-2147483648', most: '2147483647' },
  int8: { least: '-9223372036854775808', most: '9223372036854775807' },
};

export function column(row: ColumnRow): ColumnDefinition {
  const identity = row.identity === 'a' ? 'identity always' : 'identity by default';
  const numbering = row.identity !== '' ? identity : row.fromSequence ? 'sequence' : null;
  return {
    name: row.name,
    native: row.native,
    range: RANGES[row.base] ?? null,
    labels: row.labels,
    digits: row.digits,
    nullable: row.nullable,
    unchecked: row.unchecked,
    default: numbering === null ? row.default : null,
    generated: row.generated,
    numbering,
    collation: row.collation,
    foldsCase: row.base === 'citext' || row.folds === true,
    characterSet: null,
    onUpdate: null,
    invisible: false,
    facts: {},
    comment: row.comment,
  };
}

/** A row of CONSTRAINTS. */
export interface ConstraintRow extends OfTable {
  readonly type: string;
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly refSchema: string | null;
  readonly refTable: string | null;
  readonly refColumns: readonly string[] | null;
  readonly onUpdate: string;
  readonly onDelete: string;
  readonly deleteColumns: readonly string[] | null;
  readonly period: boolean;
  readonly noInherit: boolean;
  /** Enforced by its definition; its triggers may be off. */
  readonly declared: boolean;
  readonly match: string;
  readonly expression: string | null;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly nullsDistinct: boolean;
}

const KINDS: Readonly<Record<string, ConstraintKind>> = {
  p: 'primary key',
  u: 'unique',
  f: 'foreign key',
  c: 'check',
  x: 'exclusion',
};

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

const MATCHES: Readonly<Record<string, string>> = { s: 'simple', f: 'full', p: 'partial' };

export function constraint(row: ConstraintRow): ConstraintDefinition {
  return {
    kind: KINDS[row.type] ?? 'check',
    name: row.name,
    columns: row.columns ?? [],
    references:
      row.refTable === null
        ? null
        : {
            table: { schema: row.refSchema ?? '', name: row.refTable },
            columns: row.refColumns ?? [],
            onUpdate: ACTIONS[row.onUpdate] ?? row.onUpdate,
            onDelete: ACTIONS[row.onDelete] ?? row.onDelete,
            deleteColumns: row.deleteColumns ?? [],
            match: MATCHES[row.match] ?? row.match,
          },
    expression: row.expression,
    deferrable: row.deferred ? 'initially deferred' : row.deferrable ? 'deferrable' : 'no',
    nullsDistinct: row.nullsDistinct,
    validated: row.validated,
    enforced: row.enforced,
    ofType: false,
    period: row.period,
    triggersOff: row.declared && !row.enforced,
    noInherit: row.noInherit,
  };
}

/** A row of INDEXES. */
export interface IndexRow extends OfTable {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly valid: boolean;
  readonly ready: boolean;
  readonly predicate: string | null;
  readonly nullsDistinct: boolean;
  readonly parts: readonly PartRow[];
  readonly servesConstraint: boolean;
}

interface PartRow {
  readonly column: string | null;
  /** Of an expression; null for a column. */
  readonly text: string | null;
  readonly included: boolean;
  readonly operatorClass: string | null;
  readonly collation: string | null;
  /** Bit 0: descending. Bit 1: NULLs first. */
  readonly options: number;
  readonly staleCollation: boolean | null;
}

export function index(row: IndexRow): IndexDefinition {
  const [keys, included] = [row.parts.filter((part) => !part.included), row.parts.filter((part) => part.included)];
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    parts: keys.map(indexPart),
    include: included.map((part) => part.column ?? ''),
    predicate: row.predicate,
    nullsDistinct: row.nullsDistinct,
    unusable: row.valid && row.ready ? null : 'not valid: its build was interrupted or failed',
  };
}

function indexPart({ column, text, operatorClass, collation, options }: PartRow): IndexPart {
  return {
    column,
    expression: column === null ? text : null,
    descending: (options & 1) !== 0,
    nullsFirst: (options & 2) !== 0,
    operatorClass,
    collation,
    prefix: null,
  };
}

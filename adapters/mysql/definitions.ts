import type {
  Definitions,
  Facts,
  PartitionDefinition,
  SequenceDefinition,
  TableDefinition,
  Unready,
} from '../../src/model/definition.ts';
import { readAccounts } from './account-queries.ts';
import { accountNames, grantsOf, hiddenFrom, rolesOf } from './accounts.ts';
import type { Connections } from './connections.ts';
import { check, column, foreignKey, index, isKey, keyConstraint } from './definition-parts.ts';
import { objectDefinitions } from './definition-objects.ts';
import { queriesFor } from './definition-queries.ts';
import type { Queries } from './definition-queries.ts';
import type { TextRow } from './driver.ts';
import { groupBy, tableIdentity } from './groups.ts';
import type { Groups } from './groups.ts';
import { quoteText } from './quote.ts';
import { withReferenceSystems } from './reference-systems.ts';
import { saidInFull } from './said-in-full.ts';
import { readSequences } from './sequences.ts';
import { SETTINGS, settingsOf } from './server-settings.ts';

/**
 * Nineteen statements, however many tables there are; one more for each table with a FULLTEXT index or a period, of which
 * no catalog tells all, and one for each 250 sequences of MariaDB.
 */
export async function readDefinitions(
  connections: Connections,
  schemas: readonly string[],
  mariadb: boolean,
): Promise<Definitions> {
  if (schemas.length === 0) return NOTHING;
  const list = schemas.map(quoteText).join(', ');
  const queries = queriesFor(mariadb, list);
  const names = Object.keys(queries) as (keyof Queries)[];
  const answers = await Promise.all(
    names.map(async (name): Promise<[keyof Queries, readonly TextRow[]]> => {
      const rows = await connections.ask(queries[name]);
      return [name, rows.filter(([schema]) => schemas.includes(schema ?? ''))];
    }),
  );
  const rows = Object.fromEntries(answers) as Record<keyof Queries, readonly TextRow[]>;
  const [accounts, variables] = await Promise.all([
    readAccounts(connections, list, mariadb),
    connections.ask(SETTINGS),
  ]);
  const roles = rolesOf(accounts);
  const objects = objectDefinitions(rows, accountNames(accounts));
  const parts = partsByTable(rows);
  const plain = rows.tables.filter(([, , type]) => type === 'BASE TABLE' || type === 'SYSTEM VERSIONED');
  const tables = plain.map((row) => table(row, parts, mariadb));
  const named = await readSequences(
    connections,
    rows.tables.filter(([, , type]) => type === 'SEQUENCE'),
    tables,
  );
  return {
    tables: await withReferenceSystems(connections, await saidInFull(connections, tables), mariadb),
    sequences: [...plain.flatMap((row) => autoIncrement(row, parts, mariadb)), ...named.sequences],
    objects,
    grants: roles === null ? [] : grantsOf(accounts),
    roles,
    settings: settingsOf(variables, rows.schemas, schemas),
    hidden: [...hiddenFrom(accounts, schemas, objects, mariadb), ...named.hidden],
  };
}

const NOTHING: Definitions = {
  ...{ tables: [], sequences: [], objects: [], grants: [], roles: null, settings: [], hidden: [] },
};

interface Parts {
  readonly columns: Groups;
  readonly indexes: Groups;
  readonly constraints: Groups;
  readonly references: Groups;
  readonly partitions: Groups;
}

function partsByTable(rows: Readonly<Record<keyof Queries, readonly TextRow[]>>): Parts {
  return {
    columns: groupBy(rows.columns, tableIdentity),
    indexes: groupBy(rows.indexes, tableIdentity),
    constraints: groupBy(rows.constraints, tableIdentity),
    references: groupBy(rows.references, tableIdentity),
    partitions: groupBy(rows.partitions, tableIdentity),
  };
}

function table(row: TextRow, parts: Parts, mariadb: boolean): TableDefinition {
  const [schema, name, , , , comment] = row;
  const identity = tableIdentity(row);
  const of = (groups: Groups): readonly TextRow[] => groups.get(identity) ?? [];
  const ends = of(parts.columns).filter(endsRow).map(thirdColumn);
  const indexes = [...groupBy(of(parts.indexes), thirdColumn).values()].map((one) => index(withoutEnd(one, ends)));
  return {
    schema: schema ?? '',
    name: name ?? '',
    columns: of(parts.columns).map((one) => column(one, mariadb)),
    constraints: [
      ...indexes.filter(isKey).map(keyConstraint),
      ...[...groupBy(of(parts.references), thirdColumn).values()].map(foreignKey),
      ...of(parts.constraints).map((one) => check(one, mariadb)),
    ],
    indexes: indexes.filter((one) => !isKey(one)),
    facts: facts(row, of(parts.partitions)),
    parents: [],
    partitions: of(parts.partitions).map(partition),
    comment: comment === '' ? null : (comment ?? null),
    unready: unready(row),
  };
}

/** The column of MariaDB that says until when a row was so. */
function endsRow(row: TextRow): boolean {
  return /^ROW END$/i.test(row[9] ?? '');
}

/** Every unique key of a table that keeps its history ends in that column: of rows as they are now it says nothing. */
function withoutEnd(parts: readonly TextRow[], ends: readonly string[]): readonly TextRow[] {
  const [, , , nonUnique, , last] = parts.at(-1) ?? [];
  return nonUnique === '0' && parts.length > 1 && ends.includes(last ?? '') ? parts.slice(0, -1) : parts;
}

function facts(row: TextRow, partitions: readonly TextRow[]): Facts {
  const [, , type, engine, collation, , , , , rowFormat, options] = row;
  const [, , method, expression, , , subMethod, subExpression] = partitions[0] ?? [];
  const below = subMethod == null ? '' : `, ${subMethod} (${subExpression ?? ''})`;
  // By hash every partition takes its share: what counts is how many there are.
  const count = isHashed(method) ? ` into ${String(partitions.length)}` : '';
  return {
    engine: engine ?? '',
    collation: collation ?? '',
    'row format': rowFormat ?? '',
    options: (options ?? '').replace(/(?:^| )(?:partitioned|row_format=\w+|stats_persistent=\d)/gi, '').trim(),
    'system versioning': type === 'SYSTEM VERSIONED' ? 'yes' : 'no',
    ...(method == null ? {} : { partitioning: `${method} (${expression ?? ''})${count}${below}` }),
  };
}

function isHashed(method: string | null | undefined): boolean {
  return method != null && /HASH|KEY/i.test(method);
}

function partition([, , method, , name, limit]: TextRow): PartitionDefinition {
  const bound = limit ?? name ?? '';
  return {
    name: name ?? '',
    bound,
    isDefault: /^(MAXVALUE\b|DEFAULT$)/.test(bound),
    ranged: /^RANGE/i.test(method ?? ''),
    facts: {},
  };
}

/** Up to here a table's statistics do not matter. */
const SMALL = 10 * 16_384;

/** InnoDB counts by itself, unless it is told not to, or its statistics were taken from elsewhere. */
function unready([, , , , , , , rows, bytes]: TextRow): Unready[] {
  if (Number(rows ?? 0) > 0 || Number(bytes ?? 0) <= SMALL) return [];
  return [{ aspect: 'statistics', name: null, message: 'its statistics say that it is empty' }];
}

/** The counter of a table: it has no name, and steps as the server says. */
function autoIncrement(row: TextRow, parts: Parts, mariadb: boolean): SequenceDefinition[] {
  const [schema = '', name = ''] = row.map((text) => text ?? '');
  const identity = tableIdentity(row);
  const numbered = (parts.columns.get(identity) ?? [])
    .map((one) => column(one, mariadb))
    .find(({ numbering }) => numbering !== null);
  if (numbered === undefined) return [];
  const indexes = [...groupBy(parts.indexes.get(identity) ?? [], thirdColumn).values()].map(index);
  const fed = {
    table: { schema, name },
    column: numbered.name,
    indexed: indexes.some((one) => one.parts[0]?.column === numbered.name),
  };
  const most = numbered.range?.most ?? '9223372036854775807';
  return [
    {
      schema,
      name: null,
      type: numbered.native,
      increment: '1',
      least: '1',
      most,
      cycle: false,
      readable: true,
      feeds: [fed],
    },
  ];
}

function thirdColumn([, , name]: TextRow): string {
  return name ?? '';
}

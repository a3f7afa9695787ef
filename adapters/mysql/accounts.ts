/** Who there is, who may do what, and what of it this account is shown. */
import type { Grant, Hidden, ObjectDefinition, Role } from '../../src/model/definition.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteName } from './quote.ts';

export interface AccountRows {
  readonly global: readonly TextRow[];
  readonly grants: readonly TextRow[];
  /** Of this account: one grant a row. */
  readonly own: readonly TextRow[];
}

/** Three statements. */
export async function readAccounts(connections: Connections, schemas: string): Promise<AccountRows> {
  const [global, grants, own] = await Promise.all([
    connections.ask(`SELECT grantee, privilege_type, is_grantable, CURRENT_USER() FROM information_schema.user_privileges
      ORDER BY grantee, privilege_type`),
    connections.ask(`SELECT table_schema, NULL, NULL, grantee, privilege_type, is_grantable
        FROM information_schema.schema_privileges WHERE table_schema IN (${schemas})
      UNION ALL SELECT table_schema, table_name, NULL, grantee, privilege_type, is_grantable
        FROM information_schema.table_privileges WHERE table_schema IN (${schemas})
      UNION ALL SELECT table_schema, table_name, column_name, grantee, privilege_type, is_grantable
        FROM information_schema.column_privileges WHERE table_schema IN (${schemas})`),
    connections.ask('SHOW GRANTS'),
  ]);
  return { global, grants, own };
}

/** `'app'@'%'` as definers are written: `app@%`. */
function accountName(grantee: string | null | undefined): string {
  return (grantee ?? '').replace(/^'(.*)'@'(.*)'$/s, '$1@$2');
}

/** Null when this account is shown itself alone: a server has accounts of its own besides. */
export function rolesOf({ global }: AccountRows): readonly Role[] | null {
  const privileges = new Map<string, string[]>();
  for (const [grantee, privilege, grantable] of global) {
    const name = accountName(grantee);
    const word = `${(privilege ?? '').toLowerCase()}${grantable === 'YES' ? '*' : ''}`;
    privileges.set(name, [...(privileges.get(name) ?? []), word]);
  }
  if (privileges.size < 2) return null;
  return [...privileges].map(([name, words]) => ({ name, facts: { 'global privileges': words.join(', ') } }));
}

/** One for each object and account. */
export function grantsOf({ grants }: AccountRows): Grant[] {
  const groups = new Map<string, { readonly row: TextRow; readonly privileges: string[] }>();
  for (const row of grants) {
    const key = JSON.stringify(row.slice(0, 4));
    const group = groups.get(key) ?? { row, privileges: [] };
    group.privileges.push(`${(row[4] ?? '').toLowerCase()}${row[5] === 'YES' ? '*' : ''}`);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ row, privileges }) => grant(row, privileges.sort()));
}

function grant([schema, table, column, grantee]: TextRow, privileges: readonly string[]): Grant {
  const object = table == null ? 'schema' : column == null ? 'table' : 'column';
  const name = table == null ? (schema ?? '') : column == null ? table : `${table}.${column}`;
  const words = privileges.map((one) => one.replace('*', '') + (column == null ? '' : ` (${quoteName(column)})`));
  const option = privileges.some((one) => one.endsWith('*')) ? ' with grant option' : '';
  // Run within the schema of the target.
  const on = table == null ? '*' : quoteName(table);
  const create = `grant ${words.join(', ')} on ${on} to ${grantee ?? ''}${option}`;
  return { object, schema: schema ?? '', name, role: accountName(grantee), privileges, create };
}

/** What this account may not see of the schemas, by what it was granted. */
export function hiddenFrom(
  { own, global }: AccountRows,
  schemas: readonly string[],
  objects: readonly ObjectDefinition[],
  mariadb: boolean,
): Hidden[] {
  const granted = own.map(([line]) => grantLine(line ?? ''));
  const may = (schema: string, ...privileges: readonly string[]): boolean =>
    granted.some(
      ({ words, on }) =>
        (on === '*' || matches(on, schema)) &&
        (words.includes('ALL PRIVILEGES') || privileges.some((privilege) => words.includes(privilege))),
    );
  const everywhere = (privilege: string): boolean =>
    granted.some(({ words, on }) => on === '*' && (words.includes(privilege) || words.includes('ALL PRIVILEGES')));
  const readsRoutines = mariadb
    ? may('mysql', 'SELECT') || own.some(([line]) => ON_PROC.test(line ?? ''))
    : everywhere('SHOW_ROUTINE') || everywhere('SELECT');
  const forRoutines = mariadb ? 'grant SELECT on mysql.proc' : 'grant SHOW_ROUTINE on *.*';
  const some = (object: string, schema: string, hint: string): Hidden => ({ object, schema, name: null, hint });
  return [
    ...schemas.flatMap((schema) => [
      ...(may(schema, 'TRIGGER') ? [] : [some('trigger', schema, `grant TRIGGER on ${schema}.*`)]),
      ...(may(schema, 'EVENT') ? [] : [some('event', schema, `grant EVENT on ${schema}.*`)]),
      ...(readsRoutines ? [] : [some('function', schema, forRoutines)]),
    ]),
    ...objects.filter(isVeiled).map(({ object, schema, name }) => ({
      object,
      schema,
      name,
      hint: object === 'view' ? `grant SHOW VIEW on ${schema}.*` : forRoutines,
    })),
    ...(rolesOf({ global, own, grants: [] }) === null
      ? [some('grant', '', 'grant SELECT on mysql.*'), ...unknownDefiners(objects, global)]
      : []),
  ];
}

/** MariaDB's routines are the rows of one table. */
const ON_PROC = /^GRANT (SELECT|.*, ?SELECT|ALL PRIVILEGES)[ ,].*ON `mysql`\.`proc` TO /i;

/** A view or a routine of somebody else is told with an empty text. */
function isVeiled({ object, create }: ObjectDefinition): boolean {
  return create === null && (object === 'view' || object === 'function');
}

/** A definer that does not exist makes what it defined fail: who knows, if accounts are hidden. */
function unknownDefiners(objects: readonly ObjectDefinition[], global: readonly TextRow[]): Hidden[] {
  const self = global[0]?.[3] ?? '';
  const unsure = objects.filter(
    ({ facts }) => facts['definer'] !== undefined && facts['definer'] !== self && facts['security'] !== 'invoker',
  );
  return unsure.length === 0
    ? []
    : [{ object: 'definer', schema: '', name: null, hint: 'grant SELECT on mysql.* to see whether definers exist' }];
}

interface GrantLine {
  readonly words: readonly string[];
  /** A pattern of schemas, or `*`. */
  readonly on: string;
}

/** "GRANT SELECT, SHOW VIEW ON `shop`.* TO …"; of single tables and columns nothing is made. */
function grantLine(line: string): GrantLine {
  const [, words = '', on = ''] = /^GRANT (.+?) ON (\*|`(?:[^`]|``)+`|\S+?)\.\* TO /i.exec(line) ?? [];
  return { words: words.toUpperCase().split(/, ?/), on: on.replaceAll('`', '') };
}

/** `_` and `%` stand for what they stand for in LIKE, unless escaped. */
function matches(pattern: string, schema: string): boolean {
  const regex = pattern.replace(/\\([_%])|([_%])|[.*+?^${}()|[\]\\]/g, (all, escaped?: string, wild?: string) =>
    escaped !== undefined ? escaped : wild === undefined ? `\\${all}` : wild === '_' ? '.' : '.*',
  );
  return pattern !== '' && new RegExp(`^${regex}$`, 'i').test(schema);
}

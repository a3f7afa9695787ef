/** Who there is, who may do what, and what of it this account is shown. */
import type { Grant, Hidden, ObjectDefinition, Role } from '../../src/model/definition.ts';
import type { AccountRows } from './account-queries.ts';
import type { TextRow } from './driver.ts';
import { quoteName, quoteString } from './quote.ts';

/** `'app'@'%'` as definers are written: `app@%`. */
function accountName(grantee: string | null | undefined): string {
  return (grantee ?? '').replace(/^'(.*)'@'(.*)'$/s, '$1@$2');
}

/** Null when this account is shown itself alone: a server has accounts of its own besides. */
export function rolesOf({ global, memberships }: AccountRows): readonly Role[] | null {
  const privileges = new Map<string, string[]>();
  for (const [grantee, privilege, grantable] of global) {
    const name = accountName(grantee);
    const word = `${(privilege ?? '').toLowerCase()}${grantable === 'YES' ? '*' : ''}`;
    privileges.set(name, [...(privileges.get(name) ?? []), word]);
  }
  if (privileges.size < 2) return null;
  return [...privileges].map(([name, words]) => ({
    name,
    facts: { 'global privileges': words.join(', '), ...memberOf(name, memberships) },
  }));
}

function memberOf(name: string, memberships: readonly TextRow[] | null): Role['facts'] {
  if (memberships === null) return {};
  const roles = memberships.filter(([member]) => member === name).map(([, role]) => role ?? '');
  return { 'member of': roles.join(', ') || 'none' };
}

/** Every account there is, as definers are written; null when this account may not know. */
export function accountNames({ global, names }: AccountRows): ReadonlySet<string> | null {
  if (names !== null) return new Set(names.map(([name]) => name ?? ''));
  const told = new Set(global.map(([grantee]) => accountName(grantee)));
  return told.size < 2 ? null : told;
}

/** One for each object and account. */
export function grantsOf({ grants, routines }: AccountRows): Grant[] {
  const groups = new Map<string, { readonly row: TextRow; readonly privileges: string[] }>();
  for (const row of grants) {
    const key = JSON.stringify(row.slice(0, 4));
    const group = groups.get(key) ?? { row, privileges: [] };
    group.privileges.push(`${(row[4] ?? '').toLowerCase()}${row[5] === 'YES' ? '*' : ''}`);
    groups.set(key, group);
  }
  return [
    ...[...groups.values()].map(({ row, privileges }) => grant(row, privileges.sort())),
    ...(routines ?? []).map(routineGrant),
  ];
}

/** The right to hand on stands beside the others, and is for all of them. */
function routineGrant([schema, name, type, user, host, list]: TextRow): Grant {
  const words = (list ?? '').toLowerCase().split(',');
  const option = words.includes('grant');
  const privileges = words.filter((word) => word !== '' && word !== 'grant').sort();
  const account = [user, host].map((part) => quoteString(part ?? '')).join('@');
  const on = `${(type ?? '').toLowerCase()} ${quoteName(name ?? '')}`;
  return {
    ...{ object: 'function', schema: schema ?? '', name: name ?? '', role: `${user ?? ''}@${host ?? ''}` },
    privileges: privileges.map((one) => (option ? `${one}*` : one)),
    create: `grant ${privileges.join(', ')} on ${on} to ${account}${option ? ' with grant option' : ''}`,
  };
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
  rows: AccountRows,
  schemas: readonly string[],
  objects: readonly ObjectDefinition[],
  mariadb: boolean,
): Hidden[] {
  const { own, global } = rows;
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
  // Who may read single tables alone is not told what else there is.
  const seesAll = (schema: string): boolean =>
    granted.some(({ words, on }) => (on === '*' || matches(on, schema)) && words.some((word) => word !== 'USAGE'));
  return [
    ...schemas.flatMap((schema) => [
      ...(seesAll(schema)
        ? []
        : ['view', 'sequence'].map((object) => some(object, schema, `grant SELECT, SHOW VIEW on ${schema}.*`))),
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
    ...(rolesOf(rows) === null ? [some('grant', '', 'grant SELECT on mysql.*')] : []),
    ...(accountNames(rows) === null ? unknownDefiners(objects, global) : []),
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
    : [
        {
          object: 'definer',
          schema: '',
          name: null,
          hint: 'grant SELECT (user, host) on mysql.user to see whether definers exist',
        },
      ];
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

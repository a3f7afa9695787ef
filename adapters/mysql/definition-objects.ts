import type { Facts, ObjectDefinition } from '../../src/model/definition.ts';
import type { Queries } from './definition-queries.ts';
import { plainType } from './dialect.ts';
import type { TextRow } from './driver.ts';
import { groupBy } from './groups.ts';
import type { Groups } from './groups.ts';
import { quoteName, quoteString } from './quote.ts';

/** Accounts that there are, as definers are written; null when this account may not know. */
export type Accounts = ReadonlySet<string> | null;

/** Texts, and nothing for NULL: what is compared is told of every object. */
function texts(row: TextRow): readonly string[] {
  return row.map((text) => text ?? '');
}

/** Views, triggers, routines and events. */
export function objectDefinitions(
  rows: Readonly<Record<keyof Queries, readonly TextRow[]>>,
  accounts: Accounts,
): ObjectDefinition[] {
  const parameters = groupBy(rows.parameters, routineIdentity);
  const moments = groupBy(rows.triggers, momentIdentity);
  return [
    ...rows.views.map((row) => view(row, accounts)),
    ...rows.triggers.map((row) => trigger(row, moments, accounts)),
    ...rows.routines.map((row) => routine(row, parameters, accounts)),
    ...rows.events.map((row) => event(row, accounts)),
  ];
}

/** Nothing is known of a definer where accounts are hidden. */
function definerFacts(definer: string | null | undefined, accounts: Accounts, needed = true): Facts {
  const name = definer ?? '';
  const exists = accounts === null || !needed ? {} : { 'definer exists': accounts.has(name) ? 'yes' : 'no' };
  return { definer: name, ...exists };
}

function view(
  [schema, name, text, checked, comment, definer, security, updatable]: TextRow,
  accounts: Accounts,
): ObjectDefinition {
  const definition = withoutSchema(text ?? '', schema ?? '');
  const check = checked === 'NONE' || checked == null ? '' : ` with ${checked.toLowerCase()} check option`;
  // Of a view that refers to what is gone, the server says so where other tables have their comment.
  const broken = /references invalid/.test(comment ?? '');
  const rights = (security ?? '').toLowerCase();
  const as = `sql security ${rights} view ${quoteName(name ?? '')} as ${definition}${check}`;
  return {
    ...object('view', schema, name, {
      queryable: broken ? 'no' : 'yes',
      ...(broken ? {} : { updatable: (updatable ?? '').toLowerCase() }),
      security: rights,
      ...definerFacts(definer, accounts, rights === 'definer'),
    }),
    definition: definition + check,
    // An account without SHOW VIEW is told an empty text.
    create: definition === '' ? null : `create ${as}`,
    replace: definition === '' ? null : `create or replace ${as}`,
  };
}

/** Triggers of one moment run one after the other. */
function momentIdentity([schema, , table, timing, occasion]: TextRow): string {
  return JSON.stringify([schema, table, timing, occasion]);
}

function trigger(row: TextRow, moments: Groups, accounts: Accounts): ObjectDefinition {
  const [
    schema = '',
    name = '',
    table = '',
    timing = '',
    occasion = '',
    body = '',
    definer,
    sqlMode,
    characterSet = '',
  ] = texts(row);
  const rest = `${timing} ${occasion}`.toLowerCase();
  const others = moments.get(momentIdentity(row)) ?? [];
  const before = others[others.indexOf(row) - 1]?.[1] ?? null;
  const follows = before === null ? '' : `follows ${quoteName(before)} `;
  const create = `create trigger ${quoteName(name)} ${rest} on ${quoteName(table)} for each row ${follows}${body}`;
  const facts = {
    'sql mode': plainMode(sqlMode),
    'character set': characterSet,
    position: before === null ? 'first' : `after ${before}`,
    ...definerFacts(definer, accounts),
  };
  return {
    ...object('trigger', schema, name, facts),
    table: { schema, name: table },
    definition: `${rest} ${plainBody(body, schema)}`,
    create: inMode(sqlMode, characterSet, create),
    replace: inMode(sqlMode, characterSet, `drop trigger ${quoteName(name)};\n${create}`),
  };
}

function routineIdentity([schema, name, type]: TextRow): string {
  return JSON.stringify([schema, name, type]);
}

function routine(row: TextRow, parameters: Groups, accounts: Accounts): ObjectDefinition {
  const [schema = '', name = '', type = '', returns = '', body = '', definer, sqlMode] = texts(row);
  const promises = promisesOf(row);
  const { security, deterministic, access } = promises;
  const list = (parameters.get(routineIdentity(row)) ?? []).map(parameter).join(', ');
  const facts = {
    ...{ parameters: list, security, 'sql mode': plainMode(sqlMode), deterministic },
    ...{ 'data access': access, 'character set': promises.characterSet },
    ...definerFacts(definer, accounts, security === 'definer'),
  };
  const kind = lower(type);
  const returned = returns === '' ? '' : ` returns ${plainType(returns)}`;
  const options = `${deterministic === 'yes' ? 'deterministic ' : ''}${access} sql security ${security}`;
  const ins = kind === 'function' ? list.replace(/(^|, )in /g, '$1') : list;
  // Of an aggregate no catalog tells, and its body has what nothing else may have.
  const aggregate = /\bfetch\s+group\s+next\s+row\b/i.test(body) ? 'aggregate ' : '';
  const create = kind.startsWith('package')
    ? `create ${kind} ${quoteName(name)} sql security ${security} ${body}`
    : `create ${aggregate}${kind} ${quoteName(name)} (${ins})${returned} ${options} ${body}`;
  // An account that may not see it is told no body.
  const isKnown = body !== '';
  return {
    ...object('function', schema, name, facts),
    definition: `${kind}${returned} ${plainBody(body, schema)}`,
    create: isKnown ? inMode(sqlMode, promises.characterSet, create) : null,
    replace: isKnown ? inMode(sqlMode, promises.characterSet, `drop ${kind} ${quoteName(name)};\n${create}`) : null,
  };
}

/** What a routine says of itself. */
function promisesOf(row: TextRow): Readonly<Record<'security' | 'deterministic' | 'access' | 'characterSet', string>> {
  const [security = '', deterministic = '', access = '', characterSet = ''] = texts(row.slice(7)).map(lower);
  return { security, deterministic, access, characterSet };
}

function lower(text: string): string {
  return text.toLowerCase();
}

function parameter([, , , mode, name, type]: TextRow): string {
  return `${(mode ?? 'IN').toLowerCase()} ${quoteName(name ?? '')} ${plainType(type ?? '')}`;
}

const STATES: Readonly<Record<string, string>> = { ENABLED: 'yes', DISABLED: 'no' };

function event(row: TextRow, accounts: Accounts): ObjectDefinition {
  const [schema = '', name = '', body = '', , , status = ''] = texts(row);
  const [completion = '', definer, sqlMode, zone = '', characterSet = ''] = texts(row.slice(9));
  const schedule = scheduleOf(row);
  const state = STATES[status] ?? 'replica';
  const facts = {
    ...{ enabled: state, schedule, 'on completion': completion === 'PRESERVE' ? 'preserve' : 'drop' },
    ...{ 'sql mode': plainMode(sqlMode), 'time zone': zone, 'character set': characterSet },
    ...definerFacts(definer, accounts),
  };
  const keep = completion === 'PRESERVE' ? 'preserve' : 'not preserve';
  const does = `on completion ${keep} ${state === 'yes' ? 'enable' : 'disable'} do ${body}`;
  const create = inMode(sqlMode, characterSet, `create event ${quoteName(name)} on schedule ${schedule} ${does}`);
  const inZone = `set session time_zone = ${quoteString(zone)};\n`;
  return {
    ...object('event', schema, name, facts),
    definition: plainBody(body, schema),
    create: inZone + create,
    replace: `${inZone}drop event ${quoteName(name)};\n${create}`,
  };
}

/** Of one that runs once, when; of the others the interval is told as it is to be written. */
function scheduleOf([, , , every, unit, , at, starts, ends]: TextRow): string {
  const bound = (word: string, time: string | null | undefined): string =>
    time == null ? '' : ` ${word} ${quoteString(time)}`;
  return at == null
    ? `every ${every ?? ''} ${unit ?? ''}${bound('starts', starts)}${bound('ends', ends)}`
    : `at ${quoteString(at)}`;
}

/** In one order; MySQL 8 dropped a mode that says nothing of statements. */
function plainMode(sqlMode: string | null | undefined): string {
  const modes = (sqlMode ?? '').split(',').filter((mode) => mode !== 'NO_AUTO_CREATE_USER' && mode !== '');
  return modes.sort().join(',');
}

/** What is made keeps the mode of the session that makes it, and the character set of the statement. */
function inMode(sqlMode: string | null | undefined, characterSet: string, statement: string): string {
  // A client may send texts in another one; what is not the script's own cannot be said in it.
  const names = characterSet === 'utf8mb4' ? 'set names utf8mb4;\n' : '';
  return `${names}set session sql_mode = ${quoteString(plainMode(sqlMode))};\n${statement}`;
}

function object(
  kind: ObjectDefinition['object'],
  schema: string | null | undefined,
  name: string | null | undefined,
  facts: Facts = {},
): ObjectDefinition {
  const rest = { table: null, definition: '', create: null, replace: null };
  return { object: kind, schema: schema ?? '', name: name ?? '', facts, ...rest };
}

/** Of several statements in one, the server keeps the end of this one. */
function plainBody(body: string, schema: string): string {
  return withoutSchema(body, schema).replace(/[;\s]+$/, '');
}

/** The server writes every name with its schema, which is another one on the other side. */
export function withoutSchema(text: string, schema: string): string {
  return text.replaceAll(`${quoteName(schema)}.`, '');
}

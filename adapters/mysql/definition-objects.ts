import type { Facts, ObjectDefinition } from '../../src/model/definition.ts';
import type { Queries } from './definition-queries.ts';
import type { TextRow } from './driver.ts';
import { quoteName } from './quote.ts';

/** Views, triggers, routines and events. */
export function objectDefinitions(rows: Readonly<Record<keyof Queries, readonly TextRow[]>>): ObjectDefinition[] {
  return [
    ...rows.views.map(view),
    ...rows.triggers.map(trigger),
    ...rows.routines.map(routine),
    ...rows.events.map(event),
  ];
}

function view([schema, name, text, checked, comment]: TextRow): ObjectDefinition {
  const definition = withoutSchema(text ?? '', schema ?? '');
  const check = checked === 'NONE' || checked == null ? '' : ` with ${checked.toLowerCase()} check option`;
  // Of a view that refers to what is gone, the server says so where other tables have their comment.
  const broken = /references invalid/.test(comment ?? '');
  return {
    ...object('view', schema, name, { queryable: broken ? 'no' : 'yes' }),
    definition: definition + check,
    // An account without SHOW VIEW is told an empty text.
    create: definition === '' ? null : `create or replace view ${quoteName(name ?? '')} as ${definition}${check}`,
    replace: definition === '' ? null : `create or replace view ${quoteName(name ?? '')} as ${definition}${check}`,
  };
}

function trigger([schema, name, table, timing, occasion, body]: TextRow): ObjectDefinition {
  const rest = `${(timing ?? '').toLowerCase()} ${(occasion ?? '').toLowerCase()}`;
  const home = { schema: schema ?? '', name: table ?? '' };
  const create = `create trigger ${quoteName(name ?? '')} ${rest} on ${quoteName(home.name)} for each row ${body ?? ''}`;
  return { ...object('trigger', schema, name), table: home, definition: `${rest} ${body ?? ''}`, create };
}

function routine([schema, name, type, returns, body]: TextRow): ObjectDefinition {
  const kind = `${(type ?? '').toLowerCase()}${returns == null ? '' : ` returns ${returns}`}`;
  return { ...object('function', schema, name), definition: `${kind} ${body ?? ''}` };
}

function event([schema, name, body, every, unit, status]: TextRow): ObjectDefinition {
  const facts = { enabled: status === 'ENABLED' ? 'yes' : 'no' };
  return { ...object('event', schema, name, facts), definition: `every ${every ?? ''} ${unit ?? ''}: ${body ?? ''}` };
}

function object(
  kind: ObjectDefinition['object'],
  schema: string | null | undefined,
  name: string | null | undefined,
  facts: Facts = {},
): ObjectDefinition {
  return {
    object: kind,
    schema: schema ?? '',
    name: name ?? '',
    table: null,
    definition: '',
    facts,
    create: null,
    replace: null,
  };
}

/** The server writes every name with its schema, which is another one on the other side. */
function withoutSchema(text: string, schema: string): string {
  return text.replaceAll(`${quoteName(schema)}.`, '');
}

import type { PlannedConstraint } from './nouns.ts';
import { commaParts } from './pieces.ts';

const FORM = /^\s*(unique|not null|foreign key|check)\s*\((.*)\)\s*$/is;

/**
 * A constraint that somebody plans to make: `unique(accounts.email, tenant)`, `not null(accounts.email)`,
 * `foreign key(orders.customer = customers.id)`, `check(orders: total >= 0)`. Null for anything else.
 */
export function plannedConstraint(text: string): PlannedConstraint | null {
  const [, word, inside = ''] = FORM.exec(text) ?? [];
  if (word === undefined) return null;
  const kind = word.toLowerCase() as PlannedConstraint['kind'];
  const planned = kind === 'check' ? check(inside) : kind === 'foreign key' ? foreignKey(inside) : columnsOf(inside);
  return planned === null ? null : { references: null, expression: null, ...planned, kind, text: text.trim() };
}

type Planned = Pick<PlannedConstraint, 'table' | 'columns'> & Partial<PlannedConstraint>;

/** `orders: total >= 0` */
function check(inside: string): Planned | null {
  const at = inside.indexOf(':');
  const [table, expression] = [inside.slice(0, at).trim(), inside.slice(at + 1).trim()];
  return at < 0 || table === '' || expression === '' ? null : { table, columns: [], expression };
}

/** `orders.customer = customers.id` */
function foreignKey(inside: string): Planned | null {
  const [own = '', other = '', ...rest] = inside.split('=');
  const [from, references] = [columnsOf(own), columnsOf(other)];
  if (from === null || references === null || rest.length > 0) return null;
  return references.columns.length === from.columns.length ? { ...from, references } : null;
}

/** `shop.accounts.email, tenant`: the first column says the table. */
function columnsOf(text: string): Pick<PlannedConstraint, 'table' | 'columns'> | null {
  const [first = '', ...more] = commaParts(text);
  const at = first.lastIndexOf('.');
  const columns = [first.slice(at + 1), ...more];
  return at <= 0 || text.includes('=') || columns.some((column) => column === '' || column.includes('='))
    ? null
    : { table: first.slice(0, at), columns };
}

import type { Form } from '../../../src/model/form.ts';
import type { TestEngine } from '../../support/servers.ts';

/** Why an engine has no such type or value. */
export interface Cannot {
  readonly cannot: string;
}

/** For each server; MariaDB goes by MySQL's entry where it has none of its own. */
export interface ByEngine<T> {
  readonly postgres: T;
  readonly mysql: T;
  readonly mariadb?: T;
}

export interface FormCase {
  readonly form: Form;
  readonly what: string;
  /** The column's type in SQL. */
  readonly type: ByEngine<string | Cannot>;
  /**
   * The canonical form, bytes and floats in hexadecimal digits, and how the value is written in SQL; what only later
   * versions of a server can hold, with the first one that can.
   */
  readonly values: readonly (readonly [canonical: string, sql: string | ByEngine<string | Cannot>, since?: number])[];
  /** For zone-less readings in the form `instant`. */
  readonly timeZone?: string;
}

export function entryOf<T>(byEngine: ByEngine<T>, engine: TestEngine): T {
  return engine === 'mariadb' ? (byEngine.mariadb ?? byEngine.mysql) : byEngine[engine];
}

export const noType: Cannot = { cannot: 'it has no such type' };
export const noInfinity: Cannot = { cannot: 'it has no infinity and no NaN' };
export const noEra: Cannot = { cannot: 'its calendar runs from 1000 to 9999' };
export const noZeroDate: Cannot = { cannot: 'it holds calendar dates only' };
export const noNul: Cannot = { cannot: 'its text cannot hold a NUL' };

/** A value for PostgreSQL alone, and one for MySQL and MariaDB alone. */
export const pg = (sql: string, why: Cannot): ByEngine<string | Cannot> => ({ postgres: sql, mysql: why });
export const my = (sql: string, why: Cannot): ByEngine<string | Cannot> => ({ postgres: why, mysql: sql });

const hex = (text: string): string => Buffer.from(text).toString('hex');
/** A text in SQL that no client's character set can touch. */
export const text = (value: string): ByEngine<string> => ({
  postgres: `convert_from('\\x${hex(value)}', 'UTF8')`,
  mysql: `_utf8mb4 X'${hex(value)}'`,
});

export function isCannot(entry: string | Cannot): entry is Cannot {
  return typeof entry !== 'string';
}

export interface FormValue {
  readonly canonical: string;
  /** In SQL. */
  readonly literal: string;
}

/** The case's values that an engine of this version can hold. */
export function valuesFor(one: FormCase, engine: TestEngine, version: number): readonly FormValue[] {
  return one.values.flatMap(([canonical, sql, since = 0]) => {
    const literal = typeof sql === 'string' ? sql : entryOf(sql, engine);
    return isCannot(literal) || version < since ? [] : [{ canonical, literal }];
  });
}

/** The statements that make a table of them: `id` counts from 0, `v` is the value, the last one NULL. */
export function formTable(
  table: string,
  { type, engine }: { type: string; engine: TestEngine },
  values: readonly FormValue[],
): string {
  const rows = [...values.map(({ literal }) => literal), 'null'].map((sql, id) => `(${String(id)}, ${sql})`);
  const fill = `create table ${table} (id int primary key, v ${type}); insert into ${table} values ${rows.join(', ')}`;
  // Zero dates and days of no calendar are what old tables are full of.
  if (engine !== 'postgres') return `set sql_mode = 'ALLOW_INVALID_DATES'; ${fill}`;
  return type === 'mood' ? `${MOOD}; ${fill}` : fill;
}

const MOOD = `do $$ begin create type mood as enum ('sad', 'ok', 'ä;:-~'); exception when duplicate_object then end $$`;

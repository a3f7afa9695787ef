/**
 * Types of which a cast, or the text, says less than the value: a cast of the user's may print two values alike, and a
 * function's name may be that of several.
 */
import type { CatalogType } from './types.ts';

/** Casts that are no part of PostgreSQL and run a function, or take one type's bytes for another's. */
const OWN_CASTS = `pg_cast own where own.oid >= 16384 and own.castmethod in ('f', 'b')`;

/** To take its bytes for a text is what a type prints that prints them itself, like citext. */
const PRINTS_ITSELF = `own.castmethod = 'b' and (select o.prosrc from pg_proc o where o.oid = t.typoutput) = 'textout'`;

/** Whether a column's type `t`, of elements `e`, has casts of the user's where crosstally would cast. */
export const RECAST = `(
  exists (select from ${OWN_CASTS} and own.castsource = t.oid and own.casttarget = 'text'::regtype and not (${PRINTS_ITSELF}))
  or exists (select from ${OWN_CASTS} and own.castsource = e.oid and own.casttarget in ('json'::regtype, 'jsonb'::regtype)))`;

/** A cast of the user's that values of other types go through on their way to a text; null where there is none. */
export const RECAST_ON_THE_WAY = `(
  select format_type(own.castsource, null) || ' to ' || format_type(own.casttarget, null) from ${OWN_CASTS} and (
    own.casttarget = 'text'::regtype and own.castsource in ('int4'::regtype, 'oid'::regtype, 'numeric'::regtype, 'timestamp'::regtype,
      'interval'::regtype, 'uuid'::regtype, 'jsonb'::regtype, 'regprocedure'::regtype, 'regoperator'::regtype)
    or own.castsource = 'text'::regtype and own.casttarget in ('uuid'::regtype, 'text[]'::regtype)) limit 1)`;

export function recastInWords(cast: string): string {
  return `the database has a cast of its own from ${cast}, which would decide what is compared`;
}

const NAMES: ReadonlySet<string> = new Set(['regproc', 'regoper']);

/** Whether values of the type hold names of functions or operators that may be those of several. */
export function holdsNames({ element, structure }: Pick<CatalogType, 'element' | 'structure'>): boolean {
  return NAMES.has(element?.base ?? '') || /\breg(proc|oper)\b/.test(structure ?? '');
}

export const HOLDS_NAMES =
  'its values hold names of functions or operators without what these take, so that two of them may be printed alike';

/** Of extensions: `isn` leaves the last two digits of a periodical's number out, `seg` those beyond its precision. */
const PRINT_ALIKE: ReadonlySet<string> = new Set(['issn', 'seg']);

/** Whether the type prints values alike that it holds unequal. */
export function printsAlike({ base, builtIn, element }: Pick<CatalogType, 'base' | 'builtIn' | 'element'>): boolean {
  return [{ base, builtIn }, ...(element === null ? [] : [element])].some(
    (one) => !one.builtIn && PRINT_ALIKE.has(one.base),
  );
}

export const PRINTS_ALIKE = 'its type prints values alike that it holds unequal';

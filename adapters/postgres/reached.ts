/** The relations that hold the rows of some tables: the tables themselves, their partitions and their children. */

/**
 * The beginning of a statement, `with recursive …`, whose table `reached (place, oid)` has them.
 *
 * @param asked SQL of a table `(place, schema, name, alone)`: which ones, and whether each is taken without its children.
 */
export function reachedFrom(asked: string): string {
  return `
  with recursive asked (place, oid, alone) as (
    select t.place, c.oid, t.alone from (${asked}) t (place, schema, name, alone)
    join pg_namespace n on n.nspname = t.schema
    join pg_class c on c.relnamespace = n.oid and c.relname = t.name),
  reached (place, oid) as (
    select place, oid from asked
    union
    select r.place, i.inhrelid from reached r join asked a using (place) join pg_inherits i on i.inhparent = r.oid
    where not a.alone)`;
}

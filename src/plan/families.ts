/**
 * PostgreSQL's inheritance: a table's name reaches the rows of the tables below it, its members, wherever these are.
 *
 * Where both sides have the same family (every member is selected, holds rows of its own, and is paired with a member of
 * the other side's family) the tables are compared one by one, each without its members' rows. Elsewhere the family is
 * one table: it is read with all its members, and those that are read so on every side they are on are not compared on
 * their own. Tables that hang together go the same way: one in the middle that was compared without its members would
 * rest on comparisons of these that are not made.
 */
import type { Config } from '../config/config.ts';
import type { NotCompared } from '../model/report.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { Member, TableRef, TableShape } from '../model/table.ts';
import { matchesAny } from './names.ts';

/** A pair of tables, each as it is to be read. */
export interface TablePairing extends Sides<TableShape> {
  /** The tables that each of them is read with; absent where that is none. */
  readonly family?: Sides<readonly Member[]>;
  /** Columns that members have, and the table that these are read with has not. */
  readonly unseen?: readonly NotCompared[];
}

/** How the tables are compared of which some are above others. */
export interface Families {
  readonly pairs: readonly TablePairing[];
  /** The names of tables that are read with one above them. */
  readonly readAbove: Sides<ReadonlySet<string>>;
}

type Pair = Sides<TableShape>;

/** The columns of a member that the tables above it show, by the member's name. */
type Shown = ReadonlyMap<string, ReadonlySet<string>>;

/** @param pairs the tables that are selected, and found on both sides */
export function settleFamilies(pairs: readonly Pair[], config: Config): Families {
  const asOne = readAsOne(pairs, config);
  const shown = { source: shownColumns(asOne, 'source'), target: shownColumns(asOne, 'target') };
  const kept = pairs.filter((pair) => !asOne.has(pair) || isOnItsOwn(pair, shown));
  const told = new Set(kept.flatMap(namesOf));
  return {
    pairs: kept.map((pair) => (asOne.has(pair) ? asOneTable(pair, shown, told) : onItsOwn(pair))),
    readAbove: mapSides(shown, (names) => new Set(names.keys())),
  };
}

/** The pairs that hang together with one whose families differ. */
function readAsOne(pairs: readonly Pair[], config: Config): ReadonlySet<Pair> {
  const counterparts = new Map(pairs.map(({ source, target }) => [tableName(source), tableName(target)]));
  const groups = hangingTogether(pairs.filter(hasFamily), pairs);
  return new Set(groups.filter((group) => !group.every((pair) => isSameFamily(pair, counterparts, config))).flat());
}

function hasFamily({ source, target }: Pair): boolean {
  return source.members !== undefined || target.members !== undefined;
}

/** Whether each member on either side is compared with a member on the other, or was left out by its name. */
function isSameFamily({ source, target }: Pair, counterparts: ReadonlyMap<string, string>, config: Config): boolean {
  const wanted = ({ members = [] }: TableShape): readonly Member[] =>
    members.filter((member) => !matchesAny(config.exclude, [member.name, tableName(member)]));
  const targets = new Set(wanted(target).map(tableName));
  const found = wanted(source).map((member) => counterparts.get(tableName(member)));
  return found.length === targets.size && found.every((name) => name !== undefined && targets.has(name));
}

/** The pairs in groups: those that have a table in common on either side, as one of the pair or below one. */
function hangingTogether(parents: readonly Pair[], pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const above = new Map<string, string>();
  const top = (name: string): string => {
    let at = name;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  const isIn = new Set<string>();
  const join = (names: readonly string[]): void => {
    const [first = '', ...others] = names;
    for (const name of names) isIn.add(name);
    for (const name of others) if (top(name) !== top(first)) above.set(top(name), top(first));
  };
  for (const pair of parents) join([...namesOf(pair), ...membersOf(pair)]);
  const concerned = pairs.filter((pair) => namesOf(pair).some((name) => isIn.has(name)));
  for (const pair of concerned) join(namesOf(pair));
  const groups = new Map<string, Pair[]>();
  for (const pair of concerned) {
    const name = top(namesOf(pair)[0] ?? '');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [pair]);
    else group.push(pair);
  }
  return [...groups.values()];
}

const SIDES: readonly Side[] = ['source', 'target'];

function namesOf(pair: Pair): readonly string[] {
  return SIDES.map((side) => `${side} ${tableName(pair[side])}`);
}

function membersOf(pair: Pair): readonly string[] {
  return SIDES.flatMap((side) => (pair[side].members ?? []).map((member) => `${side} ${tableName(member)}`));
}

function shownColumns(pairs: Iterable<Pair>, side: Side): Shown {
  const shown = new Map<string, Set<string>>();
  for (const { [side]: table } of pairs) {
    for (const member of table.members ?? []) {
      const columns = shown.get(tableName(member)) ?? new Set();
      for (const column of table.columns) columns.add(column.name);
      shown.set(tableName(member), columns);
    }
  }
  return shown;
}

/** A table that is not read with another one on some side, or has columns that nothing above it shows. */
function isOnItsOwn({ source, target }: Pair, shown: Sides<Shown>): boolean {
  const above = shown.source.get(tableName(source));
  if (above === undefined || !shown.target.has(tableName(target))) return true;
  return source.columns.some((column) => !above.has(column.name));
}

function onItsOwn({ source, target }: Pair): TablePairing {
  const alone = (table: TableShape): TableShape => (table.members === undefined ? table : { ...table, only: true });
  return { source: alone(source), target: alone(target) };
}

/** @param told the tables that are compared on their own, and the members whose columns were told of */
function asOneTable(pair: Pair, shown: Sides<Shown>, told: Set<string>): TablePairing {
  const family = { source: pair.source.members ?? [], target: pair.target.members ?? [] };
  const unseen = SIDES.flatMap((side) =>
    family[side].flatMap((member) => unseenColumns(member, side, shown[side], told)),
  );
  return { source: withMembers(pair.source), target: withMembers(pair.target), family, unseen };
}

function unseenColumns(member: Member, side: Side, shown: Shown, told: Set<string>): readonly NotCompared[] {
  const name = tableName(member);
  const known = `${side} ${name}`;
  if (told.has(known)) return [];
  told.add(known);
  const more = member.columns.filter((column) => shown.get(name)?.has(column) !== true);
  const reason =
    side === 'source' ? 'the table that its rows are read with does not show it' : 'only the target has it';
  return more.map((column) => ({
    kind: 'column' as const,
    name: `${name}.${column}`,
    reason,
    affectsVerdict: side === 'source',
  }));
}

/** No index covers the rows of them all. */
function withMembers(table: TableShape): TableShape {
  const { members } = table;
  if (members === undefined) return table;
  const rows = [table, ...members].flatMap(({ estimatedRows }) => estimatedRows ?? []);
  return {
    ...table,
    estimatedRows: rows.length === 0 ? null : rows.reduce((sum, count) => sum + count, 0),
    keys: table.keys.map((key) => ({ ...key, partial: true })),
  };
}

/** The names of tables, for people. */
export function memberNames(family: Sides<readonly TableRef[]>): Sides<readonly string[]> {
  return mapSides(family, (members) => members.map(tableName));
}

/** What to do about rows: a step for every kind of difference, however many tables it is in. */
import type { TableReport } from '../../model/report.ts';
import { count, counted } from '../numbers.ts';
import { printable, printableValue } from '../printable.ts';
import { arrivedEmpty, endedEarly, mainRun, mainTail } from './damage.ts';
import { listedNames } from './names.ts';
import type { Names } from './names.ts';

/** Tables that have a sentence of their own; more share one. */
const OWN = 2;
/** Missing or changed rows from which on nobody mends them one by one. */
const MANY = 1000;

export function rowSteps(tables: readonly TableReport[], names: Names): string[] {
  return [
    ...extra(tables, names),
    ...absent(tables, names),
    ...emptied(tables, names),
    ...cutShort(tables, names),
    ...scattered(tables, names),
    ...changed(tables, names),
  ];
}

function extra(tables: readonly TableReport[], names: Names): string[] {
  const more = tables.filter((table) => table.rows.extra > 0);
  if (more.length === 0) return [];
  return [
    `Find out who wrote the rows that only the target has (${listedNames(more, names)}) before loading anything again: that may erase them.`,
  ];
}

function absent(tables: readonly TableReport[], names: Names): string[] {
  const missing = tables.filter((table) => table.target === null);
  if (missing.length === 0) return [];
  const what =
    missing.length > OWN ? `${counted(missing.length, 'table')} that the target lacks` : listedNames(missing, names);
  return [`Bring over ${what}, or leave out with --exclude what is meant to stay behind.`];
}

function emptied(tables: readonly TableReport[], names: Names): string[] {
  const empty = tables.filter(arrivedEmpty);
  return empty.length === 0 ? [] : [`Load ${listedNames(empty, names)} again: nothing of it is in the target.`];
}

/** Most of what is missing lies behind the target's last key, or in one run of keys. */
function cutShort(tables: readonly TableReport[], names: Names): string[] {
  const ended = endedEarly(tables);
  const holes = tables.filter((table) => !ended.includes(table) && mainRun(table) !== null);
  return [
    ...(ended.length <= OWN ? ended.map((table) => endStep(table, names)) : [endSteps(ended, names)]),
    ...(holes.length <= OWN ? holes.map((table) => runStep(table, names)) : [runSteps(holes, names)]),
  ];
}

function endStep(table: TableReport, names: Names): string {
  const { after = {}, rows = 0 } = mainTail(table) ?? {};
  return `Load ${names.name(table)} again from behind ${keyWords(table, after)}: ${part(rows, table)} missing rows lie behind the last one that arrived, as a transfer cut short leaves it.`;
}

function endSteps(tables: readonly TableReport[], names: Names): string {
  const rows = tables.reduce((sum, table) => sum + (table.cutShort?.rows ?? 0), 0);
  return `Load ${listedNames(tables, names)} again from behind the last key that arrived (cutShort in --format json): ${counted(rows, 'row')} lie behind it, as a transfer cut short leaves it.`;
}

function runStep(table: TableReport, names: Names): string {
  const run = mainRun(table);
  if (run === null) return '';
  const [first, last] = [keyWords(table, run.first), keyWords(table, run.last)];
  return `Load ${names.name(table)} again from ${first} through ${last}: ${part(run.rows, table)} missing rows are one unbroken run, as a transfer cut short or a lost batch leaves it.`;
}

function runSteps(tables: readonly TableReport[], names: Names): string {
  return `Load the missing runs of keys of ${listedNames(tables, names)} again (runs in --format json): each holds most of what its table misses, as a lost batch leaves it.`;
}

/** `all`, or `12,500 of 12,503` */
function part(rows: number, table: TableReport): string {
  return rows === table.rows.missing ? 'all' : `${count(rows)} of ${count(table.rows.missing)}`;
}

function scattered(tables: readonly TableReport[], names: Names): string[] {
  const ended = endedEarly(tables);
  const holes = tables.filter(
    (table) => table.rows.missing > 0 && !arrivedEmpty(table) && !ended.includes(table) && mainRun(table) === null,
  );
  if (holes.length === 0) return [];
  const rows = holes.reduce((sum, table) => sum + table.rows.missing, 0);
  if (rows >= MANY) {
    return [
      `Load ${listedNames(holes, names)} anew: ${counted(rows, 'missing row')} all over the keys are more than can be brought over one by one (--format json --max-differences N lists N of each table).`,
    ];
  }
  return [
    `Load the missing rows of ${listedNames(holes, names)} again: --format json --max-differences N lists the first N of them.`,
  ];
}

/** Every changed row differs in the same columns: more likely a conversion than lost updates. */
function changed(tables: readonly TableReport[], names: Names): string[] {
  const some = tables.filter((table) => table.rows.changed > 0);
  const alike = some.filter((table) => onlyColumns(table) !== null);
  const others = some.filter((table) => !alike.includes(table));
  return [
    ...(alike.length <= OWN ? alike.map((table) => convertedStep(table, names)) : [convertedSteps(alike, names)]),
    ...(others.length === 0 ? [] : [changedStep(others, names)]),
  ];
}

/** Null when they differ in several ways, or there are too few to tell. */
function onlyColumns(table: TableReport): string | null {
  const changed = table.differences.filter((difference) => difference.kind === 'changed');
  const columns = new Set(changed.map((difference) => JSON.stringify(difference.columns ?? [])));
  const [only] = columns;
  if (columns.size !== 1 || only === undefined || only === '[]' || changed.length < 3) return null;
  return (JSON.parse(only) as readonly string[]).map((column) => printable(column)).join(', ');
}

function convertedStep(table: TableReport, names: Names): string {
  const listed = table.differences.filter((difference) => difference.kind === 'changed').length;
  const scope = listed === table.rows.changed ? 'all' : `the first ${count(listed)} of`;
  return `Compare a few of the changed rows of ${names.name(table)} by hand: ${scope} ${counted(table.rows.changed, 'row')} differ in nothing but ${onlyColumns(table) ?? ''}, as a conversion or one late UPDATE leaves it.`;
}

function convertedSteps(tables: readonly TableReport[], names: Names): string {
  const rows = tables.reduce((sum, table) => sum + table.rows.changed, 0);
  const columns = new Set(tables.map(onlyColumns));
  const where = columns.size === 1 ? `in nothing but ${[...columns][0] ?? ''}` : 'in the same columns each';
  return `Compare a few of the changed rows of ${listedNames(tables, names)} by hand: ${counted(rows, 'row')} of ${counted(tables.length, 'table')} differ ${where}, as a conversion or one late UPDATE leaves it.`;
}

function changedStep(tables: readonly TableReport[], names: Names): string {
  const rows = tables.reduce((sum, table) => sum + table.rows.changed, 0);
  const how = rows >= MANY ? 'load these tables anew, or the rows by key' : 'load them again by key';
  return `Find out which side of the changed rows of ${listedNames(tables, names)} is right (${counted(rows, 'row')}), and ${how}: --format json --max-differences N lists them with their columns.`;
}

function keyWords(table: TableReport, key: Readonly<Record<string, string | null>>): string {
  return table.key.map((column) => `${printable(column)} ${printableValue(key[column] ?? null)}`).join(', ');
}

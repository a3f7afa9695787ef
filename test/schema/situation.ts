/** A situation of the schema gate: what is on each side, what is found, and what the fixes make of it. */
import { expect } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas, type Adapter, type Config, type Finding, type Report } from '../../src/index.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';

export interface Situation {
  readonly name: string;
  readonly both?: string;
  readonly source?: string;
  readonly target?: string;
  readonly options?: Partial<Config>;
  /** Every finding as `severity kind object table.name · aspect`, in order of severity. */
  readonly found: readonly string[];
  /** Statements that the server refuses, and why: they are not run. */
  readonly refused?: string;
  /** Statements that do not mend it: it has to be said why. */
  readonly stays?: string;
}

/** What engine has what SQL: a text for both, or one for each. */
export interface Pairing {
  readonly source: TestEngine;
  readonly target: TestEngine;
}

/** Loads both sides, holds the findings against what is expected, runs the fixes and looks again. */
export async function runSituation(one: Situation, pairing: Pairing): Promise<void> {
  await using source = await freshDatabase(pairing.source, 'gate_source');
  await using target = await freshDatabase(pairing.target, 'gate_target');
  await load(source, [one.both, one.source]);
  await load(target, [one.both, one.target]);
  const report = await gate(source, target, one.options);
  expect(report.schemaFailure).toBeUndefined();
  const found = (report.schema ?? []).map((finding) => inWords(finding, source.name));
  expect(found.sort(bySeverity)).toEqual([...one.found].sort(bySeverity));
  expect(report.verdict).toBe(found.some((line) => line.startsWith('blocker')) ? 'mismatch' : 'match');
  if (one.refused !== undefined) return;
  await applyFixes(report, target);
  const again = await gate(source, target, one.options);
  const left = blockers(again);
  if (one.stays === undefined) expect(left.map((finding) => inWords(finding, source.name))).toEqual([]);
  else expect(left.length, one.stays).toBeGreaterThan(0);
}

async function load(database: TestDatabase, texts: readonly (string | undefined)[]): Promise<void> {
  for (const sql of texts.flatMap((text) => (text === undefined ? [] : statements(text)))) await database.run(sql);
}

/** One statement after the other: some want a transaction of their own. `--;` stands for a semicolon within one. */
function statements(sql: string): string[] {
  return sql
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim().replaceAll('--;', ';'))
    .filter((statement) => statement !== '');
}

export function adapterOf(database: TestDatabase): Adapter {
  return database.engine === 'postgres' ? postgres(database.url) : mysql(database.url);
}

export function gate(source: TestDatabase, target: TestDatabase, options: Partial<Config> = {}): Promise<Report> {
  return compareSchemas({ ...options, source: adapterOf(source), target: adapterOf(target) });
}

export function blockers(report: Report): readonly Finding[] {
  return (report.schema ?? []).filter((finding) => finding.severity === 'blocker');
}

/** Runs the fixes of everything but notes, in the order in which the report has them. */
export async function applyFixes(report: Report, target: TestDatabase): Promise<void> {
  for (const { fix, severity } of report.schema ?? []) {
    if (fix === null || severity === 'note') continue;
    // A function's body has semicolons of its own.
    const parts = fix.includes('$') || /\bbegin\b/i.test(fix) ? [fix] : fix.split(/;(?:\n|$)/);
    for (const part of parts.filter((text) => text.trim() !== '')) await target.run(part);
  }
}

/** Without the schema, which is another for each run on MySQL. */
export function inWords({ severity, kind, object, table, name, aspect }: Finding, schema: string): string {
  const home =
    table === null || object === 'table' ? '' : `${table.replace(/^public\./, '').replace(`${schema}.`, '')}.`;
  return `${severity} ${kind} ${object} ${home}${name}${aspect === null ? '' : ` · ${aspect}`}`;
}

const RANKS = ['blocker', 'warning', 'note'];

function bySeverity(a: string, b: string): number {
  const rank = (line: string): number => RANKS.indexOf(line.split(' ')[0] ?? '');
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

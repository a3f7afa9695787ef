import type { ColumnDefinition } from '../model/definition.ts';
import type { ColumnShape } from '../model/column.ts';
import { ruleFor } from '../model/rule.ts';
import type { Severity } from '../model/finding.ts';
import type { Sides } from '../model/side.ts';
import { sameType } from './equivalences.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected } from './paired.ts';

/** A column as both descriptions of its side have it. */
export interface WholeColumn {
  readonly shape: ColumnShape;
  readonly definition: ColumnDefinition;
}

export interface TypeJudgement {
  readonly severity: Severity;
  readonly why: string;
}

/** What the change of a column's type does to its values; null when nothing worth a word. */
export function judgeTypes(inspected: Inspected, columns: Sides<WholeColumn>): TypeJudgement | null {
  const { source, target } = columns;
  const oneEngine = isOneEngine(inspected);
  if (oneEngine && sameType(inspected, source.definition.native, target.definition.native)) return null;
  if (ruleFor(source.shape.type, target.shape.type) === null) {
    return { severity: 'blocker', why: 'no rule of the type table compares the two' };
  }
  const narrower = narrowerBy(columns);
  if (narrower !== null)
    return { severity: isHuge(target) ? 'warning' : 'blocker', why: `the target holds less: ${narrower}` };
  // Labels are an aspect of their own.
  if (source.definition.labels !== null && target.definition.labels !== null) return null;
  if (source.shape.type.kind !== target.shape.type.kind) return otherKind(columns, oneEngine);
  if (!oneEngine) return null;
  const wider = source.definition.native.split('(')[0] === target.definition.native.split('(')[0];
  const grown = wider || source.shape.type.kind === 'integer' || source.shape.type.kind === 'text';
  return grown ? { severity: 'note', why: 'the target holds more' } : { severity: 'warning', why: 'another type' };
}

/** Beyond 63 bits nobody counts: an unsigned BIGINT is a habit, and a bigint holds what it will ever see. */
function isHuge({ definition: { range } }: WholeColumn): boolean {
  return range !== null && BigInt(range.most) >= 2n ** 63n - 1n;
}

function otherKind({ source, target }: Sides<WholeColumn>, oneEngine: boolean): TypeJudgement | null {
  const kinds = `${source.shape.type.kind} ${target.shape.type.kind}`;
  if (oneEngine) return { severity: 'warning', why: 'another type with values of its own rules' };
  if (kinds === 'text enum' || kinds === 'text uuid' || kinds === 'text json') {
    return { severity: 'warning', why: 'the target takes only some of the texts that the source takes' };
  }
  if (kinds === 'enum text' || kinds === 'set text') {
    return { severity: 'note', why: 'the target takes any text where the source takes its labels alone' };
  }
  return null;
}

/** In what the target is narrower; null when every value of the source fits by its declaration. */
function narrowerBy({ source, target }: Sides<WholeColumn>): string | null {
  return narrowerRange(source, target) ?? narrowerDigits(source, target) ?? narrowerSize(source, target);
}

function narrowerRange(source: WholeColumn, target: WholeColumn): string | null {
  const [from, to] = [source.definition.range, target.definition.range];
  if (from === null || to === null) return null;
  if (BigInt(to.most) < BigInt(from.most)) return `up to ${to.most} instead of ${from.most}`;
  return BigInt(to.least) > BigInt(from.least) ? `from ${to.least} instead of ${from.least}` : null;
}

function narrowerDigits(source: WholeColumn, target: WholeColumn): string | null {
  if (target.shape.type.kind !== 'decimal') return null;
  const [to, toScale] = [target.definition.digits, target.shape.type.size ?? 0];
  if (to === null) return null;
  const { range, digits } = source.definition;
  const longest =
    range === null ? null : Math.max(...[range.least, range.most].map((end) => end.replace('-', '').length));
  const from = longest ?? (digits === null ? Infinity : digits - (source.shape.type.size ?? 0));
  if (from > to - toScale)
    return `${to - toScale} digits before the point instead of ${from === Infinity ? 'any' : from}`;
  const fromScale = range === null ? (source.shape.type.size ?? Infinity) : 0;
  return fromScale > toScale
    ? `${toScale} digits behind the point instead of ${fromScale === Infinity ? 'any' : fromScale}`
    : null;
}

/** What `size` means for a kind, see `ColumnType`. */
const SIZES: Readonly<Record<string, string>> = {
  text: 'characters',
  bytes: 'bytes',
  bits: 'bits',
  float: 'bits',
  time: 'fraction digits',
  timestamp: 'fraction digits',
  instant: 'fraction digits',
};

function narrowerSize(source: WholeColumn, target: WholeColumn): string | null {
  const unit = SIZES[target.shape.type.kind];
  const [from, to] = [source.shape.type.size, target.shape.type.size];
  if (unit === undefined || SIZES[source.shape.type.kind] !== unit || to === null) return null;
  if (from !== null && from <= to) return null;
  return `${to} ${unit} instead of ${from ?? 'any number'}`;
}

import { canLookUp } from '../model/form.ts';
import type { ColumnPair } from '../model/plan.ts';
import type { Side, Sides } from '../model/side.ts';
import type { CandidateKey, TableShape } from '../model/table.ts';

export function canBeKey({ source, target, form }: ColumnPair): boolean {
  return canLookUp(form, source.type.kind) && canLookUp(form, target.type.kind);
}

export function namesOn(columns: readonly ColumnPair[], side: Side): readonly string[] {
  return columns.map((pair) => pair[side].name);
}

/** A key that both sides declare beats one of a single side; a primary one beats a unique one; NULLs come last. */
export function bestKey(tables: Sides<TableShape>, pairs: readonly ColumnPair[]): readonly ColumnPair[] | null {
  const candidates = (['source', 'target'] as const).flatMap((side) =>
    tables[side].keys.flatMap((key) => {
      const columns = key.columns.map((name) => pairs.find((pair) => pair[side].name === name));
      if (columns.some((pair) => pair === undefined || !canBeKey(pair))) return [];
      return [{ key, columns: columns as ColumnPair[], side }];
    }),
  );
  const penalty = ({ key, columns, side }: (typeof candidates)[number]): number => {
    const other = proofOf(tables, columns, side === 'source' ? 'target' : 'source');
    const nullable = key.nullable || other?.nullable === true;
    const proved = other !== null && other.partial !== true && key.partial !== true;
    return (nullable ? 8 : 0) + (proved ? 0 : 4) + (key.primary ? 0 : 2) + (side === 'source' ? 0 : 1);
  };
  const ranked = candidates.sort((a, b) => penalty(a) - penalty(b) || a.columns.length - b.columns.length);
  return ranked[0]?.columns ?? null;
}

/** The declared key of a side that consists of these columns, in this order if there is one. */
export function proofOf(tables: Sides<TableShape>, columns: readonly ColumnPair[], side: Side): CandidateKey | null {
  const names = namesOn(columns, side);
  const sameSet = tables[side].keys.filter(
    (key) => key.columns.length === names.length && names.every((name) => key.columns.includes(name)),
  );
  return sameSet.find((key) => inOrder(key, names)) ?? sameSet[0] ?? null;
}

export function inOrder(key: CandidateKey, names: readonly string[]): boolean {
  return key.columns.every((name, i) => name === names[i]);
}

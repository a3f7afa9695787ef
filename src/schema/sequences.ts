import type { Fed, SequencePosition, SequenceDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isHidden } from './hidden.ts';
import { matchUp } from './match-up.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected } from './paired.ts';

/** A sequence and where it stands. */
export interface PlacedSequence {
  readonly sequence: SequenceDefinition;
  readonly position: SequencePosition;
}

/** Nobody looked. */
export const NOWHERE: SequencePosition = { next: null, largest: null };

/** Sequences, identities and AUTO_INCREMENT: what they are and where they stand. */
export function compareSequences(inspected: Inspected, placed: Sides<readonly PlacedSequence[]>): Draft[] {
  if (isHidden(inspected, { object: 'sequence', name: null })) return [];
  const wanted = fedInTarget(inspected, placed.source);
  const feeds = (source: PlacedSequence, { sequence }: PlacedSequence): boolean =>
    sequence.feeds.some((fed) => wanted.get(source)?.includes(`${tableName(fed.table)}.${fed.column}`) === true);
  const { pairs, missing, extra } = matchUp(placed.source, placed.target, [
    feeds,
    (source, target) => hasSameName(inspected, source.sequence, target.sequence),
  ]);
  const partners = new Map(pairs.map(({ source, target }) => [target, source]));
  return [
    ...missing.filter(({ sequence }) => isMissed(inspected, sequence)).map((one) => missingSequence(inspected, one)),
    ...extra.filter(({ sequence }) => sequence.feeds.length === 0).map(({ sequence }) => extraSequence(sequence)),
    ...pairs.flatMap((pair) => (isOneEngine(inspected) ? [...attributes(pair), ...facts(inspected, pair)] : [])),
    ...placed.target.flatMap((target) => standing(inspected, target, partners.get(target) ?? null)),
  ];
}

/** What a column lacks that it fed is said of the column, unless that goes on drawing from what is not there. */
function isMissed({ bySource }: Inspected, { feeds }: SequenceDefinition): boolean {
  return feeds.every(({ table, column }) => {
    const paired = bySource.get(tableName(table));
    const name = paired?.columns.get(column);
    return paired?.target.columns.some((one) => one.name === name && one.default !== null) === true;
  });
}

/** The columns that it feeds, in the target's names: looked up once, since every sequence is held against every other. */
function fedInTarget(
  { bySource }: Inspected,
  sequences: readonly PlacedSequence[],
): ReadonlyMap<PlacedSequence, string[]> {
  return new Map(
    sequences.map((one) => {
      const columns = one.sequence.feeds.flatMap(({ table, column }) => {
        const paired = bySource.get(tableName(table));
        const name = paired?.columns.get(column);
        return paired === undefined || name === undefined ? [] : [`${tableName(paired.target)}.${name}`];
      });
      return [one, columns];
    }),
  );
}

function hasSameName({ schemas }: Inspected, source: SequenceDefinition, target: SequenceDefinition): boolean {
  return source.name !== null && source.name === target.name && schemas.get(source.schema) === target.schema;
}

function nameOf({ name, feeds: [fed] }: SequenceDefinition): string {
  return name ?? (fed === undefined ? 'AUTO_INCREMENT' : `${fed.table.name}.${fed.column}`);
}

function labelOf({ feeds: [fed] }: SequenceDefinition): string | null {
  return fed === undefined ? null : tableName(fed.table);
}

function missingSequence(inspected: Inspected, { sequence, position }: PlacedSequence): Draft {
  const schema = inspected.schemas.get(sequence.schema) ?? sequence.schema;
  return draft({
    kind: 'missing',
    object: 'sequence',
    name: nameOf(sequence),
    severity: 'blocker',
    source: sequence.type,
    message: 'the target has no such sequence',
    change: { type: 'create sequence', sequence: { ...sequence, schema }, position },
  });
}

function extraSequence(sequence: SequenceDefinition): Draft {
  const message = 'only the target has it';
  return draft({
    ...{ kind: 'extra', object: 'sequence', name: nameOf(sequence), severity: 'note', target: sequence.type, message },
  });
}

function attributes({ source, target }: { readonly source: PlacedSequence; readonly target: PlacedSequence }): Draft[] {
  const [from, to] = [source.sequence, target.sequence];
  const names = ['increment', ...(from.type === to.type ? (['least', 'most'] as const) : ['type']), 'cycle'] as const;
  return names.flatMap((aspect) => {
    const [before, after] = [String(from[aspect as 'type']), String(to[aspect as 'type'])];
    if (before === after) return [];
    return [
      draft({
        kind: 'changed',
        object: 'sequence',
        table: labelOf(from),
        name: nameOf(from),
        aspect,
        severity: aspect === 'type' ? 'note' : 'warning',
        source: before,
        target: after,
        message: 'it hands out other numbers',
      }),
    ];
  });
}

const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  persistence: {
    severity: 'blocker',
    message: 'an unlogged sequence begins anew after a crash: numbers will come twice',
  },
  owner: { severity: 'warning', message: 'somebody else may change and drop it' },
};

/** Who owns it goes with the table that it numbers; of a role that the target lacks everything is said once. */
function facts({ definitions }: Inspected, { source, target }: Sides<PlacedSequence>): Draft[] {
  const roles = definitions.target.roles?.map(({ name }) => name) ?? [];
  return Object.entries(FACTS).flatMap(([aspect, rule]) => {
    const [from, to] = [source.sequence.facts?.[aspect] ?? null, target.sequence.facts?.[aspect] ?? null];
    if (from === null || to === null || from === to) return [];
    if (aspect === 'owner' && (!roles.includes(from) || source.sequence.feeds.length > 0)) return [];
    if (aspect === 'persistence' && to !== 'unlogged') return [];
    const common = { object: 'sequence', table: labelOf(source.sequence), name: nameOf(source.sequence) } as const;
    return [draft({ kind: 'changed', ...common, aspect, ...rule, source: from, target: to })];
  });
}

/** Where a sequence of the target stands: against its own columns, against the source's, against its end. */
function standing(inspected: Inspected, target: PlacedSequence, source: PlacedSequence | null): Draft[] {
  const { sequence, position } = target;
  const common = {
    object: 'sequence',
    table: labelOf(source?.sequence ?? sequence),
    name: nameOf(sequence),
    aspect: 'position',
    source: source?.position.next ?? null,
    target: position.next,
  } as const;
  const unread = unreadOf(target, source).map(({ side, message }) =>
    draft({ kind: 'hidden', ...common, aspect: side, severity: 'warning', message }),
  );
  if (position.next === null) return unread;
  const behind = behindWhat(target, source);
  const change = behind === null ? null : moveTo(sequence, behind);
  return [
    ...unread,
    ...(behind === null ? [] : [draft({ kind: 'behind', ...common, ...behind, change })]),
    ...unseen(sequence).map((message) => draft({ kind: 'behind', ...common, severity: 'note', message })),
    ...headroom(inspected, sequence, position.next).map((message) =>
      draft({ kind: 'stale', ...common, aspect: 'headroom', severity: 'warning', message }),
    ),
  ];
}

/** What an account may not see of where it should stand. */
function unreadOf(
  target: PlacedSequence,
  source: PlacedSequence | null,
): { readonly side: Side; readonly message: string }[] {
  const position = (side: Side): string => `the account of the ${side} may not see where it stands: grant SELECT on it`;
  const closed = target.sequence.feeds.filter(({ readable }) => readable === false);
  const columns = closed.map(({ table, column }) => `${tableName(table)}.${column}`).join(', ');
  return [
    ...(target.position.next === null ? [{ side: 'target', message: position('target') } as const] : []),
    ...(source?.position.next === null ? [{ side: 'source', message: position('source') } as const] : []),
    ...(closed.length === 0
      ? []
      : [{ side: 'target', message: `the account of the target may not see ${columns}, which it numbers` } as const]),
  ];
}

interface Behind {
  /** It is the column that decides, and not the source's position. */
  readonly byColumn: boolean;
  /** The number that it should hand out next. */
  readonly needs: string;
  readonly severity: Severity;
  readonly message: string;
}

/**
 * What the sequence has been overtaken by: its own column, or the source's sequence, whose numbers were handed out even
 * where their rows are gone, and whatever a number that was made by hand says; null when the next number is free.
 */
function behindWhat(target: PlacedSequence, source: PlacedSequence | null): Behind | null {
  const { next, largest } = target.position;
  const step = BigInt(target.sequence.increment);
  const collides = isBehind(target);
  // Whoever writes the source brings numbers of his own, and will go on doing so.
  const asInSource = source !== null && isBehind(source);
  const ahead = source?.position.next ?? null;
  if (ahead !== null && isOvertaken(target, String(BigInt(ahead) - step))) {
    const needs = collides && !asInSource ? farther(step, ahead, String(BigInt(largest ?? ahead) + step)) : ahead;
    const common = { needs, byColumn: needs !== ahead };
    const where = `it hands out ${String(next)} next where the source is at ${ahead}`;
    if (isSetByLoader(target, source))
      return { ...common, severity: 'warning', message: `${where}: numbers of rows that are gone will come again` };
    return { ...common, severity: 'blocker', message: `${where}: numbers will come twice` };
  }
  if (largest === null || !collides) return null;
  const message = `it hands out ${String(next)} next, and the column is at ${largest}: inserts will collide`;
  const needs = String(BigInt(largest) + step);
  if (!asInSource) return { needs, byColumn: true, severity: 'blocker', message };
  return { needs, byColumn: true, severity: 'note', message: `${message}; so it is in the source` };
}

/**
 * A counter on one side and a sequence on the other: whoever loads tables into another engine sets it behind the last
 * row, which is right as far as rows go. Between two of a kind it comes with its definition, and has to.
 */
function isSetByLoader(target: PlacedSequence, source: PlacedSequence | null): boolean {
  const isOfOtherKind = source !== null && (source.sequence.name === null) !== (target.sequence.name === null);
  const isMeasured = target.position.largest !== null || fedByIndex(target.sequence) !== null;
  return isOfOtherKind && isMeasured && !isBehind(target);
}

function farther(step: bigint, a: string, b: string): string {
  return BigInt(a) > BigInt(b) === step > 0n ? a : b;
}

/** Rows may come until it is run: then the column is asked again, if it is what decides. */
function moveTo(sequence: SequenceDefinition, { needs, byColumn }: Behind): SchemaChange {
  return { type: 'set position', sequence, next: needs, fed: byColumn ? fedByIndex(sequence) : null };
}

/** Whether its own column has overtaken it. */
export function isBehind(placed: PlacedSequence): boolean {
  const { largest } = placed.position;
  return largest !== null && isOvertaken(placed, largest);
}

/** Whether a number has been handed out by other means than this sequence. */
function isOvertaken({ sequence, position: { next } }: PlacedSequence, number: string): boolean {
  if (next === null) return false;
  return BigInt(sequence.increment) < 0n ? BigInt(next) >= BigInt(number) : BigInt(next) <= BigInt(number);
}

function fedByIndex({ feeds }: SequenceDefinition): Fed | null {
  const [only] = feeds;
  return feeds.length === 1 && only?.indexed === true ? only : null;
}

function unseen({ feeds }: SequenceDefinition): string[] {
  const blind = feeds
    .filter((fed) => !fed.indexed && fed.readable !== false)
    .map((fed) => `${tableName(fed.table)}.${fed.column}`);
  return blind.length === 0
    ? []
    : [`not held against ${blind.join(', ')}: its largest value is no measure, or there is no index to find it`];
}

/** From here on somebody should know: four fifths are gone. */
const NEARLY_USED_UP = 80n;

/** Whether the numbers are nearly used up: the sequence's, or those that the column's type holds. */
function headroom(inspected: Inspected, sequence: SequenceDefinition, next: string): string[] {
  if (sequence.cycle || BigInt(sequence.increment) < 0n) return [];
  const ranges = sequence.feeds.flatMap(({ table, column }) => {
    const target = inspected.tables.find((one) => tableName(one.target) === tableName(table))?.target;
    return target?.columns.find(({ name }) => name === column)?.range?.most ?? [];
  });
  const most = [sequence.most, ...ranges].map(BigInt).reduce((a, b) => (a < b ? a : b));
  const used = (BigInt(next) * 100n) / most;
  return used < NEARLY_USED_UP ? [] : [`${String(used)} % of its numbers are used up: it ends at ${String(most)}`];
}

/** The sequences that belong to what is compared: those that feed a paired table, or nothing at all. */
export function selectSequences(inspected: Inspected, side: 'source' | 'target'): readonly SequenceDefinition[] {
  const names = new Set(inspected.tables.map((table) => tableName(table[side])));
  const schemas = inspected.plan.schemas[side];
  return inspected.definitions[side].sequences.filter(({ schema, feeds }) =>
    feeds.length === 0 ? schemas.includes(schema) : feeds.some((fed) => names.has(tableName(fed.table))),
  );
}

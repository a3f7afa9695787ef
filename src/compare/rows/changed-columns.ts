import type { Difference } from '../../model/difference.ts';
import { formText } from '../../model/form.ts';
import type { Form } from '../../model/form.ts';
import { frameColumns } from '../../model/frame.ts';
import { ROW_HASH } from '../../model/hashed-view.ts';
import { keyIdentity } from '../../model/key.ts';
import type { Key } from '../../model/key.ts';
import { bothSides } from '../../model/side.ts';
import type { Side } from '../../model/side.ts';
import { loosened } from '../let-pass/loose-rows.ts';
import type { LooseColumn } from '../let-pass/loose-rows.ts';
import type { TablePair } from '../table-pair.ts';
import { canLookUpKeys, keyOfFrame } from './row-key.ts';

/** What it takes of a pair. */
export type LookUp = Pick<TablePair, 'plan' | 'readers' | 'loose' | 'hashing' | 'showValues'>;

/** Keys that are looked up by one statement. */
const KEYS_AT_ONCE = 200;

/**
 * Fetches the changed ones among some differences on both sides and names the columns that differ. This is a second
 * look: a row that is no longer changed becomes null, since it would not hold still. Rows that a side cannot look up by
 * this key stay as they are.
 */
export async function nameChangedColumns(
  lookUp: LookUp,
  differences: readonly Difference[],
): Promise<readonly (Difference | null)[]> {
  if (!canLookUpKeys(lookUp.plan.views) || !tellsColumns(lookUp.plan)) return differences;
  const changed = differences.filter(({ kind }) => kind === 'changed').map(({ key }) => key);
  const keys = [...new Map(changed.map((key) => [keyIdentity(key), key])).values()];
  const fetched = { source: new Map<string, Fetched>(), target: new Map<string, Fetched>() };
  const texts = { source: new Map<string, Texts>(), target: new Map<string, Texts>() };
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const batch = keys.slice(at, at + KEYS_AT_ONCE);
    await bothSides(fetched, (rows, side, stop) =>
      fetchRows(lookUp, side, { keys: batch, rows, texts: texts[side], stop }),
    );
  }
  return differences.map((difference) => {
    if (difference.kind !== 'changed') return difference;
    const identity = keyIdentity(difference.key);
    const named = namedColumns(lookUp, difference, {
      source: fetched.source.get(identity),
      target: fetched.target.get(identity),
    });
    const shown = { source: texts.source.get(identity), target: texts.target.get(identity) };
    return named === null ? null : withValues(lookUp, named, shown);
  });
}

/** Of rows that come as their hashes alone, nobody knows which columns differ. */
function tellsColumns({ views: { source } }: LookUp['plan']): boolean {
  return source.hashed === undefined || source.hashed.columns;
}

/**
 * The hash of each column of a row, since a value may be large, and the value itself where one near it passes for it;
 * `many` when several rows share the key.
 */
type Fetched = readonly (bigint | Uint8Array | null)[] | 'many';

/** A row's values, to be shown. */
type Texts = readonly (string | null)[];

/** Characters of a value that are shown. */
const LONGEST_SHOWN = 200;

/** A difference with the values of its columns on both sides, where they are wanted. */
function withValues(
  { plan, showValues }: LookUp,
  difference: Difference,
  { source, target }: { source: Texts | undefined; target: Texts | undefined },
): Difference {
  const { columns = [] } = difference;
  if (showValues !== true || columns.length === 0) return difference;
  const positions = new Map(plan.views.source.columns.map(({ name }, i) => [name, i]));
  const values = columns.map((name) => {
    const i = positions.get(name) ?? -1;
    return [name, { source: source?.[i] ?? null, target: target?.[i] ?? null }] as const;
  });
  return { ...difference, values: Object.fromEntries(values) };
}

function shownText(form: Form, value: Uint8Array | null): string | null {
  if (value === null) return null;
  const signs = [...formText(form, value)];
  return signs.length > LONGEST_SHOWN ? `${signs.slice(0, LONGEST_SHOWN).join('')}…` : signs.join('');
}

interface Fetching {
  readonly keys: readonly Key[];
  readonly rows: Map<string, Fetched>;
  readonly texts: Map<string, Texts>;
  readonly stop: AbortSignal;
}

async function fetchRows(lookUp: LookUp, side: Side, { keys, rows, texts, stop }: Fetching): Promise<void> {
  const { plan, readers, showValues } = lookUp;
  const forms = plan.views[side].columns.map(({ form }) => form);
  for await (const frames of readers[side].rows(keys)) {
    for (let row = 0; row < frames.count; row++) {
      const identity = keyIdentity(keyOfFrame(plan.views[side], frames, row));
      const columns = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
      const values = columns.map((value, i) => fetched(lookUp, i, value));
      if (showValues === true) {
        texts.set(
          identity,
          columns.map((value, i) => shownText(forms[i] ?? 'text', value)),
        );
      }
      rows.set(identity, rows.has(identity) ? 'many' : values);
    }
    stop.throwIfAborted();
  }
}

function fetched({ hashing, loose }: LookUp, i: number, value: Uint8Array | null): bigint | Uint8Array | null {
  const column = loose?.columns[i];
  const counted = column === undefined ? value : loosened(column, value);
  if (counted === null) return null;
  // A copy, since the frame is used again for the next rows.
  return column?.tolerance == null ? hashing.hash(counted) : Uint8Array.from(counted);
}

function namedColumns(
  { plan, loose }: LookUp,
  difference: Difference,
  { source, target }: { source: Fetched | undefined; target: Fetched | undefined },
): Difference | null {
  // Which of several rows became which cannot be told.
  if (source === 'many' || target === 'many') return difference;
  if (source === undefined || target === undefined) return null;
  const positions = new Map(plan.views.source.columns.map(({ name }, i) => [name, i]));
  // In declared order, whichever order the view has them in.
  const columns = plan.columns
    .map((pair) => pair.source.name)
    .filter((name) => {
      const i = positions.get(name) ?? -1;
      return !isSame(loose?.columns[i], source[i] ?? null, target[i] ?? null);
    });
  if (columns.length > 0) return { ...difference, columns };
  // Two values in a few thousand have the same short hash: the row's own says that it differs.
  const rowHash = positions.get(ROW_HASH) ?? -1;
  return isSame(undefined, source[rowHash] ?? null, target[rowHash] ?? null) ? null : difference;
}

function isSame(column: LooseColumn | undefined, a: Fetched[number], b: Fetched[number]): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return column?.tolerance?.within(a, b) === true;
}

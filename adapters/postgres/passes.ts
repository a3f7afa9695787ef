/**
 * How the rows of a range are read: part of a table by its index, the whole of it by a scan. An index may be damaged and
 * hide rows, and a pass over the whole table is what finds them.
 */
import type { KeyRange } from '../../src/model/key.ts';
import type { TableView } from '../../src/model/view.ts';
import type { Connections } from './connections.ts';
import type { CopyStream } from './frames.ts';
import { SCANNED } from './session.ts';
import type { ServerSettings } from './session.ts';

/** What a pass over the whole table pins; rows that a condition keeps are found as they can be. */
export function wholePass({ where }: Pick<TableView, 'where'>): ServerSettings {
  return where === null ? SCANNED : { enable_seqscan: 'on', enable_sort: 'on' };
}

/** Whether it is not the whole table, as a range that is open on both ends is. */
export function isPart(range: KeyRange): boolean {
  return range.after !== null || range.through !== null;
}

/** What a statement selects of a range. */
export function copyRange(connections: Connections, view: TableView, range: KeyRange, select: string): CopyStream {
  return isPart(range) ? connections.copy(select, true) : connections.copy(select, false, wholePass(view));
}

import { canLookUp, formText } from '../../model/form.ts';
import { frameColumns, frameOffset } from '../../model/frame.ts';
import type { Frames } from '../../model/frame.ts';
import type { Key } from '../../model/key.ts';
import type { Sides } from '../../model/side.ts';
import { keyColumns } from '../../model/view.ts';
import type { TableView } from '../../model/view.ts';

/**
 * Whether both sides can look rows up by their keys: a key that the user named may pair kinds of which one cannot be asked
 * for the other's canonical value.
 */
export function canLookUpKeys(views: Sides<TableView>): boolean {
  return [views.source, views.target].flatMap(keyColumns).every(({ form, type }) => canLookUp(form, type.kind));
}

/** The key of a framed row as canonical text. */
export function keyOfFrame(view: TableView, frames: Frames, row: number): Key {
  const start = frames.starts[row] ?? 0;
  return keyOfBytes(view, frames.bytes.subarray(start, frameOffset(frames.bytes, start, view.keyLength)));
}

/** A framed key as canonical text. */
export function keyOfBytes(view: TableView, bytes: Uint8Array): Key {
  const values = frameColumns(bytes, 0, bytes.length);
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

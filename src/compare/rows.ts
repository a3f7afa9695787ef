import { formText } from '../model/form.ts';
import { frameColumns, frameOffset } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import type { Key } from '../model/key.ts';
import { keyColumns } from '../model/view.ts';
import type { TableView } from '../model/view.ts';

/** The key of a framed row as canonical text. */
export function keyOfFrame(view: TableView, frames: Frames, row: number): Key {
  const start = frames.starts[row] ?? 0;
  const values = frameColumns(frames.bytes, start, frameOffset(frames.bytes, start, view.keyLength));
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

/** The bytes of a framed row. */
export function rowBytes(frames: Frames, row: number): Uint8Array {
  return frames.bytes.subarray(frames.starts[row], frames.ends[row]);
}

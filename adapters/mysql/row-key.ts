import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Key } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';

/** The key of a row whose frame begins with the key columns. */
export function keyOf(view: TableView, frames: Frames, row: number): Key {
  const values = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

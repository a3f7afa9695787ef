import type { ColumnType, Kind } from '../model/column.ts';
import type { Form } from '../model/form.ts';

/** By kind, the forms in which values meet those of the other family of engines, where that is not their own. */
const ACROSS: Readonly<Partial<Record<Kind, Form>>> = {
  array: 'json',
  interval: 'time',
  point: 'point',
};

/** The form in which a value will be compared with one of the customary type of that engine. */
export function formFor(
  type: ColumnType,
  form: Form,
  { from, to }: { readonly from: string; readonly to: string },
): Form {
  return familyOf(from) === familyOf(to) ? form : (ACROSS[type.kind] ?? form);
}

function familyOf(engine: string): string {
  return engine === 'mariadb' ? 'mysql' : engine;
}

import { floatBytes } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishJson, finishUuidBytes, finishUuidText } from '../sql/finish.ts';
import { instantOf, isUtc } from '../sql/time-zone.ts';

/** The value in the form that the view asks for. */
export function canonicalBytes(column: ViewColumn, value: string | Uint8Array): Uint8Array {
  const { form, type } = column;
  if (typeof value !== 'string') return form === 'uuid' ? finishUuidBytes(value) : value;
  switch (form) {
    case 'float':
      return floatBytes(Number(value));
    case 'trimmed':
      return Buffer.from(value.replace(/ +$/, ''));
    case 'uuid':
      return finishUuidText(Buffer.from(value));
    case 'json':
      return finishJson(Buffer.from(value));
    case 'integer':
      return Buffer.from(type.kind === 'bits' ? BigInt(`0b${value}`).toString() : value);
    case 'instant':
      return Buffer.from(type.kind === 'timestamp' ? instant(column, value) : value);
    default:
      return Buffer.from(value);
  }
}

function instant({ timeZone }: ViewColumn, reading: string): string {
  return isUtc(timeZone) ? `${reading}Z` : instantOf(reading, timeZone);
}

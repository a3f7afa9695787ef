import { floatBytes } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { finishAcross } from '../sql/finish-across.ts';
import { finishLabelArray, finishSet } from '../sql/finish-labels.ts';
import {
  finishBitsBytes,
  finishBitsNumber,
  finishFloatAsSingle,
  finishFloatDigits,
  finishSingleDigits,
} from '../sql/finish-numbers.ts';
import { finishUuidBytes, finishUuidText } from '../sql/finish.ts';
import { instantOf, isUtc } from '../sql/time-zone.ts';

/** The value in the form that the view asks for. */
export function canonicalBytes(column: ViewColumn, value: string | Uint8Array): Uint8Array {
  const { form, type } = column;
  if (typeof value !== 'string') return form === 'uuid' ? finishUuidBytes(value) : value;
  const bytes = Buffer.from(value);
  switch (`${type.kind} as ${form}`) {
    case 'float as float':
      return floatBytes(Number(value));
    case 'float as decimal':
      return type.size === 32 ? finishSingleDigits(bytes) : finishFloatDigits(bytes);
    case 'float as single':
      return type.size === 32 ? finishSingleDigits(bytes) : finishFloatAsSingle(bytes);
    case 'bits as integer':
    case 'bits as decimal':
      return finishBitsNumber(bytes);
    case 'bits as bytes':
      return finishBitsBytes(bytes);
    case 'timestamp as instant':
      return Buffer.from(instant(column, value));
    case 'set as labels':
      return finishSet(bytes);
    case 'array as labels':
      return finishLabelArray(bytes);
    default:
      if (form === 'uuid') return finishUuidText(bytes);
      return form === 'trimmed'
        ? Buffer.from(value.replace(/ +$/, ''))
        : (finishAcross(form, type.kind)?.(bytes) ?? bytes);
  }
}

function instant({ timeZone }: ViewColumn, reading: string): string {
  return isUtc(timeZone) ? `${reading}Z` : instantOf(reading, timeZone);
}

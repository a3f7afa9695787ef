/**
 * Keys as the log tells them, in canonical text. The log prints a value by its type's own output under the pinned session,
 * which is what `::text` gives for the types that are here. What is not here makes the table dirty, never a wrong key.
 */
import type { ViewColumn } from '../../../src/model/view.ts';
import { trimZeros } from '../../sql/finish.ts';
import { finishBitsBytes, finishBitsNumber, finishNumberText, finishBooleanText } from '../../sql/finish-numbers.ts';
import { finishDay, finishMidnight, finishSeconds } from '../../sql/finish-times.ts';
import type { Finish } from '../../sql/finish.ts';
import { isUtc } from '../../sql/time-zone.ts';
import { isMoney } from '../expressions.ts';

/** The canonical text of a value that the log prints so; null where it cannot be told. */
export type Part = (printed: string) => string | null;

const same: Part = (printed) => printed;
const unspaced: Part = (printed) => printed.replace(/ +$/, '');
const finished =
  (finish: NonNullable<Finish>): Part =>
  (printed) =>
    Buffer.from(finish(Buffer.from(printed))).toString();
const hex: Part = (printed) => (/^\\x[0-9a-f]*$/.test(printed) ? printed.slice(2) : null);

/** As the plugins write it. */
const TRUTH: Readonly<Record<string, string>> = { true: '1', t: '1', false: '0', f: '0' };

const PARTS: Readonly<Record<string, Part>> = {
  'integer as integer': same,
  'integer as decimal': same,
  'integer as instant': finished(finishSeconds),
  'decimal as decimal': finished(trimZeros),
  'boolean as integer': (printed) => TRUTH[printed] ?? null,
  'bits as bits': same,
  'bits as integer': finished(finishBitsNumber),
  'bits as decimal': finished(finishBitsNumber),
  'bits as bytes': (printed) => Buffer.from(finishBitsBytes(Buffer.from(printed))).toString('hex'),
  'text as text': same,
  'text as trimmed': unspaced,
  'text as integer': finished(finishBooleanText),
  'text as decimal': finished(finishNumberText),
  'text as uuid': uuidOfText,
  'text as native': same,
  'bytes as bytes': hex,
  'bytes as uuid': (printed) => uuidOfHex(hex(printed)),
  'date as date': same,
  'date as timestamp': finished(finishMidnight),
  'time as time': same,
  'timestamp as timestamp': same,
  'timestamp as date': finished(finishDay),
  'timestamp as instant': (printed) => `${printed}Z`,
  'instant as instant': (printed) => `${printed.replace(/\+00(?= BC$|$)/, '')}Z`,
  'uuid as uuid': same,
  'interval as native': same,
  'inet as native': same,
  'enum as text': same,
  'enum as trimmed': unspaced,
  'array as native': same,
};

/** Null for a column of which no value can be told. */
export function partOf(column: ViewColumn): Part | null {
  const { type, form, timeZone } = column;
  // Its bytes need not be the text that they are printed as; a sum is printed with the sign of a currency.
  if (type.encoding === 'SQL_ASCII' || isMoney(type)) return null;
  // Which instant a reading of a zone is, the server's own time zone data says.
  if (type.kind === 'timestamp' && form === 'instant' && !isUtc(timeZone)) return null;
  const part = PARTS[`${type.kind} as ${form}`] ?? null;
  // A cast to text leaves out the spaces that the type's output has.
  return part === same && type.identity === 'postgres:bpchar' ? unspaced : part;
}

/** What is not made of these characters may have another lower case where the server is. */
function uuidOfText(printed: string): string | null {
  const bare = unspaced(printed) ?? '';
  if (!/^[0-9a-zA-Z-]*$/.test(bare)) return null;
  const lower = bare.toLowerCase();
  return /^[0-9a-f]{32}$/.test(lower) ? uuidOfHex(lower) : lower;
}

function uuidOfHex(digits: string | null): string | null {
  return digits?.length === 32 ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : digits;
}

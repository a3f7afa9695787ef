/** Numbers that one side holds as something else: the forms `decimal`, `integer` and `bytes` of floats, bits and texts. */

/** The form `decimal` of a binary64, from digits that are enough to read it back: the shortest ones that are. */
export function finishFloatDigits(bytes: Uint8Array): Uint8Array {
  return Buffer.from(plainDigits(String(Number(textOf(bytes)))));
}

/** The form `single` of a binary64. */
export function finishFloatAsSingle(bytes: Uint8Array): Uint8Array {
  const value = Number(textOf(bytes));
  return Math.fround(value) === value ? finishSingleDigits(bytes) : finishFloatDigits(bytes);
}

/** The forms `decimal` and `single` of a 4-byte float, from digits that are enough to tell it from its neighbours. */
export function finishSingleDigits(bytes: Uint8Array): Uint8Array {
  return Buffer.from(plainDigits(shortestSingle(Math.fround(Number(textOf(bytes))))));
}

/** Nine digits tell any two 4-byte floats apart; most need fewer. */
function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return Number.isFinite(value) ? value.toPrecision(9) : String(value);
}

/** The form `decimal` of a text of digits; any other text stays as it is and equals no number. */
export function finishNumberText(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  return /^[+-]?\d+(\.\d*)?$/.test(text) ? Buffer.from(plainDigits(text)) : bytes;
}

/** `1.50`, `+7`, `15e-1` or `1e+21` in plain decimal notation; `NaN` and the infinities as they are. */
export function plainDigits(text: string): string {
  const [, sign = '', whole, fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === undefined) return text;
  const point = whole.length + Number(exponent);
  const digits = '0'.repeat(Math.max(-point, 0)) + whole + fraction;
  const at = Math.max(point, 0);
  const [before, behind] = [digits.slice(0, at).padEnd(at, '0'), digits.slice(at)];
  const plain = `${before.replace(/^0+(?=\d)/, '') || '0'}.${behind}`.replace(/\.?0*$/, '');
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}

/** The form `decimal` of bits that are written as `0` and `1`. */
export function finishBitsNumber(bytes: Uint8Array): Uint8Array {
  return Buffer.from(BigInt(`0b${textOf(bytes) || '0'}`).toString());
}

/** The form `bytes` of bits that are written as `0` and `1`: to the right of as few bytes as hold them. */
export function finishBitsBytes(bytes: Uint8Array): Uint8Array {
  const bits = textOf(bytes);
  const padded = bits.padStart(Math.ceil(bits.length / 8) * 8, '0');
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

const TRUE = new Set(['t', 'true', 'y', 'yes', 'on', '1']);
const FALSE = new Set(['f', 'false', 'n', 'no', 'off', '0']);

/** The form `integer` of a text that stands for a boolean; any other text stays as it is and equals neither. */
export function finishBooleanText(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8').replace(/ +$/, '').toLowerCase();
  if (TRUE.has(text)) return Buffer.from('1');
  // Behind a mark, since a text such as `1 ` aside, it could look like the number it does not stand for.
  return FALSE.has(text) ? Buffer.from('0') : Buffer.concat([Buffer.from('!'), bytes]);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

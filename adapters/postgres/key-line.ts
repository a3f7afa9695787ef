/** Keys that are whole numbers in some writing. */
export interface KeyLine {
  readonly sqlType: string;
  /** The least key behind this one; null where no key can be. */
  next(this: void, part: string): string | null;
}

const [LAST_INTEGER, LAST_UUID] = [2n ** 63n - 1n, 2n ** 128n - 1n];

export const INTEGERS: KeyLine = {
  sqlType: 'int8',
  next: (part) => (BigInt(part) < LAST_INTEGER ? String(BigInt(part) + 1n) : null),
};

export const UUIDS: KeyLine = {
  sqlType: 'uuid',
  next: (part) => {
    const number = BigInt(`0x${part.replaceAll('-', '')}`);
    return number < LAST_UUID ? (number + 1n).toString(16).padStart(32, '0') : null;
  },
};

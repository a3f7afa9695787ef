import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowOrder } from '../../src/fingerprint/row-order.ts';
import type { OrderedColumn } from '../../src/fingerprint/row-order.ts';
import { floatBytes, orderOf } from '../../src/model/form.ts';
import type { Form } from '../../src/model/form.ts';
import { FrameWriter } from '../../src/model/frame.ts';
import { compareKeys } from '../../src/model/key.ts';
import type { Key } from '../../src/model/key.ts';

const FRACTION = fc.constantFrom('', '.5', '.25', '.000001');
/** Canonical texts of forms whose order is not that of their text. */
const VALUES: Readonly<Partial<Record<Form, fc.Arbitrary<string>>>> = {
  integer: fc.bigInt({ min: -1000n, max: 10n ** 20n }).map(String),
  decimal: fc.tuple(fc.integer(), FRACTION).map(([whole, fraction]) => `${String(whole)}${fraction}`),
  instant: fc
    .tuple(fc.constantFrom('0044', '2024', '12024'), FRACTION, fc.constantFrom('', ' BC'))
    .map(([year, fraction, era]) => `${year}-03-15 00:00:00${fraction}Z${era}`),
  text: fc.string({ unit: 'grapheme' }),
  float: fc.double().map(String),
};

const forms = fc.constantFrom(...(Object.keys(VALUES) as Form[]));
const keys = fc
  .array(forms, { minLength: 1, maxLength: 2 })
  .chain((columns) =>
    fc.tuple(
      fc.constant(columns),
      fc.array(fc.tuple(...columns.map((form) => fc.option(VALUES[form] as fc.Arbitrary<string>))), { maxLength: 6 }),
    ),
  );

it('rows come in the order of their keys, and are left as they are where they have it', () => {
  fc.assert(
    fc.property(keys, ([columns, list]) => {
      const ordered = columns.map((form): OrderedColumn => ({ form, order: orderOf(form) }));
      const orders = ordered.map(({ order }) => order);
      const compare = (a: Key, b: Key): number => compareKeys(orders, a, b);
      const sorted = [...list].sort(compare);
      const places = rowOrder(framed(list, columns), ordered);
      expect(places === null ? list : Array.from(places, (place) => list[place])).toEqual(sorted);
      const ascends = list.every((key, i) => i === 0 || compare(list[i - 1] ?? [], key) < 0);
      expect(places === null).toBe(ascends);
    }),
    { numRuns: 500 },
  );
});

function framed(list: readonly Key[], columns: readonly Form[]): { bytes: Uint8Array; starts: Uint32Array } {
  const writer = new FrameWriter();
  for (const key of list) {
    for (const [i, value] of key.entries()) {
      if (value === null) writer.null();
      else writer.column(columns[i] === 'float' ? floatBytes(Number(value)) : Buffer.from(value));
    }
    writer.endRow();
  }
  const { bytes, starts, count } = writer.take();
  return { bytes, starts: starts.subarray(0, count) };
}

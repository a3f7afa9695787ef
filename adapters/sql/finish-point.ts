import { floatBytes } from '../../src/model/form.ts';

/** A point in well-known binary, behind the four bytes of MySQL's spatial reference system. */
const POINT_BYTES = 25;

/** The form `point` of MySQL's own bytes; another geometry keeps its bytes, which are no point's. */
export function finishPoint(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== POINT_BYTES || view.getUint32(5, true) !== 1) return bytes;
  return Buffer.concat([9, 17].map((at) => floatBytes(view.getFloat64(at, true))));
}

/** The form `point` of two binary64, big-endian. */
export function finishTwoFloats(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.concat([0, 8].map((at) => floatBytes(view.getFloat64(at))));
}

/** The form `labels`: a set's labels in the order of their bytes, each with a comma behind it. */

/** From a SET as MySQL prints it. A label has no comma in it. */
export function finishSet(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  return labelsBytes(text === '' ? [] : text.split(','));
}

/** From an array as JSON. One of more dimensions is marked: it equals no set. */
export function finishLabelArray(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  const elements = JSON.parse(text) as readonly unknown[];
  return elements.some(Array.isArray) ? Buffer.from(`\\[${text}`) : labelsBytes(elements as (string | null)[]);
}

function labelsBytes(labels: readonly (string | null)[]): Uint8Array {
  const framed = labels.map((label) => Buffer.from(label === null ? '\\N,' : `${label.replace(/[\\,]/g, '\\$&')},`));
  return Buffer.concat(framed.sort((a, b) => Buffer.compare(a, b)));
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { temporaryFile } from '../../src/spill/temporary-file.ts';
import type { Run, TemporaryFile } from '../../src/spill/temporary-file.ts';

async function textsOf(file: TemporaryFile, run: Run): Promise<string[]> {
  const all: string[] = [];
  for (let at = run.start; at < run.end;) {
    const { texts, end } = await file.read(at, run.end);
    all.push(...texts);
    at = end;
  }
  return all;
}

/** Any units, halves of characters among them. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
const halves = fc
  .array(fc.constantFrom('\udcff', '\ud83d', '\ude00', 'a', '\u{1f600}', '\ufffd'))
  .map((all) => all.join(''));

it('gives every text back as it was, halves of characters too', async () => {
  const file = await temporaryFile();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(units, halves, fc.string({ unit: 'grapheme' }))), async (texts) => {
        const [first, second] = [await file.append(texts), await file.append(texts.toReversed())];
        expect(await textsOf(file, first)).toEqual(texts);
        expect(await textsOf(file, second)).toEqual(texts.toReversed());
      }),
    );
  } finally {
    await file.close();
  }
});

it('gives texts back that are longer than what is read at a time', async () => {
  const file = await temporaryFile();
  try {
    const texts = ['\udcff'.repeat(40_000), 'ab'.repeat(40_000), '', '\u{1f600}'.repeat(20_000), 'x'];
    const read = await textsOf(file, await file.append(texts));
    // Compared here: a failure would print all of it.
    expect(read.map((text, i) => text === texts[i])).toEqual(texts.map(() => true));
  } finally {
    await file.close();
  }
});

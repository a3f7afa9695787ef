import { describe, expect, it } from 'vitest';
import { CrosstallyError } from '../../src/errors.ts';
import type { ErrorDetails } from '../../src/errors.ts';
import { newNotices } from '../../src/run/notices.ts';
import { retrying } from '../../src/run/retry.ts';
import type { Setback } from '../../src/run/retry.ts';
import { inTime } from '../../src/run/smaller.ts';
import type { KeyRange } from '../../src/model/key.ts';

const lost = () => new CrosstallyError('ADAPTER_CONNECTION_LOST', 'reading from here: gone', { hint: 'run again' });
const failed = (details: ErrorDetails) => new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'refused', details);

/** A question that fails so many times with what `error` makes, and is answered then. */
function failing(times: number, error: () => Error) {
  const asked = { times: 0 };
  const question = async (): Promise<string> => {
    if (++asked.times <= times) throw error();
    return 'answer';
  };
  return { asked, question };
}

function patience(waits: readonly number[], signal = new AbortController().signal) {
  const setbacks: Setback[] = [];
  return { setbacks, retry: retrying({ waits, signal, tell: (setback) => setbacks.push(setback) }) };
}

describe('a question that fails for a while', () => {
  it('is asked again until it is answered, and that is told', async () => {
    const { question, asked } = failing(2, lost);
    const { retry, setbacks } = patience([0.001, 0.01, 1]);
    expect(await retry(question)).toBe('answer');
    expect(asked.times).toBe(3);
    expect(setbacks.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(setbacks[1]?.reason).toBe('ADAPTER_CONNECTION_LOST: reading from here: gone · hint: run again');
    expect(setbacks[1]?.waitSeconds).toBeGreaterThanOrEqual(0.0075);
    expect(setbacks[1]?.waitSeconds).toBeLessThanOrEqual(0.0125);
  });

  it('fails with the last reason when patience is over, and is not asked again by who asked for it', async () => {
    const { question, asked } = failing(99, lost);
    const { retry } = patience([0, 0]);
    const outer = patience([0, 0]);
    await expect(outer.retry(() => retry(question))).rejects.toMatchObject({
      code: 'ADAPTER_CONNECTION_LOST',
      message: 'reading from here: gone (asked 3 times)',
      hint: 'run again',
      remedy: null,
    });
    expect(asked.times).toBe(3);
  });

  it('is asked once when the server was waited for in vain, until it answers', async () => {
    const refused = () =>
      new CrosstallyError('ADAPTER_CONNECT_FAILED', 'connecting to here: refused', { remedy: 'again' });
    const { retry } = patience([0, 0]);
    await expect(retry(failing(99, refused).question)).rejects.toThrow('asked 3 times');
    const next = failing(99, refused);
    await expect(retry(next.question)).rejects.toThrow('refused');
    expect(next.asked.times).toBe(1);
    expect(await retry(async () => 'back')).toBe('back');
    expect(await retry(failing(2, refused).question)).toBe('answer');
  });

  it.each([
    ['for good', () => failed({})],
    ['for its length', () => failed({ remedy: 'smaller' })],
    ['by a mistake of ours', () => new TypeError('undefined is not a function')],
  ])('is not asked again when it failed %s', async (_, error) => {
    const { question, asked } = failing(1, error);
    await expect(patience([0]).retry(question)).rejects.toThrow();
    expect(asked.times).toBe(1);
  });

  it('is given up at once when the run is stopped', async () => {
    const stop = new AbortController();
    const { retry } = patience([60], stop.signal);
    const answer = retry(failing(1, lost).question);
    setTimeout(() => {
      stop.abort();
    }, 10);
    await expect(answer).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('a range that takes too long', () => {
  const range: KeyRange = { after: null, through: null };
  const tooLong = () => failed({ remedy: 'smaller' });

  /** Splits by whole numbers: keys are 1 to 64. */
  async function* split({ after, through }: KeyRange, rows: number): AsyncGenerator<KeyRange> {
    const [first, last] = [Number(after?.[0] ?? 0), Number(through?.[0] ?? 64)];
    let from = after;
    for (let cut = first + rows; cut < last; cut += rows) {
      yield { after: from, through: [String(cut)] };
      from = [String(cut)];
    }
    yield { after: from, through };
  }
  const size = ({ after, through }: KeyRange): number => Number(through?.[0] ?? 64) - Number(after?.[0] ?? 0);

  const tooMany = (rows: number): void => void tooManyRows.push(rows);
  const tooManyRows: number[] = [];

  it('is asked for in parts, in order and without a gap', async () => {
    const answers = await inTime(
      async (part) => {
        if (size(part) > 10) throw tooLong();
        return part;
      },
      { split, tooMany },
      { range, rows: 64 },
    );
    expect(answers.length).toBe(16);
    // Whoever cuts the next range is told.
    expect(tooManyRows).toEqual([64, 16, 16, 16, 16]);
    expect(answers[0]?.after).toBeNull();
    expect(answers.at(-1)?.through).toBeNull();
    for (const [i, answer] of answers.entries()) if (i > 0) expect(answer.after).toEqual(answers[i - 1]?.through);
  });

  it('fails when a single row does', async () => {
    const asking = inTime(() => Promise.reject(tooLong()), { split, tooMany }, { range, rows: 64 });
    await expect(asking).rejects.toMatchObject({ remedy: 'smaller' });
  });

  it('is not asked for in parts when it fails for another reason', async () => {
    let asked = 0;
    const asking = inTime(() => (asked++, Promise.reject(lost())), { split, tooMany }, { range, rows: 64 });
    await expect(asking).rejects.toMatchObject({ code: 'ADAPTER_CONNECTION_LOST' });
    expect(asked).toBe(1);
  });
});

describe('notices', () => {
  it('come between the values, also while the next value takes its time', async () => {
    const notices = newNotices<string>();
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    async function* values(): AsyncGenerator<number> {
      yield 1;
      notices.tell('waiting');
      await gate;
      yield 2;
    }
    notices.tell('before');
    const seen: unknown[] = [];
    for await (const value of notices.among(values(), () => expect.unreachable())) {
      seen.push(value);
      if (value === 'waiting') go();
    }
    expect(seen).toEqual(['before', 1, 'waiting', 2]);
  });

  it('pass a failure on, and end the stage when nobody wants more', async () => {
    let [left, closed] = [false, false];
    async function* values(): AsyncGenerator<number> {
      try {
        yield 1;
        throw new Error('broken');
      } finally {
        closed = true;
      }
    }
    for await (const _ of newNotices<string>().among(values(), () => (left = true))) break;
    expect([left, closed]).toEqual([true, true]);
    const all = async () => {
      for await (const _ of newNotices<string>().among(values(), () => undefined));
    };
    await expect(all()).rejects.toThrow('broken');
  });
});

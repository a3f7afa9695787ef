import picomatch from 'picomatch';
import { z } from 'zod';

/** Splits `a,b` but not `{a,b}`: commas inside braces, brackets and parentheses belong to the glob. */
export function commaParts(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character)) depth--;
    else if (character === ',' && depth <= 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}

/** Instead of the library's words for a value of another type. */
export const TEXT: { readonly error: string } = { error: 'has to be a text' };

/** A name pattern. */
export const glob: z.ZodType<string> = z.string(TEXT).check((context) => {
  const problem = globProblem(context.value);
  if (problem !== null) context.issues.push({ code: 'custom', message: problem, input: context.value });
});

function globProblem(text: string): string | null {
  if (text === '') return 'has an empty pattern';
  try {
    picomatch.makeRe(text, { strictBrackets: true });
    return null;
  } catch (error) {
    return `has a pattern that cannot be read, '${text}': ${error instanceof Error ? error.message : 'no reason given'}`;
  }
}

export const globs: z.ZodType<readonly string[]> = z.array(glob, { error: 'has to be a list of patterns' });

const OFFSET = /^[+-](0\d|1[0-4]):[0-5]\d$/;

/** An IANA name or an offset. */
export const timeZone: z.ZodType<string> = z.string(TEXT).refine(isTimeZone, {
  error: (issue) =>
    `knows no time zone '${String(issue.input)}': use a name such as Europe/Berlin or an offset such as +02:00`,
});

function isTimeZone(text: string): boolean {
  if (OFFSET.test(text)) return true;
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** A whole number in a range, also when it comes as text from a flag. */
export function wholeIn(least: number, most: number): z.ZodType<number> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`;
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.custom<number>(
      (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
      {
        error: `has to be a whole number ${range}`,
      },
    ),
  );
}

/** `a=b,c=d` is two where every part has an equals sign; commas in braces belong to a pattern. */
export function pairParts(text: string): readonly string[] {
  const parts = commaParts(text);
  return parts.every((part) => part.includes('=')) ? parts : [text];
}

/** A text that says something. */
export const words: z.ZodType<string> = z.string(TEXT).refine((text) => text.trim() !== '', { error: 'is empty' });

/** In milliseconds. */
const DURATIONS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** `500ms`, `5s`, `2min`, `1h`, in milliseconds. */
export function durationOf(least: number, most: number): z.ZodType<number> {
  return z.string(TEXT).transform((text, context) => {
    const [, size = '', unit = ''] = /^(\d+(?:\.\d+)?) ?(ms|s|min|h)$/.exec(text.trim()) ?? [];
    const milliseconds = Math.round(Number(size) * (DURATIONS[unit] ?? NaN));
    if (milliseconds >= least && milliseconds <= most) return milliseconds;
    const message = milliseconds > most ? `may be ${durationText(most)} at most` : NO_DURATION;
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });
}

const NO_DURATION = 'has to be a time with its unit, such as 500ms, 5s or 1h';

/** As people write it: `90s`, `2min`. */
export function durationText(milliseconds: number): string {
  const [unit = 'ms', size = 1] = Object.entries(DURATIONS).findLast(([, each]) => milliseconds % each === 0) ?? [];
  return milliseconds === 0 ? '0s' : `${String(milliseconds / size)}${unit}`;
}

import { nearNames } from '../model/near-names.ts';
import type { z } from 'zod';
import { isOption, OPTION_NAMES, optionOf } from './options.ts';
import type { OptionName, Said } from './options.ts';
import type { Kind } from './option.ts';

/** Something wrong with the options, at its place: `['map', 2]`. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export interface Checked {
  /** Those without a problem. */
  readonly said: Said;
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks options by the table, and names every problem.
 *
 * @param from a `program` may hand over values as they are once they were read, and null for what it leaves out
 */
export function checkOptions(raw: Readonly<Record<string, unknown>>, from: 'text' | 'program'): Checked {
  const unknown = Object.keys(raw).filter((name) => !isOption(name));
  const problems: Problem[] = unknown.map((name) => ({ path: [name], message: unknownOption(name) }));
  const said = new Map<OptionName, unknown>();
  for (const name of OPTION_NAMES) {
    const value = raw[name];
    const { kind, fallback } = optionOf(name);
    if (value === undefined || (from === 'program' && value === null && fallback === null)) continue;
    const read = readValue(kind, value, from);
    if (read.success) said.set(name, read.data);
    else problems.push(...read.error.issues.map(({ path, message }) => ({ path: [name, ...path], message })));
  }
  return { said: Object.fromEntries(said), problems };
}

function readValue<T>(kind: Kind<T>, value: unknown, from: 'text' | 'program'): z.ZodSafeParseResult<T> {
  const read = from === 'program' ? kind.program?.safeParse(value) : undefined;
  return read?.success === true ? read : kind.check.safeParse(value);
}

/** `map.2 has to be written as table=table` */
export function problemText({ path, message }: Problem): string {
  return `${path.map(String).join('.')} ${message}`;
}

function unknownOption(name: string): string {
  const [alike] = nearNames(OPTION_NAMES, name, 2);
  return `is no option${alike === undefined ? '' : `: is ${alike} meant?`}`;
}

import { checkOptions } from './check.ts';
import { flagName, isOption, optionOf } from './options.ts';
import type { OptionName, Said } from './options.ts';

/** What flags said, and what is wrong with them. */
export interface FlagsSaid {
  readonly said: Said;
  readonly problems: readonly string[];
}

/** Options given by flags, by their names in the config file. A list can be repeated, and each one can hold several parts. */
export function checkFlags(flags: Readonly<Record<string, unknown>>): FlagsSaid {
  const once = new Map<string, unknown>();
  const twice: string[] = [];
  for (const [name, value] of Object.entries(flags)) {
    if (!isOption(name)) continue;
    const { flag } = optionOf(name).kind;
    if (Array.isArray(value) && (flag === 'one' || flag === 'switch'))
      twice.push(`${flagText(name)} is given more than once`);
    else once.set(name, asInFile(name, value));
  }
  const { said, problems } = checkOptions(Object.fromEntries(once), 'text');
  const told = problems.map(({ path: [name], message }) => `${flagText(name as OptionName)} ${message}`);
  return { said, problems: [...twice, ...told] };
}

/** What flags give piece by piece, as the file has it. */
export function asInFile(name: OptionName, value: unknown): unknown {
  const { kind, flagMeans = true } = optionOf(name);
  if (kind.flag === 'switch') return value === true ? flagMeans : value;
  if (kind.flag === 'patterns') return Array.isArray(value) ? value.join(',') : value;
  if (kind.flag !== 'several' || kind.parts === undefined) return value;
  const { parts } = kind;
  return [value].flat().flatMap((text: unknown) => (typeof text === 'string' ? [...parts(text)] : [text]));
}

/** `--map-column`, `<source>` */
export function flagText(name: OptionName): string {
  const flag = flagName(name);
  return flag === null ? `<${name}>` : `--${flag}`;
}

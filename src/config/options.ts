/**
 * The table of options. Flags, `--help`, variables of the environment, the config file and its schema for editors, the
 * input of the library, `docs/config.md` and what a checkpoint holds a run to all come from it: whoever adds an option
 * adds an entry, in the file of its group.
 */
import { DEFINITIONS } from './options/definitions.ts';
import type { DefinitionOptions } from './options/definitions.ts';
import { FINGERPRINT } from './options/fingerprint.ts';
import type { FingerprintOptions } from './options/fingerprint.ts';
import { GENTLE } from './options/gentle.ts';
import type { GentleOptions } from './options/gentle.ts';
import { HOW } from './options/how.ts';
import type { HowOptions } from './options/how.ts';
import { LET_PASS } from './options/let-pass.ts';
import type { LetPassOptions } from './options/let-pass.ts';
import { REPORT } from './options/report.ts';
import type { ReportOptions } from './options/report.ts';
import { SIDES } from './options/sides.ts';
import type { SideOptions } from './options/sides.ts';
import { WATCH } from './options/watch.ts';
import type { WatchOptions } from './options/watch.ts';
import { WHAT } from './options/what.ts';
import type { WhatOptions } from './options/what.ts';
import type { CommandName, Option, SaidOf, Table, ValuesOf } from './option.ts';

interface All
  extends
    SideOptions,
    WhatOptions,
    HowOptions,
    LetPassOptions,
    DefinitionOptions,
    FingerprintOptions,
    GentleOptions,
    ReportOptions,
    WatchOptions {}

export type OptionName = keyof All;

export const OPTIONS: Table<All> = {
  ...SIDES,
  ...WHAT,
  ...HOW,
  ...LET_PASS,
  ...DEFINITIONS,
  ...FINGERPRINT,
  ...GENTLE,
  ...WATCH,
  ...REPORT,
};

export const OPTION_NAMES: readonly OptionName[] = Object.keys(OPTIONS) as OptionName[];

/** What to compare and how, complete and checked. */
export interface Config
  extends
    ValuesOf<WhatOptions>,
    ValuesOf<HowOptions>,
    ValuesOf<LetPassOptions>,
    ValuesOf<DefinitionOptions>,
    ValuesOf<FingerprintOptions>,
    ValuesOf<GentleOptions>,
    ValuesOf<ReportOptions>,
    ValuesOf<WatchOptions> {}

/** What may be asked for, by the names and in the forms of the config file; what is left out has its default. */
export interface Options
  extends
    SaidOf<WhatOptions>,
    SaidOf<HowOptions>,
    SaidOf<LetPassOptions>,
    SaidOf<DefinitionOptions>,
    SaidOf<FingerprintOptions>,
    SaidOf<GentleOptions>,
    SaidOf<ReportOptions>,
    SaidOf<WatchOptions> {}

/** What a config file, flags and the environment said, read and checked; what was not said is absent. */
export type Said = { readonly [name in OptionName]?: NonNullable<ValuesOf<All>[name]> };

/** An entry whose values are not asked for. */
export function optionOf(name: OptionName): Option<unknown> {
  return OPTIONS[name] as Option<unknown>;
}

/** A value as a flag would say it. */
export function shown(name: OptionName, value: NonNullable<unknown>): string {
  return optionOf(name).kind.show?.(value) ?? JSON.stringify(value);
}

export function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** The flag of an option, without its dashes; null where it has none. */
export function flagName(name: OptionName): string | null {
  const { flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) } = optionOf(name);
  return flag;
}

/** `CROSSTALLY_MAX_LAG` */
export function variableName(name: OptionName): string {
  return `CROSSTALLY_${(flagName(name) ?? name).toUpperCase().replaceAll('-', '_')}`;
}

/** The options that a command takes, in the order of the table. */
export function optionsOf(command: CommandName): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => optionOf(name).takenBy.includes(command));
}

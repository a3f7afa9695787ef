/** What an option is: one entry of the table, from which all that is known of it comes. */
import type { z } from 'zod';

/** The commands that compare two sides, and take options from the table. */
export type CommandName = 'verify' | 'schema' | 'plan' | 'watch' | 'fingerprint';

/** Headings of the help and of the documents, in their order. */
export const GROUPS = {
  sides: 'The two sides',
  what: 'What to compare',
  how: 'How',
  loose: 'What may pass, listed in the report',
  gate: 'Definitions',
  fingerprint: 'Fingerprints',
  gentle: 'Going easy on the databases',
  watch: 'Watching',
  report: 'Report',
} as const;

export type Group = keyof typeof GROUPS;

/** Draft 7 of JSON Schema, as far as editors are told. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How values of an option are written, read and checked, wherever they come from. */
export interface Kind<T> {
  /** Reads and checks what a file holds, or a flag, or a variable of the environment. */
  readonly check: z.ZodType<T>;
  /** What a program may hand over besides: the value as it is once it was read. */
  readonly program?: z.ZodType<T>;
  /**
   * As a flag. `switch`: it stands alone; `one`: it has a value, and can be given once; `patterns`: it can be repeated
   * and has commas; `several`: it can be repeated, each time with something of its own.
   */
  readonly flag: 'switch' | 'one' | 'patterns' | 'several';
  /** What one text of `several` says, where that may be several things. */
  readonly parts?: (text: string) => readonly string[];
  readonly json: JsonSchema;
  /** A value in the words of a flag, for defaults and for facts of a journal; JSON without it. */
  readonly show?: (value: T) => string;
}

/** One option. What it means is told by the comment on its name, for programs, editors and the documents. */
export interface Option<T> {
  readonly group: Group;
  readonly kind: Kind<NonNullable<T>>;
  readonly fallback: T;
  /** The flag without its dashes, where it is not the name in kebab-case; null for what the command line says without one. */
  readonly flag?: string | null;
  /** One letter for a flag that is often given. */
  readonly letter?: string;
  /** The flag stands for this value, and not for `true`. */
  readonly flagMeans?: T;
  /** Its value opens something, and is written nowhere. */
  readonly secret?: true;
  /** Its line in `--help`; null for what only a file says. */
  readonly help: string | null;
  /** What holds without it, in words; else the default is shown. */
  readonly without?: string;
  readonly takenBy: readonly CommandName[];
  /**
   * Whether the findings depend on it. `self`: a run that is gone on with has to have the same value; `plan`: the plan
   * shows what it does, and that has to be the same.
   */
  readonly findings: 'self' | 'plan' | 'no';
  /** The value of the config file in the documents. */
  readonly example: string | null;
}

/** In the interface of a group: what an option is once it was read, and how it may be said. */
export interface Reads<T, Said> {
  readonly value: T;
  readonly said: Said;
}

/** The table of a group, held against its interface. */
export type Table<Group> = {
  readonly [name in keyof Group]: Group[name] extends Reads<infer T, unknown> ? Option<T> : never;
};

/** Complete values. */
export type ValuesOf<Group> = {
  readonly [name in keyof Group]: Group[name] extends Reads<infer T, unknown> ? T : never;
};

/** What may be said. */
export type SaidOf<Group> = {
  readonly [name in keyof Group]?: Group[name] extends Reads<infer T, infer Said> ? T | Said | undefined : never;
};

export const EVERY: readonly CommandName[] = ['verify', 'schema', 'plan', 'watch', 'fingerprint'];
/** What concerns rows, and shows in the plan. */
export const OF_ROWS: readonly CommandName[] = ['verify', 'plan', 'watch'];
/** The same, where it also says what a fingerprint is taken of. */
export const OF_ROWS_TAKEN: readonly CommandName[] = [...OF_ROWS, 'fingerprint'];
export const OF_DEFINITIONS: readonly CommandName[] = ['verify', 'schema', 'watch'];
export const OF_A_RUN: readonly CommandName[] = ['verify'];
/** What goes for one comparison and for many. */
export const OF_COMPARING: readonly CommandName[] = ['verify', 'watch'];
/** What concerns the view that rows are read from. */
export const OF_A_VIEW: readonly CommandName[] = ['verify', 'fingerprint'];
export const OF_FINGERPRINTS: readonly CommandName[] = ['fingerprint'];
export const OF_A_WATCH: readonly CommandName[] = ['watch'];

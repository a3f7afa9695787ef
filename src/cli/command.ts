import type { Options } from 'yargs';
import type { Adapter } from '../adapter.ts';
import type { Environment } from '../config/file.ts';
import type { Side } from '../model/side.ts';

/** A stream to print on. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string, done?: (error?: Error | null) => void): boolean;
}

/** All that a command may touch of the world outside. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /**
   * The adapter for a URL.
   *
   * @throws CrosstallyError `ADAPTER_URL_INVALID` for a scheme without one.
   */
  readonly adapters: (url: string, side: Side) => Promise<Adapter>;
  /** Calls `listener` at every SIGINT and SIGTERM until the returned function is called. */
  readonly onSignal: (listener: (name: string) => void) => () => void;
  /** Ends another process, or a group of them, that was started here. */
  readonly kill: (pid: number, signal: 'SIGKILL') => unknown;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** `stderr` is for people, or makes notices of what would be. */
export interface LoggingIo extends Io {
  /** Standard error itself, for what has a form of its own. */
  readonly log: Output;
}

/** What the command line gave: values by the option names of the command, in camel case. */
export type Given = Readonly<Record<string, unknown>>;

/** One command. */
export interface Command {
  /** `verify [source] [target]` */
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs of its help, below the summary. */
  readonly about?: readonly string[];
  readonly options: Readonly<Record<string, Options>>;
  /** Command and what it is for. */
  readonly examples: readonly (readonly [string, string])[];
  /** Answers with the exit code. */
  readonly run: (given: Given, io: Io) => Promise<number>;
}

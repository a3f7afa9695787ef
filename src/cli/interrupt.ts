import { CrosstallyError } from '../errors.ts';
import type { Io } from './command.ts';

/** Ctrl-C and SIGTERM as an AbortSignal. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** `stopped by SIGINT`; null while nobody stopped it. */
  readonly reason: () => string | null;
  /** For a run that was stopped before there was anything to report. */
  readonly error: () => CrosstallyError | null;
  readonly release: () => void;
}

/** The first signal ends the run in order, the second one the process. */
export function onInterrupt(io: Io, exitCode: number): Interrupt {
  const controller = new AbortController();
  let reason: string | null = null;
  const release = io.onSignal((name) => {
    if (reason !== null) {
      io.exit(exitCode);
      return;
    }
    reason = `stopped by ${name}`;
    io.stderr.write(`\ncrosstally: ${reason}, ending in order; once more ends it at once\n`);
    controller.abort(new CrosstallyError('ABORTED', reason));
  });
  const error = (): CrosstallyError | null =>
    reason === null ? null : new CrosstallyError('ABORTED', `${reason} before anything was compared`);
  return { signal: controller.signal, reason: () => reason, error, release };
}

import type { Socket } from 'node:net';
import type { CrosstallyError } from '../../../src/errors.ts';
import type { WrongServer } from './wrong-server.ts';

/** Where an engine's sessions come from: a pool of our own, the caller's, or the sessions of a consistent view. */
export interface Pool<Session> {
  /** A connection that nobody uses, an idle one before a new one. */
  take(): Promise<Session>;
  /** For one that is ready for its next statement. */
  giveBack(session: Session): void;
  /** Closes it, whatever it is doing: a polite goodbye would wait for the rest of a result that may be huge. */
  cut(session: Session): void;
  /** Closes whatever is being opened, and what is idle; a pool of the caller's has nothing that is ours to close. */
  cutOpening(): void;
  /** Ends the connections that were opened here. */
  end(): Promise<void>;
}

/** What an engine's driver does; all that is done around it is the same for all engines. */
export interface Engine<Session> {
  readonly pool: Pool<Session>;
  socketOf(session: Session): Socket;
  /** Makes a session one of ours, before each use of it. */
  pin(this: void, session: Session): Promise<void>;
  /** How long the next statement may take; null for as long as it takes. */
  limit(this: void, session: Session, seconds: number | null): Promise<void>;
  /** Ends what a session is asked, for whoever asked it to find out; it is cut, or its owner's to keep. */
  interrupt(this: void, session: Session): void;
  /** Gives a session that is idle again what it had. */
  restore(this: void, session: Session): Promise<void>;
  readonly errors: EngineErrors;
}

/** What an engine's errors mean. */
export interface EngineErrors {
  /** In crosstally's words; `doing` says what failed. */
  translate(this: void, error: unknown, doing: string): CrosstallyError;
  /** Another session held a lock that the statement needed, for too long. */
  isLockTimeout(this: void, error: unknown): boolean;
  /** The server would not begin the statement, and the session is as good as before: also as a part of a view. */
  isRefusal(this: void, error: unknown): boolean;
  /** The server has no further connection for this account, or for anybody. */
  isFull(this: void, error: unknown): boolean;
  /** Whether it was a server of another kind that answered, by what it said first; null where nothing shows that. */
  wrongServer(this: void): WrongServer | null;
}

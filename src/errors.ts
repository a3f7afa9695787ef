/** What went wrong, as a word that scripts can go by. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'PLAN_INVALID'
  | 'ADAPTER_URL_INVALID'
  | 'ADAPTER_SETTINGS_INVALID'
  | 'ADAPTER_TLS_FAILED'
  | 'ADAPTER_CONNECT_FAILED'
  | 'ADAPTER_AUTH_FAILED'
  | 'ADAPTER_DATABASE_MISSING'
  | 'ADAPTER_PRIVILEGE_MISSING'
  | 'ADAPTER_CONNECTION_LOST'
  | 'ADAPTER_STATEMENT_FAILED'
  | 'ADAPTER_VALUE_UNREADABLE'
  | 'SNAPSHOT_GONE'
  | 'COVERAGE_BROKEN'
  | 'TABLE_CHANGED'
  | 'CHECKPOINT_INVALID'
  | 'CHECKPOINT_FAILED'
  | 'LEDGER_INVALID'
  | 'OUTPUT_FAILED'
  | 'LISTEN_FAILED'
  | 'FINGERPRINT_INVALID'
  | 'SPILL_FAILED'
  | 'RUN_BEGUN'
  | 'NOT_A_MATCH'
  | 'ABORTED';

/** What may help against an error: asking `again` after a while, or asking for something `smaller`. */
export type Remedy = 'again' | 'smaller';

export interface ErrorDetails {
  /** What the user can do about it: one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Left out, a connection that was lost is one to ask `again` for, and nothing else is. */
  readonly remedy?: Remedy | null | undefined;
}

/**
 * The one error of crosstally: what failed and where in `message`, what to do in `hint`. Holds no secret.
 *
 * @example
 * const report = await verify({ source: postgres(oldUrl), target: postgres(newUrl) })
 *   .report()
 *   .catch((error: unknown) => {
 *     if (error instanceof CrosstallyError && error.code === 'ADAPTER_AUTH_FAILED') return null;
 *     throw error;
 *   });
 */
export class CrosstallyError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  /** Null for what fails for good. Adapters know: by SQLSTATE, by the server's error number. */
  readonly remedy: Remedy | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'CrosstallyError';
    this.code = code;
    this.hint = details.hint ?? null;
    const { remedy = code === 'ADAPTER_CONNECTION_LOST' ? 'again' : null } = details;
    this.remedy = remedy;
  }
}

/** The same error in other words, say with the side it is of. */
export function retold(error: CrosstallyError, message: string): CrosstallyError {
  const { code, hint, remedy } = error;
  return new CrosstallyError(code, message, { ...(hint === null ? {} : { hint }), cause: error, remedy });
}

/** `CODE: message · hint: …`, on one line. */
export function errorLine(error: unknown): string {
  if (!(error instanceof CrosstallyError)) return error instanceof Error ? error.message : String(error);
  return `${error.code}: ${error.message}${error.hint === null ? '' : ` · hint: ${error.hint}`}`;
}

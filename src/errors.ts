/** What went wrong, as a word that scripts can go by. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'PLAN_INVALID'
  | 'ADAPTER_URL_INVALID'
  | 'ADAPTER_CONNECT_FAILED'
  | 'ADAPTER_AUTH_FAILED'
  | 'ADAPTER_DATABASE_MISSING'
  | 'ADAPTER_PRIVILEGE_MISSING'
  | 'ADAPTER_CONNECTION_LOST'
  | 'ADAPTER_STATEMENT_FAILED'
  | 'ADAPTER_VALUE_UNREADABLE'
  | 'COVERAGE_BROKEN'
  | 'OUTPUT_FAILED'
  | 'ABORTED';

export interface ErrorDetails {
  /** What the user can do about it: one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one error of crosstally: what failed and where in `message`, what to do in `hint`. Holds no secret. */
export class CrosstallyError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'CrosstallyError';
    this.code = code;
    this.hint = details.hint ?? null;
  }
}

/** `CODE: message · hint: …`, on one line. */
export function errorLine(error: unknown): string {
  if (!(error instanceof CrosstallyError)) return error instanceof Error ? error.message : String(error);
  return `${error.code}: ${error.message}${error.hint === null ? '' : ` · hint: ${error.hint}`}`;
}

/** Values of rows are private: an error of a server may quote one, and an error of a driver holds whole statements. */

/** What a driver's error has beside its message. */
interface Told {
  readonly code?: unknown;
  readonly errno?: unknown;
  /** MySQL's; PostgreSQL has it in `code`. */
  readonly sqlState?: unknown;
  readonly severity?: unknown;
}

/** MySQL has no class of its own for some of the errors that quote values. */
const QUOTES_VALUES = /value|XPATH|Duplicate entry|JSON/i;

/** The message of a driver's or server's error, without values of rows; names of tables and columns stay where told apart. */
export function discreetMessage(error: unknown): string {
  const message = error instanceof Error && error.message !== '' ? error.message : String(error);
  const state = sqlStateOf(error ?? {});
  // A function of the database may say whatever it likes.
  if (state.startsWith('P0')) return `a function of the database raised an exception (SQLSTATE ${state})`;
  const isPrivate = /^(21|22|23|38|39)/.test(state) || (state === 'HY000' && QUOTES_VALUES.test(message));
  return isPrivate ? withoutQuoted(message) : message;
}

/** A stand-in for an error that may go into a report, a log or `util.inspect`: its message, its place and its codes. */
export function discreetCause(error: unknown): Error {
  const message = discreetMessage(error);
  const cause = new Error(message);
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  const { code, errno, sqlState } = (error ?? {}) as Told;
  Object.defineProperty(cause, 'stack', { value: [`Error: ${message}`, ...frames].join('\n'), enumerable: false });
  return Object.assign(cause, withoutNothing({ code, errno, sqlState }));
}

function sqlStateOf({ code, sqlState, severity }: Told): string {
  if (typeof sqlState === 'string') return sqlState;
  return severity !== undefined && typeof code === 'string' ? code : '';
}

/** From the first quote to the last one of its kind, since a value may hold quotes; and bytes. */
function withoutQuoted(message: string): string {
  return message
    .replace(/".*"/s, '…')
    .replace(/'.*'/s, '…')
    .replace(/\b0x[\da-f]{2}( 0x[\da-f]{2})*/gi, '…');
}

function withoutNothing(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

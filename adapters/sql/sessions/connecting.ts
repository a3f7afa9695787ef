import { CrosstallyError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import type { EngineErrors } from './engine.ts';

/** What an engine's errors may say of a connection that did not come about, and nothing else does. */
const OF_CONNECTING: readonly ErrorCode[] = [
  'ADAPTER_AUTH_FAILED',
  'ADAPTER_TLS_FAILED',
  'ADAPTER_DATABASE_MISSING',
  'ADAPTER_PRIVILEGE_MISSING',
  'ADAPTER_SETTINGS_INVALID',
  'CONFIG_INVALID',
  'SNAPSHOT_GONE',
  'ABORTED',
];

export interface Attempt {
  readonly label: string;
  /** Whether the server has answered before: one that then does not is waited for. */
  readonly reached: boolean;
}

/** Why there is no connection: never that one was lost, since nothing was read on it. */
export function connectFailed(errors: EngineErrors, error: unknown, { label, reached }: Attempt): CrosstallyError {
  const doing = `connecting to ${label}`;
  const translated = errors.translate(error, doing);
  if (OF_CONNECTING.includes(translated.code)) return translated;
  const wrong = reached ? null : errors.wrongServer();
  if (wrong !== null) {
    return new CrosstallyError('ADAPTER_CONNECT_FAILED', `${doing}: ${wrong.message}`, {
      hint: wrong.hint,
      cause: translated.cause,
      remedy: wrong.isCertain ? null : translated.remedy,
    });
  }
  const known = translated.code === 'ADAPTER_CONNECT_FAILED' && translated.hint !== null;
  return new CrosstallyError('ADAPTER_CONNECT_FAILED', translated.message, {
    hint: known
      ? translated.hint
      : 'check host and port, and whether it is a server of the kind that the URL begins with',
    cause: translated.cause,
    remedy: reached ? 'again' : translated.remedy === 'smaller' ? null : translated.remedy,
  });
}

/** What is answered to each path: a pure function of the status. */
import type { WatchStatus } from '../../model/watch.ts';
import type { Access } from './access.ts';
import { METRICS_TYPE, metricsText } from './metrics.ts';
import { pageText } from './page/page.ts';
import { statusJson } from './status-json.ts';

export interface Answer {
  readonly code: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TEXT = 'text/plain; charset=utf-8';

export function refusal(code: number, sentence: string): Answer {
  return { code, type: TEXT, body: `${sentence}\n` };
}

/** Probes are answered whoever asks: a word, which tells nothing of the databases. */
export function answer(path: string, access: Access, status: () => WatchStatus | null): Answer {
  if (path === '/healthz') return refusal(200, 'ok');
  if (path === '/readyz') return readiness(status(), access);
  if (access === 'other host') {
    return refusal(403, 'without --token, this is answered on localhost and on IP addresses alone');
  }
  if (access === 'none') {
    const headers = { 'WWW-Authenticate': 'Bearer realm="crosstally watch"' };
    const how = 'send the header "Authorization: Bearer TOKEN", or open the page with ?token=TOKEN';
    return { ...refusal(401, `the token is missing, or another one: ${how}`), headers };
  }
  switch (path) {
    case '/':
      return { code: 200, type: 'text/html; charset=utf-8', body: pageText(status()) };
    case '/metrics':
      return { code: 200, type: METRICS_TYPE, body: metricsText(status()) };
    case '/status':
      return statusAnswer(status());
    case '/events':
      return { code: 200, type: 'text/event-stream', body: '' };
    default:
      return refusal(404, 'there are: / /events /metrics /status /healthz /readyz');
  }
}

/** The reasons are for those who may see the rest. */
function readiness(status: WatchStatus | null, access: Access): Answer {
  if (status?.ready === true) return refusal(200, 'ready');
  const reasons = access === 'given' && status !== null ? status.reasons : [];
  return refusal(503, ['not ready', ...reasons].join('\n'));
}

function statusAnswer(status: WatchStatus | null): Answer {
  if (status === null) return { ...refusal(503, 'both sides are not open yet'), headers: { 'Retry-After': '2' } };
  return { code: 200, type: 'application/json; charset=utf-8', body: statusJson(status) };
}

/** What each receiver of alerts is sent: pure functions of an alert. */
import { createHash } from 'node:crypto';
import { printable } from '../../report/printable.ts';
import { VERSION } from '../../version.ts';
import { sentence } from './alert.ts';
import type { Alert } from './alert.ts';

export type WebhookFormat = 'json' | 'slack' | 'pagerduty' | 'alertmanager';

/** What is posted, as JSON; null where this receiver is told nothing of such an alert. */
export function bodyOf(format: WebhookFormat, alert: Alert, routingKey: string | null): unknown {
  switch (format) {
    case 'json':
      return { tool: 'crosstally', toolVersion: VERSION, formatVersion: 1, summary: sentence(alert), ...alert };
    case 'slack':
      return { text: slackText(alert) };
    case 'pagerduty':
      return pagerduty(alert, routingKey ?? '');
    case 'alertmanager':
      return alertmanager(alert);
  }
}

function sides({ source, target }: Alert): string {
  return `${printable(source)} → ${printable(target)}`;
}

const SIGNS = { opened: ':red_circle:', grown: ':red_circle:', resolved: ':large_green_circle:' } as const;

/** The three characters that mean something to Slack: `<!channel>` in a table's name calls nobody. */
function slackText(alert: Alert): string {
  const text = `*crosstally watch* ${sides(alert)}\n${sentence(alert)}`;
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `${SIGNS[alert.kind]} ${escaped}`;
}

/** The longest that PagerDuty takes, in characters. */
const [LONGEST_KEY, LONGEST_SUMMARY] = [255, 1024];

/** One incident for a watch, which ends when no row of any table differs: whoever was paged looks at all of it. */
function pagerduty(alert: Alert, routingKey: string): unknown {
  if (alert.kind === 'resolved' && alert.openDrift > 0) return null;
  const known = { routing_key: routingKey, dedup_key: dedupKey(alert) };
  if (alert.kind === 'resolved') return { ...known, event_action: 'resolve' };
  const { source, tables, openDrift, at } = alert;
  const summary = `crosstally watch, ${sides(alert)}: ${sentence(alert)}`.slice(0, LONGEST_SUMMARY);
  const details = { open_drift: openDrift, tables: tables.slice(0, MOST_DETAILS) };
  return {
    ...known,
    event_action: 'trigger',
    payload: { summary, source, severity: 'critical', timestamp: at, class: 'drift', custom_details: details },
  };
}

/** Tables in PagerDuty's details, which are bounded. */
const MOST_DETAILS = 50;

/** The same for the same two sides, whichever process tells of them. */
function dedupKey({ source, target }: Alert): string {
  const key = `crosstally ${source} ${target}`;
  return key.length <= LONGEST_KEY ? key : `crosstally ${createHash('sha256').update(key).digest('hex')}`;
}

/** Milliseconds after which Alertmanager takes an alert for over by itself: a year, since the watch says when it is. */
const NOT_OVER = 366 * 86_400_000;

/** For `/api/v2/alerts`: one of each table, told apart by its labels. */
function alertmanager(alert: Alert): unknown {
  const { kind, at, source, target, tables } = alert;
  const endsAt = kind === 'resolved' ? at : new Date(Date.parse(at) + NOT_OVER).toISOString();
  return tables.map((table) => ({
    labels: { alertname: 'CrosstallyDrift', severity: 'critical', source, target, table: table.table },
    annotations: { summary: sentence({ ...alert, tables: [table], openDrift: table.openDrift }) },
    startsAt: table.since,
    endsAt,
  }));
}

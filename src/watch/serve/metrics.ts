/** What a watch knows as Prometheus' text format, version 0.0.4: base units, and never a key as a label. */
import type { Side } from '../../model/side.ts';
import type { WatchedTable, WatchStatus } from '../../model/watch.ts';
import { VERSION } from '../../version.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** What of it is not known is left out. */
  readonly samples: (status: WatchStatus) => readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number | null;
}

/** `crosstally_up` and `crosstally_ready_to_cut_over` are there before anything is known. */
export function metricsText(status: WatchStatus | null): string {
  const known = status === null ? [] : METRICS.map((metric) => metricText(metric, metric.samples(status)));
  return [
    metricText(UP, [{ value: 1 }]),
    metricText(BUILD, [{ labels: { version: VERSION }, value: 1 }]),
    metricText(READY, [{ value: Number(status?.ready ?? false) }]),
    ...known,
  ].join('');
}

/** Names of all there are, for what refers to them. */
export function metricNames(): string[] {
  return [UP, BUILD, READY, ...METRICS].map(({ name }) => name);
}

function metricText({ name, type, help }: Omit<Metric, 'samples'>, samples: readonly Sample[]): string {
  const lines = samples.flatMap(({ labels, value }) => {
    return value === null ? [] : [`${name}${labelText(labels)} ${String(value)}\n`];
  });
  // A name without a sample would be a promise that is not kept.
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Sample['labels'] = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** The three characters that would end a value, and no others. */
function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

function perTable(value: (table: WatchedTable) => number | null): Metric['samples'] {
  return ({ tables }) => tables.map((table) => ({ labels: { table: table.source }, value: value(table) }));
}

function perSide(value: (status: WatchStatus, side: Side) => number | null): Metric['samples'] {
  return (status) => (['source', 'target'] as const).map((side) => ({ labels: { side }, value: value(status, side) }));
}

function alone(value: (status: WatchStatus) => number | null): Metric['samples'] {
  return (status) => [{ value: value(status) }];
}

/** Seconds since 1970; 0 for never, so that an alert that goes by the age fires for what never was. */
function seconds(iso: string | null): number {
  return iso === null ? 0 : Date.parse(iso) / 1000;
}

const UP = { name: 'crosstally_up', type: 'gauge', help: 'Whether the watch answers.' } as const;
const BUILD = { name: 'crosstally_build_info', type: 'gauge', help: 'The version of crosstally.' } as const;
const READY = {
  name: 'crosstally_ready_to_cut_over',
  type: 'gauge',
  help: 'Whether it is safe to cut over.',
} as const;

const METRICS: readonly Metric[] = [
  {
    name: 'crosstally_watch_started_timestamp_seconds',
    type: 'gauge',
    help: 'When this watch began.',
    samples: alone(({ since }) => seconds(since)),
  },
  {
    name: 'crosstally_last_clean_pass_timestamp_seconds',
    type: 'gauge',
    help: 'When the last pass over the table ended that found nothing; 0 before the first.',
    samples: perTable(({ lastCleanPass }) => seconds(lastCleanPass)),
  },
  {
    name: 'crosstally_pass_started_timestamp_seconds',
    type: 'gauge',
    help: 'When the pass began that is under way; 0 when none is.',
    samples: perTable(({ passBegan }) => seconds(passBegan)),
  },
  {
    name: 'crosstally_rows_compared_total',
    type: 'counter',
    help: 'Rows of both sides that passes have looked at.',
    samples: perTable(({ rowsCompared }) => rowsCompared),
  },
  {
    name: 'crosstally_drift_rows',
    type: 'gauge',
    help: 'Rows that differ and are neither resolved nor accepted.',
    samples: ({ tables }) =>
      tables.flatMap(({ source: table, drift }) =>
        (['missing', 'extra', 'changed'] as const).map((kind) => ({ labels: { table, kind }, value: drift[kind] })),
      ),
  },
  {
    name: 'crosstally_accepted_drift_rows',
    type: 'gauge',
    help: 'Rows that differ and were accepted.',
    samples: perTable(({ acceptedDrift }) => acceptedDrift),
  },
  {
    name: 'crosstally_suspect_rows',
    type: 'gauge',
    help: 'Rows that were written to and are not looked at yet.',
    samples: perTable(({ suspects }) => suspects),
  },
  {
    name: 'crosstally_table_dirty',
    type: 'gauge',
    help: 'Whether the next pass alone can tell how the table stands.',
    samples: perTable(({ dirty }) => Number(dirty !== null)),
  },
  {
    name: 'crosstally_table_incomplete',
    type: 'gauge',
    help: 'Whether the last pass over the table could not tell.',
    samples: perTable(({ incomplete }) => Number(incomplete !== null)),
  },
  {
    name: 'crosstally_oldest_suspect_age_seconds',
    type: 'gauge',
    help: 'How long the suspect has waited that waits longest; 0 without one.',
    samples: alone(({ oldestSuspectSeconds }) => oldestSuspectSeconds ?? 0),
  },
  {
    name: 'crosstally_definition_blockers',
    type: 'gauge',
    help: 'Blockers among the definitions; absent before they were compared.',
    samples: alone(({ blockers }) => blockers),
  },
  {
    name: 'crosstally_held',
    type: 'gauge',
    help: 'Whether nothing is asked of a side at present.',
    samples: alone(({ held }) => Number(held !== null)),
  },
  {
    name: 'crosstally_budget_ratio',
    type: 'gauge',
    help: 'The share of its time that each side may be kept busy; absent without a limit.',
    samples: alone(({ budget }) => budget),
  },
  {
    name: 'crosstally_query_seconds_total',
    type: 'counter',
    help: 'Time that statements of this watch took.',
    samples: perSide(({ busySeconds }, side) => busySeconds[side]),
  },
  {
    name: 'crosstally_feed_on',
    type: 'gauge',
    help: 'Whether the side tells what is written to it.',
    samples: perSide(({ feeds }, side) => Number(feeds[side].state === 'on')),
  },
  {
    name: 'crosstally_feed_lag_seconds',
    type: 'gauge',
    help: 'Time between a change and the moment that it was told; absent when it is not known.',
    samples: perSide(({ feeds }, side) => feeds[side].lagSeconds),
  },
  {
    name: 'crosstally_feed_gaps_total',
    type: 'counter',
    help: 'How often the feed had lost changes.',
    samples: perSide(({ feeds }, side) => feeds[side].gaps),
  },
];

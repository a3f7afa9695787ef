/** What a watch looks at beside rows: the definitions, the plan itself, what somebody accepted, and its own gate. */
import { planFacts } from '../checkpoint/facts.ts';
import type { Config } from '../config/config.ts';
import type { Plan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { WatchEvent } from '../model/watch.ts';
import { makePlan } from '../plan/plan.ts';
import { sideInfo } from '../run/open.ts';
import type { Run } from '../run/run.ts';
import { pause } from '../run/pause.ts';
import { schemaGate } from '../schema/gate.ts';
import { reasonsAgainst } from './gate.ts';
import { liveOf } from './status.ts';
import { time } from './watching.ts';
import type { Watching } from './watching.ts';

/** Seconds between two looks at the definitions. */
const DEFINITIONS = 300;
/** Seconds between two looks at whether the tables are still those of the plan. */
const PLAN = 30;
/** Seconds. */
const GATE = 0.5;
/** Seconds after which the ledger is told again that somebody still looks. */
export const ALIVE = 30;

/** Compares the definitions every few minutes. */
export async function* definitions(watching: Watching): AsyncGenerator<WatchEvent> {
  const { run, plan, config, ledger, signal } = watching;
  for (;;) {
    if (config.compareSchema) {
      for await (const event of schemaGate(run.databases, plan, config)) {
        if (event.type !== 'definitions') continue;
        const { findings, failure, strict } = event.definitions;
        const blockers = findings.filter(({ severity }) => strict || severity === 'blocker').length;
        await ledger.add({ type: 'definitions', at: time(), blockers, failure });
        yield { type: 'definitions', at: time(), blockers, failure };
      }
    }
    await pause(DEFINITIONS, signal);
  }
}

/** Ends when the tables are others than those of the plan. A side that cannot be asked is for the passes to tell. */
export async function* samePlan({ run, plan, config, signal }: Watching): AsyncGenerator<WatchEvent> {
  const facts = allFacts(run, plan, config);
  for (;;) {
    await pause(PLAN, signal);
    const now = await makePlan(run.databases, config).catch(() => null);
    if (now === null || allFacts(run, now, config) === facts) continue;
    yield { type: 'replanned', at: time() };
    return;
  }
}

function allFacts(run: Run, plan: Plan, config: Config): string {
  const absent = plan.unpaired.map(({ source, target }) => [source?.name, target?.name]);
  return JSON.stringify([factsOf(run, plan, config), absent]);
}

/** For each table of a plan what its passes depend on: its key first, in a line of its own. */
export function factsOf(run: Run, plan: Plan, config: Config): readonly string[] {
  const { tables } = planFacts(mapSides(run.databases, sideInfo), plan, config);
  return plan.tables.map((table) => `${JSON.stringify(table.key)}\n${JSON.stringify(tables[table.id] ?? null)}`);
}

/** Says when the gate opens, when it closes, and why. */
export async function* gate(watching: Watching): AsyncGenerator<WatchEvent> {
  const { ledger, signal } = watching;
  let told = -Infinity;
  let failed = false;
  for (;;) {
    const failure = ledger.failure();
    if (failure !== null && !failed) yield { type: 'ledger-failed', at: time(), reason: failure };
    failed = failure !== null;
    const reasons = reasonsAgainst(ledger.state, liveOf(watching));
    const ready = reasons.length === 0;
    const before = ledger.state.gate;
    const isOther = before === null || before.ready !== ready || before.reasons.join('\n') !== reasons.join('\n');
    if (isOther || performance.now() - told > ALIVE * 1000) {
      told = performance.now();
      await ledger.add({ type: 'gate', at: time(), ready, reasons });
    }
    if (isOther) yield { type: 'ready', at: time(), ready, reasons };
    await pause(GATE, signal);
  }
}

import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import type { Event } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Sides } from '../model/side.ts';
import { hiddenFailure } from './hidden.ts';
import { inspectorsOf, inspectSchemas } from './inspect.ts';

/**
 * The definitions of the planned tables, as one event; none where an adapter cannot tell them. When they cannot be
 * read the rows are compared all the same, and the verdict is not `match`.
 */
export async function* schemaGate(databases: Sides<Database>, plan: Plan, config: Config): AsyncGenerator<Event> {
  if (inspectorsOf(databases) === null) return;
  const { strict } = config;
  try {
    const findings = await inspectSchemas(databases, plan, config);
    yield { type: 'definitions', definitions: { findings, failure: hiddenFailure(findings), strict } };
  } catch (error) {
    // Stopped, or asked for what is not there: no reason to go on.
    if (error instanceof CrosstallyError && (error.code === 'ABORTED' || error.code === 'PLAN_INVALID')) throw error;
    yield { type: 'definitions', definitions: { findings: [], failure: errorLine(error), strict } };
  }
}

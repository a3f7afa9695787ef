/** Every folder beside this file, for every pairing of engines that it makes sense for. README.md explains them. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { openSchemaSpace, type LoadedSchema, type SchemaSpace } from '../support/schemas.ts';
import type { TestEngine } from '../support/servers.ts';
import { pairingName, readCases, type Case } from './case-folder.ts';
import { runCase } from './run-case.ts';

const spaces = new Map<TestEngine, Promise<SchemaSpace>>();
const loads = new Map<string, Promise<LoadedSchema>>();

afterAll(async () => {
  await Promise.allSettled(loads.values());
  await Promise.all([...spaces.values()].map(async (space) => (await space)[Symbol.asyncDispose]()));
});

/** Loads a side of a case when it is first asked for; all pairings read the same tables. */
async function load(one: Case, engine: TestEngine, side: 'source' | 'target'): Promise<LoadedSchema> {
  const name = `${one.name}_${side}`;
  const identity = `${engine} ${name}`;
  const space = spaces.get(engine) ?? openSchemaSpace(engine);
  spaces.set(engine, space);
  const loaded = loads.get(identity) ?? space.then((opened) => opened.load(name, one.sql(engine, side)));
  loads.set(identity, loaded);
  return loaded;
}

describe.each(readCases(dirname(fileURLToPath(import.meta.url))))('$name', (one) => {
  const pairings = one.pairings.map((pairing) => ({ ...pairing, name: pairingName(pairing) }));
  it.concurrent.each(pairings)('$name', async (pairing) => {
    const [source, target] = await Promise.all([
      load(one, pairing.source, 'source'),
      load(one, pairing.target, 'target'),
    ]);
    await runCase(one, pairing, { source, target });
  });
});

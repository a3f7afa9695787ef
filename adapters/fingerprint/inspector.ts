import type { Dialect, Inspector } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { SequencePosition } from '../../src/model/definition.ts';
import type { HeldDefinitions } from '../../src/model/fingerprint/header.ts';

/** Definitions as they were when a fingerprint was taken. */
export function fingerprintInspector({ definitions, positions }: HeldDefinitions, dialect: Dialect): Inspector {
  const placed = new Map(definitions.sequences.map((one, i) => [JSON.stringify(one), positions[i]]));
  return {
    definitions: async (schemas) => ({
      ...definitions,
      tables: definitions.tables.filter(({ schema }) => schemas.includes(schema)),
    }),
    positions: async (sequences) =>
      sequences.map((one): SequencePosition => placed.get(JSON.stringify(one)) ?? NOWHERE),
    violations: async () => {
      throw new CrosstallyError(
        'PLAN_INVALID',
        'a fingerprint has no values: nobody can tell whether a constraint would hold in it',
      );
    },
    fix: () => null,
    dialect,
  };
}

const NOWHERE: SequencePosition = { next: null, largest: null };

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

/** Of an engine that nobody has told it of: what it holds is not passed over in silence. */
export function unreadInspector(engine: string): Inspector {
  const hint = `give fingerprint() the dialect, which is dialectFor of the engine's adapter, or leave definitions out: compareSchema: false`;
  const error = new CrosstallyError(
    'CONFIG_INVALID',
    `the fingerprint holds definitions of ${engine}, and what they mean was not said`,
    { hint },
  );
  const refuse = (): Promise<never> => Promise.reject(error);
  return {
    ...{ definitions: refuse, positions: refuse, violations: refuse, fix: () => null },
    get dialect(): Dialect {
      throw error;
    },
  };
}

const NOWHERE: SequencePosition = { next: null, largest: null };

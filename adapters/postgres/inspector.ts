import type { Inspector } from '../../src/adapter.ts';
import { readDefinitions } from './definitions.ts';
import type { Connections } from './connections.ts';
import { dialect } from './dialect.ts';
import { fix } from './fix.ts';
import { readPositions } from './positions.ts';
import { readViolations } from './violations.ts';

/** Definitions of a PostgreSQL database, for the schema gate. */
export function inspector(connections: Connections, version: string): Inspector {
  return {
    definitions: (schemas) => readDefinitions(connections, schemas),
    positions: (sequences) => readPositions(connections, sequences),
    violations: (intended) => readViolations(connections, intended),
    fix,
    dialect: dialect(version),
  };
}

import type { Inspector } from '../../src/adapter.ts';
import type { Connections } from './connections.ts';
import { readDefinitions } from './definitions.ts';
import { dialect } from './dialect.ts';
import { fixFor } from './fix.ts';
import { readPositions } from './positions.ts';
import { readViolations } from './violations.ts';

/** Definitions of a MySQL or MariaDB database, for the schema gate. */
export function inspector(connections: Connections, version: string, mariadb: boolean): Inspector {
  return {
    definitions: (schemas) => readDefinitions(connections, schemas, mariadb),
    positions: (sequences) => readPositions(connections, sequences),
    violations: (intended) => readViolations(connections, intended),
    fix: fixFor(mariadb),
    dialect: dialect(version, mariadb),
  };
}

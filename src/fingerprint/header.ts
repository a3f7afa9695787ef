import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { FORMAT_VERSION } from '../model/fingerprint/header.ts';
import type { FingerprintHeader } from '../model/fingerprint/header.ts';
import type { Plan } from '../model/plan.ts';
import type { TableShape } from '../model/table.ts';
import { VERSION } from '../version.ts';
import type { TableToHold } from './held-tables.ts';
import type { RowHash } from './row-hash.ts';

/** All that is known before the first row is read. */
export interface Facts {
  readonly database: Database;
  readonly config: Config;
  readonly plan: Plan;
  readonly hash: RowHash;
  readonly consistent: boolean;
  readonly takenAt: string;
  readonly position: string | null;
  readonly tables: readonly TableToHold[];
  readonly others: readonly TableShape[];
}

export function headerOf(facts: Facts): FingerprintHeader {
  const { database, config, plan, hash, tables, others } = facts;
  const { name, version, encoding = null } = database.engine;
  return {
    formatVersion: FORMAT_VERSION,
    tool: 'crosstally',
    toolVersion: VERSION,
    label: database.label,
    engine: { name, version, encoding },
    takenAt: facts.takenAt,
    position: facts.position,
    consistent: facts.consistent,
    detail: config.detail,
    hash: hash.name,
    secretCheck: hash.secretCheck,
    columnsToo: config.columnsToo,
    defaultSchema: database.defaultSchema,
    schemas: plan.schemas.source,
    tables: config.tables,
    exclude: config.exclude,
    loosened: plan.loosened,
    held: tables.map(({ held }) => held),
    others,
  };
}

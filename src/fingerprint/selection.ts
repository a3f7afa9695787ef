import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import type { FingerprintHeader } from '../model/fingerprint/header.ts';
import type { Sides } from '../model/side.ts';

/**
 * The tables that a fingerprint was taken of are those that are compared with it, where nothing else is asked for: the
 * others are no tables that only one side has.
 */
export function selectionBeside({ source, target }: Sides<Database>, config: Config): Config {
  const header = source.fingerprint ?? target.fingerprint;
  if (header === undefined) return config;
  return {
    ...config,
    schemas: config.schemas.length > 0 || isDefaultAlone(header) ? config.schemas : header.schemas,
    tables: config.tables.length > 0 ? config.tables : header.tables,
    exclude: [...new Set([...config.exclude, ...header.exclude])],
  };
}

/** Then it is held against the default one of the other side, which may have another name. */
function isDefaultAlone({ schemas, defaultSchema }: FingerprintHeader): boolean {
  return schemas.length === 1 && schemas[0] === defaultSchema;
}

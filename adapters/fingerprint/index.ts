import type { Adapter, Database, Dialect, Inspector, OpenOptions } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { tableName } from '../../src/model/table.ts';
import type { TableView } from '../../src/model/view.ts';
import { openFingerprintFile } from './file.ts';
import type { FingerprintFile } from './file.ts';
import { fingerprintInspector, unreadInspector } from './inspector.ts';
import { fingerprintReader, noReader } from './reader.ts';

export interface FingerprintOptions {
  /**
   * What the definitions of an engine mean, by its name and version: `dialectFor` of `crosstally/postgres` or
   * `crosstally/mysql`. Without it definitions cannot be compared, and a verdict that should include them is not `match`.
   */
  readonly dialect?: (engine: string, version: string) => Dialect | null | Promise<Dialect | null>;
  /** What the report calls the side; without it the file's name. */
  readonly label?: string;
}

/**
 * A fingerprint as one side: a file with the keys and the row hashes of tables at one moment.
 *
 * @param path of a file that `crosstally fingerprint` wrote
 * @throws CrosstallyError `FINGERPRINT_INVALID` when it is opened, for a file that is not whole.
 * @example
 * verify({ source: fingerprint('before.fp'), target: postgres(newUrl) })
 */
export function fingerprint(path: string, options: FingerprintOptions = {}): Adapter {
  const label = options.label ?? `fingerprint:${path}`;
  return {
    label,
    open: async (opening) => {
      if (opening.signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
      const file = await openFingerprintFile(path, opening.signal);
      const { name, version } = file.header.engine;
      const dialect = (await options.dialect?.(name, version)) ?? null;
      return databaseOf(file, { label, dialect, opening });
    },
  };
}

interface Opened {
  readonly label: string;
  readonly dialect: Dialect | null;
  readonly opening: OpenOptions;
}

function databaseOf(file: FingerprintFile, { label, dialect, opening }: Opened): Database {
  const { header, index } = file;
  const shapes = [...header.held.map(({ shape }) => shape), ...header.others];
  const inspector = inspectorOf(file, dialect);
  return {
    label,
    engine: { name: header.engine.name, version: header.engine.version, instance: `fingerprint ${file.digest}` },
    defaultSchema: header.defaultSchema,
    schemas: async () => header.schemas,
    countTables: async (schemas) =>
      schemas.map((name) => shapes.filter(({ schema, kind }) => schema === name && kind === 'table').length),
    describe: async (schemas) => shapes.filter(({ schema }) => schemas.includes(schema)),
    // What zone its readings were taken in was settled when it was written.
    refusesTimeZone: async () => null,
    snapshot: opening.snapshotAge !== undefined,
    reader: (view) => readerOf(file, view, opening.signal),
    // Nobody writes to it.
    activity: async () => ({ position: header.takenAt, lagSeconds: null, load: 0, restedSeconds: Infinity }),
    ...(inspector === null ? {} : { inspector }),
    fingerprint: { ...header, readUntil: index.readUntil },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}

function inspectorOf({ header, index: { definitions } }: FingerprintFile, dialect: Dialect | null): Inspector | null {
  if (definitions === null) return null;
  return dialect === null ? unreadInspector(header.engine.name) : fingerprintInspector(definitions, dialect);
}

function readerOf(file: FingerprintFile, view: TableView, signal: AbortSignal): ReturnType<Database['reader']> {
  const { schema, name, only } = view.table;
  const at = file.header.held.findIndex(
    ({ shape }) => shape.schema === schema && shape.name === name && (shape.only === true) === (only === true),
  );
  const [held, stored] = [file.header.held[at], file.index.tables[at]];
  if (held !== undefined && stored !== undefined) {
    return fingerprintReader({ file, held, blocks: stored.blocks, signal }, view);
  }
  const words = `the fingerprint does not hold ${tableName(view.table)}`;
  return noReader(() => new CrosstallyError('ADAPTER_STATEMENT_FAILED', words));
}

import type { Adapter, Database } from '../adapter.ts';
import { loadHashing } from '../compare/digests/hash.ts';
import { completeConfig } from '../config/config.ts';
import type { Config, Options } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { FingerprintIndex, HeldDefinitions } from '../model/fingerprint/header.ts';
import type { Plan } from '../model/plan.ts';
import { makePlan } from '../plan/plan.ts';
import { beginRun } from '../run/run.ts';
import type { Run } from '../run/run.ts';
import { writeHeader, writeIndex } from './file-writer.ts';
import { headerOf } from './header.ts';
import { hashedReader } from './hashed-reader.ts';
import { heldOf, otherShapes } from './held-tables.ts';
import { oneSide } from './one-side.ts';
import { beginOutput } from './output.ts';
import type { Output } from './output.ts';
import { openHash, secretHash } from './row-hash.ts';
import type { RowHash } from './row-hash.ts';
import { readSecret } from './secret.ts';
import { writeTable } from './write-table.ts';

/** What to take a fingerprint of, by the names of the config file. Whatever is left out has the default of the command line. */
export interface FingerprintTakeOptions extends Options {
  readonly source: Adapter;
  /** The side that it will be held against: rules and forms are those of a comparison with it. */
  readonly target?: Adapter;
  /** The file, written whole or not at all. */
  readonly output: string;
  /** Stops it; nothing is left of the file. */
  readonly signal?: AbortSignal;
  /** Told of each table that is done. */
  readonly tell?: (table: string, rows: number) => void;
}

/** What was written. */
export interface TakenFingerprint {
  readonly output: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  /** All of it is of one moment. */
  readonly consistent: boolean;
  /** Columns that it does not hold, and why. */
  readonly unheld: readonly string[];
}

/**
 * Writes the keys and the row hashes of a side's tables, and its definitions, to a file that can be held against it later.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`, `PLAN_INVALID` where there is no table, and what an adapter says.
 * @example
 * await takeFingerprint({ source: postgres(oldUrl), output: 'before.fp' });
 */
export async function takeFingerprint(options: FingerprintTakeOptions): Promise<TakenFingerprint> {
  const { source, target, output: path, signal, tell, ...said } = options;
  const wish = said.consistency ?? 'snapshot';
  const { hasView, ...sides } = oneSide(source, target ?? null, said.consistency === undefined);
  const config = completeConfig({ ...said, consistency: wish, ...sides, signal });
  const hash = await chooseHash(config);
  await using run = await beginRun({ ...sides, signal }, config);
  const output = await beginOutput(path);
  try {
    const consistent = wish === 'snapshot' && hasView();
    return await write(run, { config, hash, output, path, consistent, tell: tell ?? silent });
  } finally {
    await output.abandon();
  }
}

const silent = (): void => undefined;

async function chooseHash({ secret }: Config): Promise<RowHash> {
  const { hash } = await loadHashing();
  return secret === null ? openHash(hash) : secretHash(await readSecret(secret));
}

interface Writing {
  readonly config: Config;
  readonly hash: RowHash;
  readonly output: Output;
  readonly path: string;
  readonly consistent: boolean;
  readonly tell: (table: string, rows: number) => void;
}

async function write(run: Run, { config, hash, output, path, consistent, tell }: Writing): Promise<TakenFingerprint> {
  const database = run.databases.source;
  const takenAt = new Date().toISOString();
  const position = await positionOf(database);
  const plan = await makePlan(run.databases, config);
  if (plan.tables.length === 0) {
    throw new CrosstallyError('PLAN_INVALID', 'there is no table to take a fingerprint of', {
      hint: 'choose with --schema and --tables',
    });
  }
  const tables = plan.tables.map((table) => heldOf(table, { config, hash, engine: database.engine.name }));
  const others = await otherShapes(database, plan, tables);
  const header = headerOf({ database, config, plan, hash, consistent, takenAt, position, tables, others });
  await writeHeader(output, header);
  const definitions = await definitionsOf(database, plan);
  const written: FingerprintIndex['tables'][number][] = [];
  for (const table of tables) {
    const reader = hashedReader(database.reader(table.view.hashed?.of ?? table.view), table.view, hash);
    const one = await writeTable({ ...table, reader, run, output, detail: config.detail });
    written.push(one);
    tell(table.plan.id, one.rows);
  }
  await writeIndex(output, { tables: written, definitions, readUntil: new Date().toISOString() });
  const bytes = output.at;
  await output.finish();
  return {
    ...{ output: path, takenAt, consistent, bytes, tables: tables.length },
    rows: written.reduce((sum, { rows }) => sum + rows, 0),
    unheld: tables.flatMap(({ held, plan: { id } }) =>
      held.unheld.map(({ name, reason }) => `${id}.${name}: ${reason}`),
    ),
  };
}

async function positionOf(database: Database): Promise<string | null> {
  return (await database.logPosition?.()) ?? (await database.activity?.())?.position ?? null;
}

/** Where each sequence stands is asked with the definitions: it says what was handed out by then. */
async function definitionsOf({ inspector }: Database, { schemas }: Plan): Promise<HeldDefinitions | null> {
  if (inspector === undefined) return null;
  const definitions = await inspector.definitions(schemas.source);
  return { definitions, positions: await inspector.positions(definitions.sequences) };
}

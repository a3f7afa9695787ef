/**
 * A run that can be gone on with: a journal of what was found, table by table and chunk by chunk.
 *
 * opened: locked, and read if there is one · begun: its plan is that of the run · closed.
 */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { NO_JOURNAL } from '../compare/journal.ts';
import type { TableJournal } from '../compare/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { ResumedFrom, SideInfo } from '../model/report.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { VERSION } from '../version.ts';
import { NOTHING } from './contents.ts';
import type { Contents, TableChange } from './contents.ts';
import { endedInDoubt } from './ended-in-doubt.ts';
import { differingFacts, planFacts, replacedSides } from './facts.ts';
import type { ConfigFacts, Facts } from './facts.ts';
import { FIRST, MAGIC } from './lines.ts';
import { lock } from './lock.ts';
import { failed, invalid } from './problems.ts';
import { readJournal } from './read-journal.ts';
import type { Header, TableRecord } from './record.ts';
import type { Journal } from './read-journal.ts';
import { tableJournal } from './table-journal.ts';
import { LineWriter, writeAll } from './writer.ts';

/** What a run compares and with what, as far as a journal has to know. */
export interface Begun {
  readonly at: Date;
  readonly sides: Sides<SideInfo>;
  readonly plan: Plan;
  readonly config: ConfigFacts;
}

export interface Checkpoint extends AsyncDisposable {
  /**
   * Begins a journal, or goes on with one; null when there is nothing to go on from.
   *
   * @throws CrosstallyError `CHECKPOINT_INVALID` that names what is different in the plan.
   */
  begin(run: Begun): Promise<ResumedFrom | null>;
  /** The journal of one of the plan's tables, by the source's name. */
  table(name: string): TableJournal;
  /** All is done; answers when: an earlier run may have done all of it. */
  finish(at: Date): Promise<Date>;
}

/** For a run without one. */
const NOTHING_KEPT: Checkpoint = {
  begin: async () => null,
  table: () => NO_JOURNAL,
  finish: async (at) => at,
  [Symbol.asyncDispose]: async () => {},
};

/**
 * @param path the journal's file; null to keep nothing.
 * @param resume goes on with what the file has. Without a file, and without `resume`, a run begins.
 * @throws CrosstallyError `CHECKPOINT_INVALID`, `CHECKPOINT_FAILED`
 */
export async function openCheckpoint(path: string | null, resume: boolean): Promise<Checkpoint> {
  if (path === null) return NOTHING_KEPT;
  const release = await lock(path).catch((error: unknown) => Promise.reject(failed(path, error, false)));
  try {
    return new FileCheckpoint(path, await openJournal(path, resume), release);
  } catch (error) {
    await release();
    throw failed(path, error, false);
  }
}

/** Null when there is no file yet. */
async function openJournal(path: string, resume: boolean): Promise<Journal | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (!found.isFile()) throw invalid(path, 'is no file', 'name a file for --checkpoint');
  if (!resume) {
    throw invalid(path, 'is there already', 'go on with it by --resume, or name another file to begin anew');
  }
  return readJournal(path, await open(path, 'r+'));
}

class FileCheckpoint implements Checkpoint {
  readonly #path: string;
  readonly #release: () => Promise<void>;
  #journal: Journal | null;
  #file: FileHandle | null;
  #lines: LineWriter | null = null;
  #tables: readonly string[] = [];
  #startedAt = 0;
  /** Numbers of the tables that came to their end, now or before. */
  readonly #ended = new Set<number>();
  /** The first thing that this run adds says that it has begun: one with nothing to add leaves the file as it is. */
  #begun: Promise<void> | null = null;

  constructor(path: string, journal: Journal | null, release: () => Promise<void>) {
    this.#path = path;
    this.#release = release;
    this.#journal = journal;
    this.#file = journal?.file ?? null;
  }

  begin(run: Begun): Promise<ResumedFrom | null> {
    return this.#guarded(async () => {
      this.#startedAt = run.at.getTime();
      const facts = planFacts(run.sides, run.plan, run.config);
      const journal = this.#journal;
      const header = journal?.contents.header ?? null;
      if (journal === null || header === null) {
        await this.#beginAnew(run, facts);
        return null;
      }
      this.#tables = header.tables;
      const before = factsOf(header, journal.contents);
      this.#checkFacts(before, facts);
      await journal.file.truncate(journal.end);
      this.#lines = new LineWriter(journal.file, { at: journal.end, seal: journal.seal });
      const { parts, finishedAt } = journal.contents;
      const resumed = { parts: [...parts], damagedBytes: journal.damaged };
      const replaced = await this.#forgetReplaced(before, facts);
      const again = await this.#reopen(run.plan);
      if (parts.length === 0) return null;
      const untouched = replaced.length + again.length === 0;
      return { ...resumed, finishedAt: untouched ? (finishedAt?.toISOString() ?? null) : null, replaced, again };
    });
  }

  /** What was found of another table counts no more. Answers with the tables and the sides on which they are others. */
  async #forgetReplaced(before: Facts, now: Facts): Promise<string[]> {
    const replaced: string[] = [];
    for (const [number, name] of this.#tables.entries()) {
      const facts = now.tables[name] ?? {};
      const sides = replacedSides(before.tables[name] ?? {}, facts);
      if (sides.length === 0) continue;
      await this.#change({ t: number, forget: true, facts });
      replaced.push(`${name} of the ${sides.join(' and the ')}`);
    }
    return replaced;
  }

  /** Tables that ended in doubt are gone on with from the first doubt on. Answers with their names. */
  async #reopen(plan: Plan): Promise<string[]> {
    const again: string[] = [];
    for (const table of plan.tables) {
      const number = this.#tables.indexOf(tableName(table.source));
      const { outcome = null, doubtfulFrom: from = null } = this.#journal?.contents.table(number) ?? {};
      if (outcome === null || !endedInDoubt(table, outcome)) continue;
      await this.#change(from === null ? { t: number, forget: true } : { t: number, again: from });
      again.push(tableName(table.source));
    }
    return again;
  }

  async #change(record: TableChange): Promise<void> {
    await this.#add(record);
    this.#journal?.contents.change(record);
  }

  table(name: string): TableJournal {
    const number = this.#tables.indexOf(name);
    const contents = this.#journal?.contents.table(number) ?? NOTHING;
    const file = this.#file;
    if (file === null) return NO_JOURNAL;
    if (contents.outcome !== null) this.#ended.add(number);
    return tableJournal(file, { path: this.#path, number, contents, add: (record) => this.#add(record) });
  }

  async finish(at: Date): Promise<Date> {
    const before = this.#journal?.contents.finishedAt ?? null;
    if (before !== null && this.#begun === null) return before;
    // Stopped, or a table could not be read: something is left to go on with.
    if (this.#ended.size < this.#tables.length) return at;
    await this.#add({ finished: at.getTime() });
    await this.#guarded(async () => this.#lines?.flush());
    return at;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#lines?.flush();
    } catch {
      // Whoever added to it was told.
    } finally {
      await this.#file?.close();
      await this.#release();
    }
  }

  async #beginAnew({ plan }: Begun, facts: Facts): Promise<void> {
    this.#tables = plan.tables.map(({ source }) => tableName(source));
    this.#journal = null;
    this.#file ??= await open(this.#path, 'wx+', 0o600);
    await this.#file.truncate(0);
    await writeAll(this.#file, Buffer.from(MAGIC), 0);
    this.#lines = new LineWriter(this.#file, { at: MAGIC.length, seal: FIRST });
    await this.#lines.add({ toolVersion: VERSION, tables: this.#tables, facts });
    await this.#lines.flush();
  }

  #checkFacts(before: Facts, now: Facts): void {
    const differing = differingFacts(before, now);
    if (differing.length === 0) return;
    const more = differing.length > MOST_NAMED ? [`and ${String(differing.length - MOST_NAMED)} more`] : [];
    const named = [...differing.slice(0, MOST_NAMED), ...more].join('; ');
    const hint = 'give it what that run had, or begin anew with another file; who connects and how fast may differ';
    throw invalid(this.#path, `is of another plan: ${named}`, hint);
  }

  async #add(record: TableRecord | { readonly finished: number }): Promise<void> {
    if ('end' in record) this.#ended.add(record.t);
    await this.#guarded(async () => {
      this.#begun ??= this.#lines?.add({ begun: this.#startedAt }) ?? null;
      await this.#begun;
      await this.#lines?.add(record);
    });
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failed(this.#path, error, this.#begun !== null || this.#journal?.contents.header != null);
    }
  }
}

/** What the tables were when something was last found of them. */
function factsOf({ facts, tables }: Header, contents: Contents): Facts {
  const later = tables.flatMap((name, number) => {
    const { facts } = contents.table(number);
    return facts === null ? [] : [[name, facts] as const];
  });
  return { ...facts, tables: { ...facts.tables, ...Object.fromEntries(later) } };
}

/** Differences of the plan that are told. */
const MOST_NAMED = 5;

/**
 * THE SEAM between the core and the engines: types only.
 *
 * An engine is a folder under `adapters/` that implements these and passes the contract test
 * (`test/adapters/contract.ts`). It answers questions about one side and compares nothing.
 */
import type { Definitions, SequencePosition, SequenceDefinition } from './model/definition.ts';
import type { FingerprintHeader } from './model/fingerprint/header.ts';
import type { Frames } from './model/frame.ts';
import type { Intended, Violations } from './model/intended.ts';
import type { Key, KeyRange } from './model/key.ts';
import type { SchemaChange } from './model/schema-change.ts';
import type { TableRef, TableShape } from './model/table.ts';
import type { Usage } from './model/usage.ts';
import type { TableView } from './model/view.ts';

/** A side that can be opened. */
export interface Adapter {
  /** Host, port and database, safe to print: never a password. */
  readonly label: string;
  /** What the user should know of how the address was put together: a password file that was passed over. */
  readonly notices?: readonly string[];
  /**
   * Connects once, so that a wrong URL or password is found before anything else.
   *
   * @throws CrosstallyError `ADAPTER_…` with a hint.
   */
  open(options: OpenOptions): Promise<Database>;
}

export interface OpenOptions {
  /** The most connections this side may hold at any time. */
  readonly connections: number;
  /** The most seconds that a statement may take which reads a key range; 60 when left out. */
  readonly statementSeconds?: number;
  /** Ends whatever is under way; pending answers reject. */
  readonly signal: AbortSignal;
  /**
   * Asks for one consistent view of the side, over all connections; the most milliseconds that it may be kept. Later
   * questions fail with SNAPSHOT_GONE. An adapter that knows of no such thing leaves `snapshot` out of its answer.
   */
  readonly snapshotAge?: number;
  /** Hears what the user should know of the side while it is open: that it gives fewer connections than were asked for. */
  readonly tell?: (notice: string) => void;
  /** Hears each statement when it is sent: for people who want to see them. Left out, nothing is told. */
  readonly sent?: (statement: string) => void;
}

export interface EngineInfo {
  /** An open word, of which the core makes nothing but equal or not: `postgres`, `mysql`, `mariadb`, `memory`, … */
  readonly name: string;
  readonly version: string;
  /** Equal for two sides that are the same database of the same running server. */
  readonly instance: string;
  /** The character set of the server's texts, where it has one for all of them. */
  readonly encoding?: string;
}

/** One side, opened. Every session is read-only and pinned: server defaults cannot change a verdict. */
export interface Database extends AsyncDisposable {
  readonly label: string;
  readonly engine: EngineInfo;
  /** The schema compared by default; null when the URL names none and the engine has no other answer. */
  readonly defaultSchema: string | null;
  /** All schemas this role can see, without the engine's own. */
  schemas(): Promise<readonly string[]>;
  /** How many tables that hold rows are in each of the schemas, in their order. One cheap statement. */
  countTables?(schemas: readonly string[]): Promise<readonly number[]>;
  /** Tables, views and foreign tables of the schemas. A constant number of statements. */
  describe(schemas: readonly string[]): Promise<readonly TableShape[]>;
  /** Why zone-less values cannot be read in this time zone (an unknown name); null when they can. */
  refusesTimeZone(timeZone: string): Promise<string | null>;
  /** Whether all that is read comes from one consistent view, as it was asked for. */
  readonly snapshot?: boolean;
  /** Asks nothing yet. */
  reader(view: TableView): TableReader;
  /** What the server is doing besides this run, as a role with SELECT alone may know it. A few milliseconds. */
  activity?(): Promise<Activity>;
  /**
   * Where the server stands in the log by which others follow it, in its own words: an LSN, GTIDs. Null where it keeps none,
   * or does not tell this role.
   */
  logPosition?(): Promise<string | null>;
  /** What was asked of this side so far. */
  usage?(): Usage;
  /**
   * For each of the tables a token that moves when something is written to it: equal ones say that it is likely as it was,
   * and prove nothing. Null for a table of which the server does not tell. One cheap statement.
   */
  writes?(tables: readonly TableRef[]): Promise<readonly (string | null)[]>;
  /**
   * Begins to tell what is written to these tables.
   *
   * @returns why it cannot, in one sentence that says what is missing. Nothing is left on the server then, nor after the
   * feed was closed or the process killed.
   */
  feed?(views: readonly TableView[], options: FeedOptions): Promise<Feed | string>;
  /** Absent where a side has nothing but tables with rows. */
  readonly inspector?: Inspector;
  /** What a side holds that knows its rows by their keys and hashes alone: its readers take views of hashes only. */
  readonly fingerprint?: FingerprintHeader;
}

export interface FeedOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** PostgreSQL: a publication of the user's, where no temporary slot with `test_decoding` can be had. */
  readonly publication?: string;
}

/** What a server tells of what was written: a hint where to look, never a proof that nothing was written elsewhere. */
export interface Feed extends AsyncDisposable {
  /**
   * What was written since the last answer, at most some ten thousand keys of it; does not wait for more.
   *
   * @throws CrosstallyError when it broke off. Then what was written since is not known, and it has to be begun anew.
   */
  poll(): Promise<Changes>;
}

export interface Changes {
  /** The keys of rows that were written, also of those deleted and those that a row had before; by the place of the view. */
  readonly keys: readonly { readonly view: number; readonly key: Key }[];
  /** Tables of which was written what no key tells: TRUNCATE, DDL, a cascade, a row without a key. */
  readonly dirty: readonly { readonly view: number; readonly reason: string }[];
  /** Seconds between the last of these changes and now; null when it is not known. */
  readonly lagSeconds: number | null;
  /** Whether there is more to be had at once. */
  readonly more: boolean;
}

/** What a server is doing; null for what it does not tell this role. */
export interface Activity {
  /**
   * A token: two equal ones prove that nothing was committed in between to what is read. It may also change without a reason.
   * Null where writes to one of the tables that have a reader are not told.
   */
  readonly position: string | null;
  /** How far a replica is behind, Infinity when it no longer follows; null too when the server is no replica. */
  readonly lagSeconds: number | null;
  /** Statements of others that are running. */
  readonly load: number | null;
  /** For how long at least nothing has been committed. */
  readonly restedSeconds: number | null;
}

/** Looks at definitions: an optional interface, for the schema gate. Reads catalogs, and takes no lock that blocks. */
export interface Inspector {
  /** A constant number of statements, however many tables there are. */
  definitions(schemas: readonly string[]): Promise<Definitions>;
  /** Where each sequence stands, in the same order; the largest values are looked up in an index, never scanned for. */
  positions(sequences: readonly SequenceDefinition[]): Promise<readonly SequencePosition[]>;
  /** The rows that violate a constraint. Reads the table: asked only where the user wants it. */
  violations(intended: Intended): Promise<Violations>;
  /** The change as statements of this engine, each ended by a semicolon; null when it has no safe way. */
  fix(change: SchemaChange): string | null;
  readonly dialect: Dialect;
}

/** What of definitions only the engine knows, so that the core does nothing but compare. Asks nothing of the server. */
export interface Dialect {
  /** Equal for two servers that write the same definition as the same text: name and major version. */
  readonly deparser: string;
  /** A column's labels belong to a type that has a name and is compared as an object. */
  readonly namedTypes: boolean;
  /** Why the engine cannot have something, and what does the same: one sentence; null when it can. */
  cannotHave(feature: Feature): string | null;
  /** A type as the engine spells it, without what means nothing: a display width. In lower case. */
  plainType(native: string): string;
  /** The words of an expression without what only this engine writes, casts and quotes; its literals are NULs. */
  plainWords(words: string): string;
  /** What an index or a constraint that another engine calls so is called here, where names may have another scope. */
  nameOf(object: string, table: TableRef, name: string): string;
}

/** What not every engine can have. */
export type Feature =
  | 'deferrable'
  | 'event'
  | 'exclusion'
  | 'include'
  | 'materialized view'
  | 'nulls not distinct'
  | 'on update'
  | 'operator class'
  | 'predicate'
  | 'prefix'
  | `${string} index`;

/** One table of one side, its rows in canonical form. */
export interface TableReader {
  /** Where a chunk of `rows` rows would end: the key of the `rows`-th row of the range, null when it has fewer. */
  cutAfter(range: KeyRange, rows: number): Promise<Key | null>;
  /** The keys of every `rows`-th row of a range, ascending, by one statement. */
  cuts(range: KeyRange, rows: number): Promise<readonly Key[]>;
  /**
   * Keys that by the server's statistics lie about equally many rows apart, ascending; they may be out of date, and
   * need not be in the table. Absent where the statistics say nothing of the key.
   */
  sampleKeys?(): Promise<readonly Key[]>;
  /** The key of the last row, by the engine's own order; null without rows. Asked where that is the order of values. */
  lastKey(): Promise<Key | null>;
  /** Whether the key can be written as a bound here: PostgreSQL has no `0000-00-00` and no text with a NUL. */
  accepts(key: Key): boolean;
  /** What `TableShape.definition` would be by now; null when the table is gone. Absent where that is. */
  definition?(): Promise<string | null>;
  /** The rows of a range as canonical frames, in any order. */
  frames(range: KeyRange): AsyncIterable<Frames>;
  /** The rows with one of these keys. May add rows whose key is only equal under the column's collation. */
  rows(keys: readonly Key[]): AsyncIterable<Frames>;
  /** Short cuts: digests that the database computes, the preferred way first; none where there is no way. */
  readonly pushdowns: readonly Pushdown[];
  /**
   * A key that more than one row has, null when there is none; a key with NULL in it is not one. Asked where nothing but
   * the user's word says that the key is unique; it may read the whole table. Absent where the engine cannot tell.
   */
  repeatedKey?(): Promise<Key | null>;
  /**
   * A short cut: the rows of a range in the engine's own bytes, in key order. Equal bytes from two readers of equal
   * `identity` prove equal rows; unequal bytes prove nothing. Absent where the engine or the view has no such form.
   */
  readonly raw?: RawForm;
  /** Fails where the server does not understand the condition of the view. Reads no row. Absent where there is no server. */
  tryCondition?(): Promise<void>;
  /**
   * The digests of ranges that tile the key line, of a side that holds nothing else of its rows: it cannot be asked for
   * other ranges, nor for rows. One open range where rows have no order.
   */
  blocks?(): Promise<readonly HeldBlock[]>;
  /** The keys that have these hashes, where keys are hidden from the other side. Reads the whole table. */
  hiddenKeys?(hashes: ReadonlySet<string>): Promise<ReadonlyMap<string, Key>>;
  /** How many rows a scan of the table counts, which costs little beside reading them. Absent where nobody can tell. */
  countRows?(): Promise<number>;
  /** Absent where what a look-up finds and what a scan finds cannot be two things. */
  readonly index?: IndexCheck;
  /** The statements that it would send without a short cut, for people: `crosstally plan` prints them. */
  statements(): readonly string[];
}

/** Whether the key's index leads to every row that a scan of the table sees. */
export interface IndexCheck {
  /** Asked of every table, whatever is found; else only where two looks at rows have contradicted each other. */
  readonly always: boolean;
  /**
   * How many rows a scan sees that the index does not lead to, and one of their keys where that can be told. By one
   * statement, so that writers make no difference. It may read the whole table.
   */
  hiddenRows(): Promise<HiddenRows>;
  /** What to do about them, in the words of the engine: one sentence, for a hint. */
  readonly remedy: string;
}

export interface HiddenRows {
  readonly rows: number;
  readonly example: Key | null;
}

/** The digest of a key range: how many rows, and the sum modulo 2^64 of their hashes. */
export interface ChunkDigest {
  readonly rows: number;
  readonly hash: bigint;
}

/** The digest of a range that a side holds. */
export interface HeldBlock extends ChunkDigest {
  readonly range: KeyRange;
}

/** Digests computed by the database. Equal ones of two readers of equal `identity` prove equal rows. */
export interface Pushdown {
  /** Equal when both sides hash the same forms in the same way. */
  readonly identity: string;
  /** The hashes of a fixed set of awkward values: both sides have to agree on them before a digest is trusted. */
  calibrate(): Promise<string>;
  /** The digests of key ranges, in their order, by one statement. Unequal ones prove nothing. */
  digest(ranges: readonly KeyRange[]): Promise<readonly ChunkDigest[]>;
  /**
   * The digests of the whole table, split at these ascending keys: of one range more than there are keys, the first one
   * open below and the last one above. By one statement that reads the table once, as it is stored. Absent where that is
   * no cheaper than reading it by key, and where hashing costs as much as sending the rows.
   */
  survey?(this: void, keys: readonly Key[]): Promise<readonly ChunkDigest[]>;
  /** What a survey sends, with the keys left out, for people. */
  surveyStatement?(): string;
  /**
   * The rows of a range, in any order, as their key columns and the 8 bytes of their hash: what a digest sums up. Unequal
   * hashes prove nothing.
   */
  rowHashes(range: KeyRange): AsyncIterable<Frames>;
  /** What it sends for the whole table, for people. */
  statement(): string;
}

export interface RawForm {
  /** Equal when both sides' bytes mean the same. */
  readonly identity: string;
  read(range: KeyRange): AsyncIterable<RawBytes>;
  /** What it sends for the whole table, for people. */
  statement(): string;
}

/** A piece of a raw stream. The pieces' borders mean nothing. */
export interface RawBytes {
  readonly bytes: Uint8Array;
  /** Rows of the whole range, told by the last piece; 0 before. */
  readonly rows: number;
}

/**
 * A side written as classes: what it can do is on prototypes and needs the object that it is called on. Whoever copies
 * such an object, or takes a method off it, loses it.
 */
import type {
  Adapter,
  ChunkDigest,
  Database,
  Dialect,
  HiddenRows,
  IndexCheck,
  Inspector,
  OpenOptions,
  Pushdown,
  RawBytes,
  RawForm,
  TableReader,
} from '../../src/adapter.ts';
import type { Definitions, SequencePosition, SequenceDefinition } from '../../src/model/definition.ts';
import type { Violations } from '../../src/model/intended.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import type { TableRef, TableShape } from '../../src/model/table.ts';
import type { Usage } from '../../src/model/usage.ts';
import type { TableView } from '../../src/model/view.ts';
import { hasherOf } from './hashing-side.ts';

/** Counts what is asked, by the name of the method. */
export type Asked = Map<string, number>;

export class ClassSide implements Adapter {
  readonly #side: Adapter;
  readonly #asked: Asked;
  readonly label: string;

  constructor(side: Adapter, asked: Asked = new Map()) {
    this.#side = side;
    this.#asked = asked;
    this.label = side.label;
  }

  async open(options: OpenOptions): Promise<Database> {
    return new ClassDatabase(await this.#side.open(options), this.#asked);
  }
}

class ClassDatabase implements Database {
  readonly #database: Database;
  readonly #asked: Asked;
  readonly inspector: Inspector;

  constructor(database: Database, asked: Asked) {
    this.#database = database;
    this.#asked = asked;
    this.inspector = new ClassInspector(asked);
  }

  get label(): string {
    return this.#database.label;
  }

  get engine(): Database['engine'] {
    return this.#database.engine;
  }

  get defaultSchema(): string | null {
    return this.#database.defaultSchema;
  }

  schemas(): Promise<readonly string[]> {
    return this.#database.schemas();
  }

  async describe(schemas: readonly string[]): Promise<readonly TableShape[]> {
    const shapes = await this.#database.describe(schemas);
    return shapes.map((shape) => ({ ...shape, definition: 'the first' }));
  }

  refusesTimeZone(timeZone: string): Promise<string | null> {
    return this.#database.refusesTimeZone(timeZone);
  }

  reader(view: TableView): TableReader {
    return new ClassReader(this.#database.reader(view), this.#asked);
  }

  activity(): ReturnType<NonNullable<Database['activity']>> {
    count(this.#asked, 'activity');
    return this.#database.activity?.() ?? Promise.reject(new Error('no activity'));
  }

  usage(): Usage {
    count(this.#asked, 'usage');
    const nothing = { longestStatementSeconds: 0, longestTransactionSeconds: 0, rows: 0, bytes: 0, failures: 0 };
    return { statements: this.#asked.size, busySeconds: 0, lockTimeouts: 0, ...nothing };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    count(this.#asked, 'dispose');
    await this.#database[Symbol.asyncDispose]();
  }
}

class ClassReader implements TableReader {
  readonly #reader: TableReader;
  readonly #asked: Asked;
  readonly pushdowns: readonly Pushdown[];
  readonly raw: RawForm;
  readonly index: IndexCheck;

  constructor(reader: TableReader, asked: Asked) {
    this.#reader = reader;
    this.#asked = asked;
    this.pushdowns = [new ClassPushdown(reader, asked)];
    this.raw = new ClassRaw(reader, asked);
    this.index = new ClassIndex(asked);
  }

  cutAfter(range: KeyRange, rows: number): Promise<Key | null> {
    count(this.#asked, 'cutAfter');
    return this.#reader.cutAfter(range, rows);
  }

  cuts(range: KeyRange, rows: number): Promise<readonly Key[]> {
    count(this.#asked, 'cuts');
    return this.#reader.cuts(range, rows);
  }

  sampleKeys(): Promise<readonly Key[]> {
    count(this.#asked, 'sampleKeys');
    return Promise.resolve([]);
  }

  lastKey(): Promise<Key | null> {
    count(this.#asked, 'lastKey');
    return this.#reader.lastKey();
  }

  accepts(key: Key): boolean {
    count(this.#asked, 'accepts');
    return this.#reader.accepts(key);
  }

  definition(): Promise<string | null> {
    count(this.#asked, 'definition');
    return Promise.resolve('the first');
  }

  frames(range: KeyRange): AsyncIterable<Frames> {
    count(this.#asked, 'frames');
    return this.#reader.frames(range);
  }

  rows(keys: readonly Key[]): AsyncIterable<Frames> {
    count(this.#asked, 'rows');
    return this.#reader.rows(keys);
  }

  repeatedKey(): Promise<Key | null> {
    count(this.#asked, 'repeatedKey');
    return this.#reader.repeatedKey?.() ?? Promise.resolve(null);
  }

  statements(): readonly string[] {
    count(this.#asked, 'statements');
    return this.#reader.statements();
  }
}

class ClassPushdown implements Pushdown {
  readonly identity = 'hashed in memory';
  readonly #hasher: Pushdown & Required<Pick<Pushdown, 'survey'>>;
  readonly #asked: Asked;

  constructor(reader: TableReader, asked: Asked) {
    this.#hasher = hasherOf(reader);
    this.#asked = asked;
  }

  calibrate(): Promise<string> {
    count(this.#asked, 'calibrate');
    return this.#hasher.calibrate();
  }

  digest(ranges: readonly KeyRange[]): Promise<readonly ChunkDigest[]> {
    count(this.#asked, 'digest');
    return this.#hasher.digest(ranges);
  }

  survey(keys: readonly Key[]): Promise<readonly ChunkDigest[]> {
    count(this.#asked, 'survey');
    return this.#hasher.survey(keys);
  }

  rowHashes(range: KeyRange): AsyncIterable<Frames> {
    count(this.#asked, 'rowHashes');
    return this.#hasher.rowHashes(range);
  }

  statement(): string {
    count(this.#asked, 'statement');
    return this.#hasher.statement();
  }
}

class ClassRaw implements RawForm {
  readonly identity = 'frames';
  readonly #reader: TableReader;
  readonly #asked: Asked;

  constructor(reader: TableReader, asked: Asked) {
    this.#reader = reader;
    this.#asked = asked;
  }

  async *read(range: KeyRange): AsyncGenerator<RawBytes> {
    count(this.#asked, 'read');
    for await (const { bytes, starts, ends, count: rows } of this.#reader.frames(range)) {
      for (let i = 0; i < rows; i++) yield { bytes: bytes.slice(starts[i], ends[i]), rows: 1 };
    }
  }

  statement(): string {
    count(this.#asked, 'statement');
    return 'frames';
  }
}

class ClassIndex implements IndexCheck {
  readonly always = true;
  readonly remedy = 'none is needed';
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  hiddenRows(): Promise<HiddenRows> {
    count(this.#asked, 'hiddenRows');
    return Promise.resolve({ rows: 0, example: null });
  }
}

class ClassInspector implements Inspector {
  readonly #asked: Asked;
  readonly #nothing: Definitions = {
    tables: [],
    sequences: [],
    objects: [],
    grants: [],
    roles: null,
    settings: [],
    hidden: [],
  };
  readonly dialect: Dialect;

  constructor(asked: Asked) {
    this.#asked = asked;
    this.dialect = new ClassDialect(asked);
  }

  definitions(): Promise<Definitions> {
    count(this.#asked, 'definitions');
    return Promise.resolve(this.#nothing);
  }

  positions(sequences: readonly SequenceDefinition[]): Promise<readonly SequencePosition[]> {
    count(this.#asked, 'positions');
    return Promise.resolve(sequences.map(() => ({ next: null, largest: null })));
  }

  violations(): Promise<Violations> {
    count(this.#asked, 'violations');
    return Promise.resolve({ rows: 0, sample: [] });
  }

  fix(): string | null {
    count(this.#asked, 'fix');
    return null;
  }
}

class ClassDialect implements Dialect {
  readonly deparser = 'memory 1';
  readonly namedTypes = false;
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  cannotHave(): string | null {
    count(this.#asked, 'cannotHave');
    return null;
  }

  plainType(native: string): string {
    count(this.#asked, 'plainType');
    return native;
  }

  plainWords(words: string): string {
    count(this.#asked, 'plainWords');
    return words;
  }

  nameOf(_object: string, _table: TableRef, name: string): string {
    count(this.#asked, 'nameOf');
    return name;
  }
}

function count(asked: Asked, method: string): void {
  asked.set(method, (asked.get(method) ?? 0) + 1);
}

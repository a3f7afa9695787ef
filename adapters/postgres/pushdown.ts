/**
 * Digests by PostgreSQL's own 64-bit hash functions. Five things were found wrong with the plain
 * `sum(hash_record_extended(t, 0))` (PostgreSQL 15):
 *
 * - It hashes a row as 31 * (… hash of a column) + hash of the next: a sum of such rows does not change when two rows
 *   swap the values of a column. So the row's hash is the seed of one more hash, which is not linear in it.
 * - `hashint8extended` folds 64 bits into 32, and times are 8-byte integers: they are hashed as their bytes.
 * - `hash_numeric_extended` leaves out the sign: numbers are hashed as their bytes too, without trailing zeros.
 * - `hashfloat8extended` makes 0 of the number 0, which is what a record makes of NULL: floats are hashed as bytes.
 * - A text is hashed as the bytes of the server's encoding: two texts of two encodings may have the same. Elsewhere than
 *   under UTF8, a text is hashed as its bytes in UTF-8, which have the hash of the text under UTF8.
 */
import type { Pushdown } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { hashTextIdentity } from '../sql/hash-text.ts';
import { canonicalExpression, finishOf, hasContent, rowExpression } from './canonical.ts';
import { chunkDigest } from './chunk-digest.ts';
import type { Connections } from './connections.ts';
import { framesOf } from './frames.ts';
import { copyRange, isPart, wholePass } from './passes.ts';
import { awkwardHashes, textsHash } from './hash-text.ts';
import { quoteBytes, quoteName, quoteTable, quoteText } from './quote.ts';
import { rangeCondition } from './range.ts';
import { keyExpressions } from './statements.ts';
import { surveyOf } from './survey.ts';
import type { ServerFacts } from './types.ts';
import { textInput, valueOf } from './values.ts';

/** `hash_record_extended` came with version 14. */
const FIRST_VERSION = 14;

/** The ways to hash a table here, the preferred first. None for a table without an order. */
export function pushdownsOf(connections: Connections, view: TableView, server: ServerFacts): readonly Pushdown[] {
  if (view.index === null || keyColumns(view).some(hasContent)) return [];
  const { columns } = view;
  const inputs = columns.map(hashInput);
  const schemes: Scheme[] = [];
  if (server.majorVersion >= FIRST_VERSION && !inputs.includes(null)) {
    const identity = JSON.stringify(['postgres record hash', ...columns.map(formOf)]);
    schemes.push({ identity, hash: rowHash(inputs.join(', ')), known: calibration(server), cheap: true });
  }
  // The length of a text under SQL_ASCII is in bytes, and elsewhere in characters.
  const lengths = columns.every(({ type }) => type.encoding !== 'SQL_ASCII');
  const identity = lengths ? hashTextIdentity(columns) : null;
  if (identity !== null)
    schemes.push({ identity, hash: textsHash(columns), known: awkwardHashes(columns), cheap: false });
  return schemes.map((scheme) => pushdown(connections, view, scheme));
}

interface Scheme {
  readonly identity: string;
  /** A row's 64-bit hash. */
  readonly hash: string;
  /** The hashes of values on which both sides have to agree. */
  readonly known: readonly string[];
  /** Whether hashing a row costs less than sending it. */
  readonly cheap: boolean;
}

function pushdown(connections: Connections, view: TableView, { identity, hash, known, cheap }: Scheme): Pushdown {
  const survey = cheap ? surveyOf(connections, view, hash) : null;
  const keyFinishes = keyColumns(view).map(finishOf);
  return {
    identity,
    calibrate: async () => {
      const rows = await connections.ask(`select ${known.join(', ')}`);
      // As unsigned numbers, which is how the other engines print them.
      return rows
        .flat()
        .map((hash) => BigInt.asUintN(64, BigInt(hash ?? 0)))
        .join();
    },
    digest: async (ranges) => {
      const sql = digestStatement(view, hash, ranges);
      const byIndex = ranges.every(isPart);
      const rows = await (byIndex ? connections.askByIndex(sql) : connections.askInTime(sql, wholePass(view)));
      return ranges.map((_range, i) => chunkDigest(rows[i]?.slice(1) ?? []));
    },
    ...survey,
    rowHashes: (range) =>
      framesOf(copyRange(connections, view, range, hashesStatement(view, hash, range)), [...keyFinishes, null]),
    statement: () => digestStatement(view, hash, [EVERYTHING]),
  };
}

function digestStatement(view: TableView, hash: string, ranges: readonly KeyRange[]): string {
  const one = (range: KeyRange, i: number): string =>
    `select ${String(i)}, count(*), coalesce(sum(${hash}), 0) from ${quoteTable(view.table)}${rangeCondition(view, range)}`;
  return `${ranges.map(one).join(' union all ')} order by 1`;
}

/** A `bigint` goes over the wire as its 8 bytes. */
function hashesStatement(view: TableView, hash: string, range: KeyRange): string {
  return `select ${keyExpressions(view)}, ${hash} from ${quoteTable(view.table)}${rangeCondition(view, range)}`;
}

/** All 64 bits of the seed count, and hashing a constant costs next to nothing. */
function rowHash(inputs: string): string {
  return `hashint4extended(1, hash_record_extended(row(${inputs}), 0))`;
}

/** Columns that are declared alike may be hashed as they are stored. */
function formOf(column: ViewColumn): string {
  const { form, alike } = column;
  if (hasContent(column)) return `${form} and content`;
  return alike === true ? `stored ${form}` : form;
}

/**
 * What is hashed of a column: equal for two values exactly when their canonical forms are. Where that would have to be
 * finished here, unequal inputs may stand for equal values, and never the other way round; else null.
 */
function hashInput(column: ViewColumn): string | null {
  return (column.alike === true ? storedInput(column) : null) ?? canonicalInput(column);
}

/** The cheaper inputs, for a column that both sides declare alike; null where the canonical one is as cheap. */
function storedInput(column: ViewColumn): string | null {
  return valueOf(column).stored?.(quoteName(column.name), column) ?? null;
}

function canonicalInput(column: ViewColumn): string | null {
  if (hasContent(column)) return textInput(rowExpression(column), column.type);
  const { input } = valueOf(column);
  if (input === null) return null;
  return input === 'text' ? textOf(column) : input(quoteName(column.name), column);
}

/** To SQL_ASCII what is selected is bytes already. */
function textOf(column: ViewColumn): string {
  const expression = canonicalExpression(column);
  return column.type.encoding === 'SQL_ASCII' ? expression : textInput(expression, column.type);
}

/** Texts that are known to trouble a hash, with one that most encodings cannot hold. */
const AWKWARD_TEXTS = ['', 'a', 'A', 'ä€', ' a ', 'a much longer text than any block of the hash'];

/** Every function above, on the values that are known to trouble one: equal here, it is the same function. */
function calibration({ encoding }: ServerFacts): readonly string[] {
  const texts = AWKWARD_TEXTS.map((value) =>
    // Elsewhere texts are hashed as bytes, and these are the bytes.
    encoding === 'UTF8' ? textInput(`${quoteText(value)}::text`, {}) : quoteBytes(Buffer.from(value).toString('hex')),
  );
  return [...NUMBERS, ...texts, ...OTHERS].map((input) => rowHash(`${input}, null::int4`));
}

const NUMBERS: readonly string[] = [
  ...['-1', '4294967297', '-9223372036854775808'].map((value) => `int8send('${value}'::int8)`),
  ...['-5', '5', '50000', '1.50', 'NaN', '123456789012345678901234567890.000000001'].map(
    (value) => `numeric_send(trim_scale('${value}'::numeric))`,
  ),
  ...['0', '0.1', '1e300', 'NaN', '-Infinity'].map((value) => `float8send('${value}'::float8)`),
];

const OTHERS: readonly string[] = [
  quoteBytes('00ff'),
  `'c0ffee00-1234-5678-9abc-def012345678'::uuid`,
  `'0044-03-15 BC'::date`,
  `time_send('24:00')`,
  `timestamp_send('infinity')`,
  `timestamptz_send('2024-10-27 01:30:00.000001+00')`,
  'null::int8',
];

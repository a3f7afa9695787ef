/** Digests by SHA-256, the one sound hash that every supported version of MySQL, MariaDB and PostgreSQL has. */
import type { ChunkDigest, Pushdown } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { KeyRange } from '../../src/model/key.ts';
import { tableName } from '../../src/model/table.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { hashTextIdentity } from '../sql/hash-text.ts';
import type { Connections } from './connections.ts';
import { floatBytesOf } from './expressions.ts';
import type { TextRow } from './driver.ts';
import { frameExpression, framesOf, hashedFrameExpression } from './frames.ts';
import { awkwardFrames, hashFrame } from './hash-text.ts';
import { byIndex, rangeCondition } from './range.ts';

/** The ways to hash a table here, the preferred first. None for a table without an order. */
export function pushdownsOf(connections: Connections, view: TableView): readonly Pushdown[] {
  if (view.index === null) return [];
  const { columns } = view;
  // What the server prints is brought into the canonical form here, so equal prints are equal values.
  const printed = { identity: printedIdentity(view), frame: frameExpression(columns), known: KNOWN };
  const identity = hashTextIdentity(columns);
  const schemes: readonly Scheme[] =
    identity === null ? [printed] : [printed, { identity, frame: hashFrame(columns), known: awkwardFrames(columns) }];
  return schemes.map((scheme) => pushdown(connections, view, scheme));
}

/** Equal when the same expressions over the same types are brought into the same forms. */
function printedIdentity({ columns }: TableView): string {
  const printed = ({ type, form, timeZone }: ViewColumn): readonly unknown[] => [
    type.identity,
    type.size,
    type.fixed,
    form,
    timeZone,
  ];
  return JSON.stringify(['mysql print', ...columns.map(printed)]);
}

interface Scheme {
  readonly identity: string;
  /** The bytes of a row that are hashed. */
  readonly frame: string;
  /** Frames that the other side can write too: both have to agree on their hashes. */
  readonly known: readonly string[];
}

function pushdown(connections: Connections, view: TableView, { identity, frame, known }: Scheme): Pushdown {
  const keys = { table: view.table, columns: keyColumns(view), hashed: true, limited: true };
  return {
    identity,
    calibrate: async () => {
      const rows = await connections.ask(`SELECT ${known.map(hashOf).join(', ')}`);
      return rows.flat().join();
    },
    digest: async (ranges) => {
      const rows = await connections.askInTime(digestStatement(view, frame, ranges));
      return ranges.map((_range, i) => chunkDigest(view, rows[i]));
    },
    rowHashes: (range) => framesOf(connections, hashesStatement(view, frame, range), keys),
    statement: () => digestStatement(view, frame, [EVERYTHING]),
  };
}

/** What of the printed frames is not just text. */
const KNOWN = ["'crosstally'", floatBytesOf('-0.1E0')].map((value) => `CONCAT(_binary'' COLLATE \`binary\`, ${value})`);

/** The first 64 bits. */
function hashOf(frame: string): string {
  return `CAST(CONV(LEFT(${sha256(frame)}, 16), 16, 10) AS UNSIGNED)`;
}

function sha256(frame: string): string {
  return `SHA2(${frame}, 256)`;
}

/** A frame that became NULL (a value beyond `max_allowed_packet`) must not be left out of the sum: this one shows. */
const UNREADABLE = 10n ** 30n;

function digestStatement(view: TableView, frame: string, ranges: readonly KeyRange[]): string {
  const sum = `COALESCE(SUM(IFNULL(${hashOf(frame)}, ${String(UNREADABLE)})), 0)`;
  const one = (range: KeyRange, i: number): string =>
    `SELECT ${String(i)}, COUNT(*), ${sum} FROM ${byIndex(view)}${rangeCondition(view, range)}`;
  return `${ranges.map(one).join(' UNION ALL ')} ORDER BY 1`;
}

function hashesStatement(view: TableView, frame: string, range: KeyRange): string {
  return `SELECT ${hashedFrameExpression(keyColumns(view), sha256(frame))} FROM ${byIndex(view)}${rangeCondition(view, range)}`;
}

function chunkDigest({ table }: TableView, row: TextRow | undefined): ChunkDigest {
  const [, rows, sum] = row ?? [];
  if (rows == null || sum == null) throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', 'a digest is missing');
  if (BigInt(sum) >= UNREADABLE) {
    throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', `a row of ${tableName(table)} cannot be hashed whole`, {
      hint: 'raise max_allowed_packet on the server above its largest row, or leave the column out',
    });
  }
  return { rows: Number(rows), hash: BigInt.asUintN(64, BigInt(sum)) };
}

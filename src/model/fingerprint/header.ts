import type { Definitions, SequencePosition } from '../definition.ts';
import type { Form } from '../form.ts';
import type { Key } from '../key.ts';
import type { TableShape } from '../table.ts';

/** The version of the file format that this program writes, and the latest that it reads. */
export const FORMAT_VERSION = 1;

/** Eight bytes that no text begins with, and that a transfer as text would spoil. */
export const MAGIC: Uint8Array = Uint8Array.of(0x89, 0x43, 0x54, 0x46, 0x50, 0x0d, 0x0a, 0x1a);
/** Eight bytes at the end of a file that was written to its end. */
export const END_MAGIC: Uint8Array = Uint8Array.of(0x43, 0x54, 0x46, 0x50, 0x2e, 0x65, 0x6e, 0x64);

/** What rows are hashed with: XXH64, or HMAC-SHA-256 under a secret, its first 8 bytes. */
export type RowHashName = 'xxh64' | 'hmac-sha256';

/** Whether a fingerprint holds rows one by one, or only the digests of its blocks. */
export type FingerprintDetail = 'rows' | 'chunks';

/** A column as it went into the hashes. */
export interface HeldColumn {
  readonly name: string;
  readonly form: Form;
  /** Of a zone-less column in the form `instant`. */
  readonly timeZone: string;
}

/** A table of a fingerprint. */
export interface HeldTable {
  readonly shape: TableShape;
  /** In the order in which they were hashed: those of the key first. */
  readonly columns: readonly HeldColumn[];
  /** How many of the columns are the key; 0 for a table without one. */
  readonly keyLength: number;
  /** Its blocks follow one another in key order, and so do the rows in them. */
  readonly ordered: boolean;
  /** The condition under which rows were taken, in the side's own SQL; null for all rows. */
  readonly where: string | null;
  /** Columns that the user left out. */
  readonly left: readonly string[];
  /** Why columns are not in the hashes although nobody left them out. */
  readonly unheld: readonly { readonly name: string; readonly reason: string }[];
}

/** What a fingerprint says of itself: the JSON at its beginning. */
export interface FingerprintHeader {
  readonly formatVersion: number;
  readonly tool: 'crosstally';
  readonly toolVersion: string;
  /** Host, port and database that it was taken of; never a password. */
  readonly label: string;
  readonly engine: { readonly name: string; readonly version: string; readonly encoding: string | null };
  /** When the view began that its rows are of: ISO 8601, UTC, by the clock of the machine that wrote the file. */
  readonly takenAt: string;
  /** Where the server stood: an LSN, a snapshot, a number of its log. Null where it does not tell. */
  readonly position: string | null;
  /** All of it is of one moment; else the tables were read chunk by chunk, while they may have been written to. */
  readonly consistent: boolean;
  readonly detail: FingerprintDetail;
  readonly hash: RowHashName;
  /** The first 8 bytes of the HMAC of `crosstally`, in hexadecimal digits: tells a wrong secret. Null without one. */
  readonly secretCheck: string | null;
  /** A hash of two bytes is kept for each column that is not in the key. */
  readonly columnsToo: boolean;
  readonly defaultSchema: string | null;
  readonly schemas: readonly string[];
  /** Patterns of the tables that were selected; empty for all. */
  readonly tables: readonly string[];
  readonly exclude: readonly string[];
  /** What the user asked for that makes it looser or smaller than the database. */
  readonly loosened: readonly string[];
  readonly held: readonly HeldTable[];
  /** Views and foreign tables, which hold no rows of their own. */
  readonly others: readonly TableShape[];
  /** When the last row had been read: from the index, where it is known. */
  readonly readUntil?: string;
}

/** A block of a table: `after` the key of the one before. */
export interface BlockEntry {
  /** Where it is in the file; 0 and 0 for a file without rows. */
  readonly at: number;
  readonly bytes: number;
  readonly rows: number;
  /** The sum modulo 2^64 of the hashes of its rows, as 16 hexadecimal digits. */
  readonly sum: string;
  /** The keys of its first and its last row; null where rows have no order. */
  readonly first: Key | null;
  readonly last: Key | null;
}

/** What is known when all is written: the JSON before the end of a fingerprint. */
export interface FingerprintIndex {
  /** In the order of the header's tables. */
  readonly tables: readonly { readonly rows: number; readonly blocks: readonly BlockEntry[] }[];
  /** Null where the side could not tell them. */
  readonly definitions: HeldDefinitions | null;
  /** When the last row had been read. ISO 8601, UTC. */
  readonly readUntil: string;
}

/** What a side has besides rows, and where its sequences stood. */
export interface HeldDefinitions {
  readonly definitions: Definitions;
  /** In the order of the definitions' sequences. */
  readonly positions: readonly SequencePosition[];
}

import type { Heard } from '../../sql/feed/heard.ts';
import type { Aside } from '../aside.ts';
import type { Relations } from './relations.ts';
import type { KeyReader } from './told.ts';

/** How far an answer goes: where the log was flushed to, and after how many changes it may end. */
export interface Reach {
  readonly through: string;
  readonly most: number;
}

/** Who is told. */
export interface Audience {
  readonly relations: Relations;
  /** By the place of the table. */
  readonly readers: readonly KeyReader[];
  readonly heard: Heard;
}

/** What was read. */
export interface Read {
  /** Lines of the log, of whatever table. */
  readonly changes: number;
  /** Where the last transaction ended, and when, in seconds since 1970; null without one. */
  readonly committed: string | null;
  readonly committedAt: number | null;
}

/** A plugin's way of writing changes. */
export interface Log {
  /** Whether it also tells that a transaction ended which changed no table. */
  readonly tellsEmptyTransactions: boolean;
  read(session: Aside, reach: Reach, audience: Audience): Promise<Read>;
}

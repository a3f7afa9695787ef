/**
 * Reads what the plugin `test_decoding` writes of a change:
 *
 *     table public.orders: UPDATE: old-key: id[integer]:1 new-tuple: id[integer]:2 "Note"[text]:'it''s'
 *     table public.orders: DELETE: (no-tuple-data)
 *     table public.orders, public.lines: TRUNCATE: (no-flags)
 */

/** A row as far as it was asked for: of each column its printed value, null for NULL, absent when it is not told. */
export type Tuple = ReadonlyMap<string, string | null>;

export interface Change {
  readonly kind: 'insert' | 'update' | 'delete' | 'truncate' | 'other';
  /** As `format('%I.%I')` writes them. */
  readonly relations: readonly string[];
  /** What told the row before; null when its key did not change, or nothing tells. */
  readonly before: Tuple | null;
  readonly after: Tuple | null;
}

const KINDS: Readonly<Record<string, Change['kind']>> = {
  INSERT: 'insert',
  UPDATE: 'update',
  DELETE: 'delete',
  TRUNCATE: 'truncate',
};

/** The relations that a line is about, and where they end; null for a line that is about none. */
export function relationsOf(line: string): { readonly names: readonly string[]; readonly end: number } | null {
  if (!line.startsWith('table ')) return null;
  const names: string[] = [];
  for (let [start, at] = [6, 6]; at < line.length; at++) {
    const letter = line[at];
    if (letter === '"') at = endOfQuote(line, at, '"');
    else if (letter === ',' || letter === ':') {
      names.push(line.slice(start, at));
      if (letter === ':') return { names, end: at };
      start = at + 2;
    }
  }
  return null;
}

/** @param wanted the columns whose values are read. */
export function readChange(line: string, end: number, relations: readonly string[], wanted: Wanted): Change {
  const colon = line.indexOf(':', end + 2);
  const kind = KINDS[line.slice(end + 2, colon)] ?? 'other';
  const reader = { line, at: colon + 1, wanted };
  if (kind !== 'update') {
    const tuple = kind === 'insert' || kind === 'delete' ? readTuple(reader, true) : null;
    return { kind, relations, before: kind === 'delete' ? tuple : null, after: kind === 'insert' ? tuple : null };
  }
  if (!skip(reader, OLD)) return { kind, relations, before: null, after: readTuple(reader, true) };
  const before = readTuple(reader, false);
  return { kind, relations, before, after: skip(reader, NEW) ? readTuple(reader, true) : null };
}

/** Names of columns. */
export type Wanted = ReadonlySet<string>;

interface Reader {
  readonly line: string;
  readonly wanted: Wanted;
  at: number;
}

const [OLD, NEW, NOTHING] = [' old-key:', ' new-tuple:', ' (no-tuple-data)'];

function skip(reader: Reader, words: string): boolean {
  if (!reader.line.startsWith(words, reader.at)) return false;
  reader.at += words.length;
  return true;
}

/** Null for a row of which nothing is told. `last`: nothing is wanted of what follows. */
function readTuple(reader: Reader, last: boolean): Tuple | null {
  const { line, wanted } = reader;
  if (skip(reader, NOTHING)) return null;
  const tuple = new Map<string, string | null>();
  while (line[reader.at] === ' ' && !line.startsWith(NEW, reader.at)) {
    const name = readName(reader);
    skipType(reader);
    const value = readValue(reader, wanted.has(name));
    if (value !== undefined && wanted.has(name)) tuple.set(name, value);
    if (last && tuple.size === wanted.size) break;
  }
  return tuple;
}

function readName(reader: Reader): string {
  const { line } = reader;
  const start = reader.at + 1;
  if (line[start] !== '"') {
    reader.at = line.indexOf('[', start);
    return line.slice(start, reader.at);
  }
  reader.at = endOfQuote(line, start, '"') + 1;
  return line.slice(start + 1, reader.at - 1).replaceAll('""', '"');
}

/** `[type]:`, where the type's name may be quoted and have brackets of its own. */
function skipType(reader: Reader): void {
  const { line } = reader;
  for (let at = reader.at + 1; at < line.length; at++) {
    if (line[at] === '"') at = endOfQuote(line, at, '"');
    else if (line[at] === ']' && line[at + 1] === ':') {
      reader.at = at + 2;
      return;
    }
  }
  reader.at = line.length;
}

/** Undefined for a value that is not told: a long one that did not change. */
function readValue(reader: Reader, wanted: boolean): string | null | undefined {
  const { line } = reader;
  const quote = line[reader.at] === 'B' ? reader.at + 1 : reader.at;
  if (line[quote] !== "'") {
    const start = reader.at;
    const space = line.indexOf(' ', start);
    reader.at = space < 0 ? line.length : space;
    const bare = line.slice(start, reader.at);
    return bare === 'null' ? null : bare === 'unchanged-toast-datum' ? undefined : bare;
  }
  const end = endOfQuote(line, quote, "'");
  reader.at = end + 1;
  if (!wanted) return null;
  const text = line.slice(quote + 1, end);
  return text.includes("'") ? text.replaceAll("''", "'") : text;
}

/** The quote that ends what begins at `start`: one that is doubled does not. */
function endOfQuote(line: string, start: number, quote: string): number {
  let at = line.indexOf(quote, start + 1);
  while (at >= 0 && line[at + 1] === quote) at = line.indexOf(quote, at + 2);
  return at < 0 ? line.length : at;
}

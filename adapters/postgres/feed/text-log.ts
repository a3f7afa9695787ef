import { framesOf } from '../frames.ts';
import { frameColumns } from '../../../src/model/frame.ts';
import { quoteText } from '../quote.ts';
import type { Audience, Log, Reach, Read } from './log.ts';
import { readChange, relationsOf } from './test-decoding.ts';
import { hear } from './told.ts';
import type { Wanted } from './test-decoding.ts';

/**
 * The log as `test_decoding` writes it. Of what is not about one of the tables an empty line is sent, so that lines are
 * counted; of a transaction where it ended, and when.
 */
export function testDecodingLog(slot: string): Log {
  return {
    tellsEmptyTransactions: true,
    async read(session, reach, audience) {
      let [changes, last] = [0, ''];
      const wanted = wantedOf(audience);
      for await (const { bytes, starts, ends, count } of framesOf(session.copy(question(slot, reach, audience)), [
        null,
      ])) {
        changes += count;
        for (let row = 0; row < count; row++) {
          const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
          // Four bytes of length, and nothing behind them.
          if (end - start <= 4) continue;
          const line = textOf(frameColumns(bytes, start, end)[0]);
          if (line.startsWith('table ')) takeLine(line, wanted, audience);
          else last = line;
        }
      }
      return { changes, ...committed(last) };
    },
  };
}

function question(slot: string, { through, most }: Reach, { relations }: Audience): string {
  const names = [...relations.keys()];
  // A name with a colon in it ends elsewhere than at the first one: then all lines are sent.
  const all = names.some((name) => name.includes(':'));
  const about = `split_part(data, ':', 1)`;
  const ours = `${about} = any(array[${names.map((name) => quoteText(`table ${name}`)).join(', ')}]::text[]) or ${about} like '%,%'`;
  return `
    select case when data like 'COMMIT%' then lsn || ' ' || data
                when data like 'table %' and (${all || names.length === 0 ? String(names.length > 0) : ours}) then data else '' end
    from pg_logical_slot_peek_changes(${slot}, ${quoteText(through)}, ${most}, 'include-timestamp', 'on')`;
}

/** The columns of the keys, by relation. */
function wantedOf({ relations, readers }: Audience): ReadonlyMap<string, Wanted> {
  return new Map(
    [...relations].map(([name, { views }]) => [name, new Set(views.flatMap((view) => readers[view]?.columns ?? []))]),
  );
}

function takeLine(line: string, wanted: ReadonlyMap<string, Wanted>, { relations, readers, heard }: Audience): void {
  const about = relationsOf(line);
  if (about === null) return;
  const [first = ''] = about.names;
  const change = readChange(line, about.end, about.names, wanted.get(first) ?? new Set());
  for (const name of about.names) {
    const relation = relations.get(name);
    for (const view of relation?.views ?? []) {
      const reader = readers[view];
      if (relation !== undefined && reader !== undefined) hear(heard, change, relation, view, reader);
    }
  }
}

/** `0/1A2B3C COMMIT 725 (at 2026-11-28 14:00:00.123+00)` */
function committed(line: string): Pick<Read, 'committed' | 'committedAt'> {
  const [, lsn = null, at = null] = /^(\S+) COMMIT.*\(at (.+)\)$/.exec(line) ?? [];
  const time = at === null ? NaN : Date.parse(at.replace(' ', 'T').replace(/\+00$/, 'Z'));
  return { committed: lsn, committedAt: Number.isNaN(time) ? null : time / 1000 };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes == null ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

import { count, counted } from '../../report/numbers.ts';
import type { Planted } from './damage.ts';

/** What the demo says between its deeds. */

export const OPENING = `An email platform moves its database to another data centre. The import ends without an error.
Is it safe to cut over? (A private PostgreSQL is started for this story, and removed at its end.)
`;

export function madeText(tables: number, rows: number): string {
  return `
1. The source, mail: ${counted(tables, 'table')}, ${counted(rows, 'row')}.
`;
}

export const COPIED = `2. The import: each table COPY … TO a file, the file sent over, COPY … FROM it into mail_new.
   Every COPY succeeded.
`;

export function verifyText(source: string, target: string): string {
  return `3. crosstally verify ${source} ${target}

`;
}

/** What was planted and found, and what a script would have made of it. */
export function closingText(planted: readonly Planted[]): string {
  const total = planted.reduce((sum, one) => sum + one.missing.length + one.changed.size, 0);
  return `
4. What had happened:
${planted.map(plantedText).join('\n')}
   The report names exactly these ${count(total)} rows and no other.

5. The exit code was 1, so that this line of a cutover script would have stopped the move:
     crosstally verify "$OLD" "$NEW" || exit 1

   On your own databases (it only reads; PostgreSQL, MySQL and MariaDB in any pairing):
     crosstally verify postgres://user@old-host/mail mysql://user@new-host/mail
`;
}

function plantedText({ table, cause, missing, changed }: Planted): string {
  const rows = missing.length > 0 ? `${count(missing.length)} missing` : `${count(changed.size)} changed`;
  return `   ${table.padEnd(8)}  ${rows.padStart(13)}  ${cause}`;
}

export function failureText(code: number, problems: readonly string[]): string {
  const reasons = [...(code === 1 ? [] : [`verify ended with exit code ${String(code)}, not 1`]), ...problems];
  return `crosstally: the demo did not go as it should\n${reasons.map((reason) => `  ${reason}\n`).join('')}`;
}

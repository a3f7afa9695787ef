import { readClientFile } from '../../sql/client-files.ts';

/** Whose password is looked for. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** What a password file had to say. */
export interface Found {
  readonly password: string | null;
  /** Why the file was passed over; null when it was read. */
  readonly notice: string | null;
}

/**
 * Looks into a `.pgpass`: https://www.postgresql.org/docs/current/libpq-pgpass.html. As psql does, it passes over a file
 * that others may read, and says so.
 */
export function passwordFromFile(path: string, login: Login): Found {
  const file = readClientFile(path, 'the password file');
  if (file === null) return { password: null, notice: null };
  if (!file.isPlain) return { password: null, notice: `the password file ${path} is ignored: it is no plain file` };
  if ((file.mode & 0o077) !== 0) {
    const notice = `the password file ${path} is ignored: others may read it · hint: chmod 600 ${path}`;
    return { password: null, notice };
  }
  const wanted = [login.host, String(login.port), login.database, login.user];
  for (const line of file.text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    const fits = wanted.every((value, i) => fields[i] === '*' || unescaped(fields[i] ?? '') === value);
    if (fits && fields.length >= 5) return { password: unescaped(fields[4] ?? ''), notice: null };
  }
  return { password: null, notice: null };
}

/** `host:port:database:user:password`; a backslash takes the colon or backslash behind it for what it is. */
function fieldsOf(line: string): readonly string[] {
  const fields = [''];
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    if (character === ':') fields.push('');
    else fields[fields.length - 1] += character === '\\' ? character + line.charAt(++i) : character;
  }
  return fields;
}

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, '$1');
}

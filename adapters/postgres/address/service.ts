import { CrosstallyError } from '../../../src/errors.ts';
import { readClientFile, requireClientFile } from '../../sql/client-files.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { checkParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';

const WHAT = 'the service file';
const SYSTEM_FOLDERS = ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/etc'];

/**
 * What pg_service.conf says of a service: https://www.postgresql.org/docs/current/libpq-pgservice.html
 *
 * @throws CrosstallyError `ADAPTER_SETTINGS_INVALID` when no file has it.
 */
export function serviceParameters(
  service: string,
  file: string | null,
  { inHome, variable }: Surroundings,
): Parameters {
  const named = file === null ? null : requireClientFile(file, WHAT);
  const own = inHome('.pg_service.conf');
  const folder = variable('PGSYSCONFDIR');
  const folders = folder === null ? SYSTEM_FOLDERS : [folder];
  const paths = [...(named === null ? [own] : [file]), ...folders.map((of) => `${of}/pg_service.conf`)];
  for (const path of paths) {
    const text = path === null ? undefined : readClientFile(path, WHAT)?.text;
    const found = text === undefined ? null : section(text, service);
    if (found === null) continue;
    checkParameters(found, `service ${service}`);
    return found;
  }
  throw new CrosstallyError('ADAPTER_SETTINGS_INVALID', `no service file has a service ${service}`, {
    hint: `write [${service}] and its host=, dbname= … into ~/.pg_service.conf, or name the file by PGSERVICEFILE`,
  });
}

/** The lines below `[service]`; the first such section counts. */
function section(text: string, service: string): Parameters | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const start = lines.indexOf(`[${service}]`);
  if (start < 0) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('['));
  const own = (end < 0 ? rest : rest.slice(0, end)).filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(own.map((line) => parameter(line, service)));
}

/** The line is not shown: it may be the password's. */
function parameter(line: string, service: string): readonly [string, string] {
  const at = line.indexOf('=');
  const name = line.slice(0, at);
  if (at > 0 && name !== 'service') return [name, line.slice(at + 1)];
  throw new CrosstallyError('ADAPTER_SETTINGS_INVALID', `service ${service} has a line that cannot be read`, {
    hint: at > 0 ? 'a service cannot name another one' : 'write each parameter as name=value on a line of its own',
  });
}

/**
 * What a condition of the user's means. Names in it are looked up in PostgreSQL's own schema, as everything that crosstally
 * asks is; where an extension has operators of its own, as citext has, a role's search path may make it another condition.
 */
import { CrosstallyError } from '../../src/errors.ts';
import type { Connections } from './connections.ts';

const OWN_PATH = `
  select schema from unnest(current_schemas(true)) with ordinality path (schema, place)
  where schema !~ '^pg_(toast_)?temp' order by place`;

/**
 * Asks for no row.
 *
 * @param statement what selects by the condition.
 * @throws CrosstallyError ADAPTER_STATEMENT_FAILED where it is another condition under the role's own search path.
 */
export async function assertSameUnderOwnPath(connections: Connections, statement: string): Promise<void> {
  const path = (await connections.askUnpinned(OWN_PATH)).map(([schema]) => schema ?? '');
  if (!path.some((schema) => schema !== 'pg_catalog')) return;
  const [here, own] = [
    await explained(connections, statement, ['pg_catalog']),
    await explained(connections, statement, path),
  ];
  if (here === own) return;
  throw new CrosstallyError(
    'ADAPTER_STATEMENT_FAILED',
    `it is another condition under the search path of this role (${path.join(', ')}), where an operator or a function of an ` +
      'extension takes the place of one of PostgreSQL: name it with its schema, as in a operator(public.=) b, or cast to text',
  );
}

/** The plan, in which the server writes down what it understood; without the names of schemas, which go by the path. */
async function explained(connections: Connections, statement: string, path: readonly string[]): Promise<string> {
  const rows = await connections.ask(`explain (verbose, costs off) ${statement}`, [], { search_path: path });
  return rows
    .map(([line]) => withoutSchemas(line ?? ''))
    .filter((line) => !line.startsWith('Query Identifier'))
    .join('\n');
}

function withoutSchemas(line: string): string {
  return line.replace(/OPERATOR\((?:[^()]*\.)?([^()]*)\)/g, '$1').replace(/(?:"(?:[^"]|"")+"|[\w$]+)\./g, '');
}

import { CrosstallyError } from '../../src/errors.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';

export interface AccountRows {
  readonly global: readonly TextRow[];
  readonly grants: readonly TextRow[];
  /** Of this account: one grant a row. */
  readonly own: readonly TextRow[];
  /** On single procedures and functions; null when they are hidden. */
  readonly routines: readonly TextRow[] | null;
  /** Accounts and the roles that they have; null when they are hidden. */
  readonly memberships: readonly TextRow[] | null;
  /** Names alone; null when this account is shown none but itself. */
  readonly names: readonly TextRow[] | null;
}

/** Six statements, of which the last three may be refused. */
export async function readAccounts(connections: Connections, schemas: string, mariadb: boolean): Promise<AccountRows> {
  const [global, grants, own, routines, memberships, names] = await Promise.all([
    connections.ask(`SELECT grantee, privilege_type, is_grantable, CURRENT_USER() FROM information_schema.user_privileges
      ORDER BY grantee, privilege_type`),
    connections.ask(`SELECT table_schema, NULL, NULL, grantee, privilege_type, is_grantable
        FROM information_schema.schema_privileges WHERE table_schema IN (${schemas})
      UNION ALL SELECT table_schema, table_name, NULL, grantee, privilege_type, is_grantable
        FROM information_schema.table_privileges WHERE table_schema IN (${schemas})
      UNION ALL SELECT table_schema, table_name, column_name, grantee, privilege_type, is_grantable
        FROM information_schema.column_privileges WHERE table_schema IN (${schemas})`),
    connections.ask('SHOW GRANTS'),
    unlessRefused(
      connections.ask(`SELECT db, routine_name, routine_type, user, host, proc_priv FROM mysql.procs_priv
        WHERE db IN (${schemas}) ORDER BY db, routine_name, routine_type, user, host`),
    ),
    unlessRefused(
      connections.ask(
        mariadb
          ? `SELECT CONCAT(user, '@', host), role FROM mysql.roles_mapping ORDER BY role`
          : `SELECT CONCAT(to_user, '@', to_host), CONCAT(from_user, '@', from_host) FROM mysql.role_edges
             ORDER BY from_user, from_host`,
      ),
    ),
    // These two columns can be granted without the hashes of passwords that are beside them.
    unlessRefused(connections.ask(`SELECT CONCAT(user, '@', host) FROM mysql.user`)),
  ]);
  return { global, grants, own, routines, memberships, names };
}

async function unlessRefused(answer: Promise<readonly TextRow[]>): Promise<readonly TextRow[] | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CrosstallyError && error.code === 'ADAPTER_PRIVILEGE_MISSING') return null;
    throw error;
  }
}

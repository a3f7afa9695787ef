import type { Adapter } from '../adapter.ts';
import type { Settings } from '../config/load.ts';
import { CrosstallyError, retold } from '../errors.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { printable } from '../report/printable.ts';
import type { Io } from './command.ts';

/** The adapters of both sides. What is to be known of their addresses is told on stderr, once. */
export async function adaptersOf(settings: Settings, io: Io): Promise<Sides<Adapter>> {
  const adapters = await bothSides({ source: 'source', target: 'target' } as const, (side) =>
    io.adapters(settings[side], side).catch((error: unknown) => {
      throw ofSide(error, side);
    }),
  );
  const notices = new Set([...(adapters.source.notices ?? []), ...(adapters.target.notices ?? [])]);
  for (const notice of notices) io.stderr.write(`crosstally: ${printable(notice)}\n`);
  return adapters;
}

/** An address is read by an adapter, which does not know whose it is. */
function ofSide(error: unknown, side: Side): unknown {
  if (!(error instanceof CrosstallyError) || error.message.includes(side)) return error;
  return retold(error, `the ${side}: ${error.message}`);
}

const WITH_PASSWORD =
  /^(?:jdbc:)?[a-z][\w+.-]*:\/\/(?:[^:@/?]*:[^@]+@|.*[?&](?:password|sslpassword)=)|(?:^|\s)password\s*=\s*\S/i;

/** What to say of a password that stands on the command line; empty when none does. */
export function passwordAdvice(argv: readonly string[]): string {
  if (!argv.some((word) => WITH_PASSWORD.test(word))) return '';
  return (
    'crosstally: a password on the command line can be read by others on this machine and stays in the history of the ' +
    'shell: PGPASSWORD, MYSQL_PWD, ~/.pgpass, ~/.my.cnf or ${NAME} in a config file keep it out of there\n'
  );
}

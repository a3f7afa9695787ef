/** Where a watch is asked: `--listen`. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { CrosstallyError } from '../../errors.ts';

export interface Address {
  /** An IP address or a name, without brackets; null for every address of this machine. */
  readonly host: string | null;
  readonly port: number;
}

/**
 * Reads `127.0.0.1:9187`, `[::1]:9187`, `localhost:9187` or `:9187`.
 *
 * @throws CrosstallyError `CONFIG_INVALID`
 */
export function parseListen(text: string): Address {
  const [, six, name, port = ''] = /^(?:\[([^\]]*)\]|([^:[\]\s/]*)):(\d{1,5})$/.exec(text) ?? [];
  const isWrong = port === '' || Number(port) > 65_535 || (six !== undefined && isIP(six) !== 6);
  // Port 0 is for programs: it is told which one it became.
  if (isWrong) {
    throw new CrosstallyError('CONFIG_INVALID', `--listen ${text} is no address`, {
      hint: 'write host and port, as 127.0.0.1:9187 or [::1]:9187',
    });
  }
  return { host: (six ?? name) || null, port: Number(port) };
}

/** An address of this machine that a socket can be bound to. */
export interface Bound {
  /** An IP address; null for every address of this machine. */
  readonly host: string | null;
  readonly port: number;
}

/** Long enough not to be guessed, and of characters that a header can hold. */
const TOKEN = /^[!-~]{16,}$/;

/**
 * The address to bind to, which others can reach only with a token.
 *
 * @throws CrosstallyError `CONFIG_INVALID` for one that others can reach without; `LISTEN_FAILED` for an unknown name.
 */
export async function boundAddress(listen: string, token: string | null): Promise<Bound> {
  const { host, port } = parseListen(listen);
  if (token !== null && !TOKEN.test(token)) {
    throw new CrosstallyError(
      'CONFIG_INVALID',
      '--token has fewer than 16 characters, or others than letters and signs',
      {
        hint: 'one that nobody guesses comes from: openssl rand -hex 16',
      },
    );
  }
  // What is bound to is what was looked at: a name could be another address the next time.
  const address = host === null ? null : await addressOf(host, listen);
  if (token === null && (address === null || !isLoopback(address))) {
    throw new CrosstallyError(
      'CONFIG_INVALID',
      `--listen ${listen} can be reached by others, and there is no --token`,
      {
        hint: 'add --token, or listen on 127.0.0.1 alone',
      },
    );
  }
  return { host: address, port };
}

async function addressOf(host: string, listen: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch (cause) {
    throw new CrosstallyError('LISTEN_FAILED', `--listen ${listen}: no machine is called ${host}`, {
      cause,
      hint: 'write an address of this machine, as 127.0.0.1:9187',
    });
  }
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether nobody but this machine reaches it. */
export function isLoopback(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && LOOPBACK.check(address, kind === 6 ? 'ipv6' : 'ipv4');
}

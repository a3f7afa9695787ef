/** What is said of a server that turns out to be of another kind than the URL says. */
export interface WrongServer {
  readonly message: string;
  readonly hint: string;
  /** Else it may be the right one that is only starting up. */
  readonly isCertain: boolean;
}

/** An engine, as far as a URL that was meant for another one is concerned. */
export interface Expected {
  /** `MySQL` */
  readonly engine: string;
  /** `mysql` */
  readonly scheme: string;
  readonly port: number;
  /** Whether these are the first bytes that a server of this engine may send. */
  readonly begins: (first: Buffer) => boolean;
}

/**
 * Who answers in place of the engine, by the first bytes that came: null when none did, undefined when there was no
 * connection. Null when it may well be the right one.
 */
export function wrongServer(expected: Expected, first: Buffer | null | undefined): WrongServer | null {
  const { engine, scheme, port } = expected;
  if (first === undefined || (first !== null && expected.begins(first))) return null;
  if (first === null) {
    return {
      message: `it takes the connection, and says nothing that a ${engine} server would`,
      hint: `check the port, and whether ${scheme}:// is the right scheme: another kind of server may listen there`,
      isCertain: false,
    };
  }
  const known = KINDS.find(({ begins }) => begins(first));
  const hint =
    known?.scheme === undefined
      ? `check host and port: ${engine} usually listens on ${String(port)}`
      : `write ${known.scheme}:// in place of ${scheme}://, or check the port`;
  const message = `${known?.name ?? 'another kind of server'} answers there, and no ${engine} server`;
  return { message, hint, isCertain: true };
}

interface Kind {
  readonly name: string;
  readonly scheme?: string;
  readonly begins: (first: Buffer) => boolean;
}

/** A packet of three bytes of length and a number, which is the first one: a greeting, or why there is none. */
export function beginsLikeMysql(first: Buffer): boolean {
  return first[3] === 0 && (first[4] === 10 || first[4] === 0xff);
}

/** One letter in answer to the question for TLS, or an error; else how to log in. */
export function beginsLikePostgres(first: Buffer): boolean {
  const letter = String.fromCharCode(first[0] ?? 0);
  if (letter === 'S' || letter === 'N') return first.length === 1;
  return /^[ERv]$/.test(letter) && first[1] === 0;
}

const KINDS: readonly Kind[] = [
  { name: 'a MySQL or MariaDB server', scheme: 'mysql', begins: beginsLikeMysql },
  { name: 'a PostgreSQL server', scheme: 'postgres', begins: beginsLikePostgres },
  { name: 'a web server', begins: (first) => first.toString('latin1').startsWith('HTTP/') },
  { name: 'an SSH server', begins: (first) => first.toString('latin1').startsWith('SSH-') },
];

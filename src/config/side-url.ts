/** Sides as other tools write them: JDBC, SQLAlchemy, and the key words of libpq. */

/** The same side as a URL of the engine; null for what is none. */
export function sideUrl(text: string): string | null {
  const plain = text.trim();
  if (FILE_SIDE.test(plain)) return plain;
  const words = keyWords(plain);
  if (words !== null) return postgresUrl(words);
  const [, jdbc, scheme = '', rest = ''] = /^(jdbc:)?([a-z][\w.-]*)(?:\+[\w.-]+)?(:\/\/.*)$/is.exec(plain) ?? [];
  if (scheme === '') return null;
  return jdbc === undefined ? scheme + rest : withoutJdbc(scheme + rest);
}

/** A side that is a file: a fingerprint. */
const FILE_SIDE = /^fingerprint:./i;

/** `host=old port=5432 dbname=shop`, with `'` around values that have blanks, and `\` before what is to stand for itself. */
function keyWords(text: string): ReadonlyMap<string, string> | null {
  const words = new Map<string, string>();
  const pair = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?:\s+|$)/sy;
  for (let at = 0; at < text.length; at = pair.lastIndex) {
    pair.lastIndex = at;
    const found = pair.exec(text);
    if (found === null) return null;
    const [, name = '', quoted, bare = ''] = found;
    words.set(name, (quoted ?? bare).replace(/\\(.)/gs, '$1'));
  }
  return ['host', 'hostaddr', 'dbname', 'user', 'port', 'service'].some((name) => words.has(name)) ? words : null;
}

function postgresUrl(words: ReadonlyMap<string, string>): string {
  const { user, password, host = '', port, dbname = '', ...rest } = Object.fromEntries(words);
  return joined(
    `postgres://`,
    `${login(user, password)}${encodeURIComponent(host)}${port === undefined ? '' : `:${port}`}/${encodeURIComponent(dbname)}`,
    Object.entries(rest),
  );
}

function login(user: string | undefined, password: string | undefined): string {
  if (user === undefined && password === undefined) return '';
  return `${encodeURIComponent(user ?? '')}${password === undefined ? '' : `:${encodeURIComponent(password)}`}@`;
}

/** User and password stand behind the `?`, and what is for the driver's values alone is none of a connection. */
function withoutJdbc(url: string): string {
  const [place = '', query = ''] = url.split(/\?(.*)/s);
  const [, scheme = '', where = ''] = /^([^:]+:\/\/)(.*)$/s.exec(place) ?? [];
  const pairs = query.split('&').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]];
  });
  const given = new Map(pairs);
  const [user, password] = [given.get('user'), given.get('password')];
  const rest = pairs.filter(([name]) => !['user', 'password', ...OF_THE_DRIVER].includes(name)).map(renamed);
  return joined(scheme, where.includes('@') ? where : login(user, password) + where, rest);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What JDBC calls otherwise. */
function renamed([name, value]: [string, string]): [string, string] {
  if (name === 'useSSL') return ['ssl-mode', value === 'true' ? 'REQUIRED' : 'DISABLED'];
  if (name === 'allowPublicKeyRetrieval') return ['get-server-public-key', value === 'true' ? '1' : '0'];
  return [name === 'sslMode' ? 'ssl-mode' : name === 'currentSchema' ? 'schema' : name, value];
}

/** How a Java driver reads values, groups statements or comes back: no server is asked otherwise by it. */
const OF_THE_DRIVER: readonly string[] = [
  'autoReconnect',
  'cachePrepStmts',
  'characterEncoding',
  'connectionTimeZone',
  'reWriteBatchedInserts',
  'rewriteBatchedStatements',
  'serverTimezone',
  'stringtype',
  'tinyInt1isBit',
  'useLegacyDatetimeCode',
  'useServerPrepStmts',
  'useUnicode',
  'zeroDateTimeBehavior',
];

function joined(scheme: string, where: string, query: readonly (readonly [string, string])[]): string {
  const parameters = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${scheme}${where}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

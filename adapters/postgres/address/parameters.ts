/** The connection parameters of libpq: https://www.postgresql.org/docs/current/libpq-connect.html */
import type { CrosstallyError } from '../../../src/errors.ts';
import { nearNames } from '../../../src/model/near-names.ts';
import { invalidUrl } from '../../sql/url-parts.ts';

/** Parameters by name, as a URL, a service file or the environment gives them. */
export type Parameters = Readonly<Record<string, string>>;

/** What crosstally goes by, with the variable that libpq reads it from. */
const READ: Readonly<Record<string, string | null>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  service: 'PGSERVICE',
  servicefile: 'PGSERVICEFILE',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  fallback_application_name: null,
  connect_timeout: 'PGCONNECT_TIMEOUT',
  channel_binding: 'PGCHANNELBINDING',
  sslmode: 'PGSSLMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslpassword: null,
  sslcertmode: 'PGSSLCERTMODE',
  sslcrl: 'PGSSLCRL',
  sslsni: 'PGSSLSNI',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
};

/** What changes nothing that crosstally does: it pins its sessions, and sees by itself that nobody answers any more. */
const WITHOUT_EFFECT = [
  'client_encoding',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'sslcompression',
  'gssdelegation',
  'gsslib',
  'krbsrvname',
];

/** What would have to mean something and cannot: only these values are fine, which ask for nothing. */
const ONLY: Readonly<Record<string, { readonly variable: string; readonly fine: readonly string[]; hint: string }>> = {
  target_session_attrs: {
    variable: 'PGTARGETSESSIONATTRS',
    fine: ['any'],
    hint: 'crosstally reads from the one server that it is given: name that server',
  },
  load_balance_hosts: { variable: 'PGLOADBALANCEHOSTS', fine: ['disable'], hint: 'name one server' },
  gssencmode: {
    variable: 'PGGSSENCMODE',
    fine: ['disable', 'prefer'],
    hint: 'Kerberos is not supported: encrypt with TLS, by sslmode=verify-full',
  },
  require_auth: {
    variable: 'PGREQUIREAUTH',
    fine: [],
    hint: 'sslmode=verify-full makes sure that no other server asks for the password',
  },
  requirepeer: { variable: 'PGREQUIREPEER', fine: [], hint: 'connect by TCP with sslmode=verify-full' },
  sslcrldir: { variable: 'PGSSLCRLDIR', fine: [], hint: 'give the revoked certificates as one file, by sslcrl' },
  replication: { variable: 'PGREPLICATION', fine: ['false', 'off', 'no', '0'], hint: 'leave it out' },
};

/** Who says a parameter, for messages: "the URL", "service shop". */
type Origin = string;

/**
 * Refuses what libpq does not know, and what crosstally cannot do as libpq does it. Values are not shown: any of them
 * may be a password that was written in the wrong place.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`
 */
export function checkParameters(given: Parameters, origin: Origin): void {
  for (const [name, value] of Object.entries(given)) {
    const limited = ONLY[name];
    if (limited !== undefined && value !== '' && !limited.fine.includes(value)) {
      throw invalidUrl(`${origin} asks for ${name}, which is not supported`, limited.hint);
    }
    if (!(name in READ) && limited === undefined && !WITHOUT_EFFECT.includes(name)) throw unknown(name, origin);
  }
}

/** What the environment says. */
export function parametersOf(variable: (name: string) => string | null): Parameters {
  const limited = Object.entries(ONLY).map(([name, { variable: of }]) => [name, of] as const);
  const found = [...Object.entries(READ), ...limited].map(
    ([name, of]) => [name, of === null ? null : variable(of)] as const,
  );
  const given = Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== null));
  checkParameters(given, 'the environment');
  return given;
}

function unknown(name: string, origin: Origin): CrosstallyError {
  const shown = /^[\w-]{1,40}$/.test(name) ? `${origin} has a parameter ${name}` : `${origin} has an unknown parameter`;
  const [near] = nearNames([...Object.keys(READ), ...Object.keys(ONLY), ...WITHOUT_EFFECT, 'schema'], name, 2);
  const hint = near === undefined ? 'docs/connections.md lists those that are known' : `is ${near} meant?`;
  return invalidUrl(`${shown}, which libpq does not know`, hint);
}

/** The connection options of MySQL's and MariaDB's own clients, and where they come from. */
import { nearNames } from '../../../src/model/near-names.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { invalidUrl } from '../../sql/url-parts.ts';
import { readOptionFile } from './option-file.ts';
import type { FileOptions, OptionFile } from './option-file.ts';

/** Options by name; true for one without a value. */
export type Options = FileOptions;

/** What the URL can say besides its parts; the option files can say these and the parts. */
const URL_OPTIONS = [
  'socket',
  'protocol',
  'connect-timeout',
  'ssl',
  'ssl-mode',
  'ssl-ca',
  'ssl-cert',
  'ssl-key',
  'ssl-cipher',
  'tls-version',
  'ssl-verify-server-cert',
  'get-server-public-key',
  'server-public-key-path',
];

/** Options about the option files: a URL's alone. */
const FILE_OPTIONS = ['defaults-file', 'defaults-extra-file', 'defaults-group-suffix', 'no-defaults'];

const NOT_SUPPORTED: Readonly<Record<string, string>> = {
  'ssl-capath': 'give the certificates as one file, by ssl-ca',
  'ssl-crl': 'the driver knows no revoked certificates: leave the root out that signed them',
  'ssl-crlpath': 'the driver knows no revoked certificates: leave the root out that signed them',
  'ssl-fips-mode': 'start Node itself in FIPS mode',
  'login-path': 'that file is obfuscated and not read: write ~/.my.cnf, readable by you alone',
  'enable-cleartext-plugin': 'crosstally never sends a password in the clear',
};

/**
 * The options of a URL, checked.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`
 */
export function urlOptions(query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const options = Object.entries(query).map(([name, value]) => [name.replaceAll('_', '-'), value] as const);
  for (const [name] of options) {
    if (![...URL_OPTIONS, ...FILE_OPTIONS].includes(name)) refuse(name);
  }
  return Object.fromEntries(options);
}

function refuse(name: string): never {
  const reason = NOT_SUPPORTED[name];
  if (reason !== undefined) throw invalidUrl(`${name} is not supported`, reason);
  const [near] = nearNames([...URL_OPTIONS, ...FILE_OPTIONS], name, 2);
  const shown = /^[\w-]{1,40}$/.test(name) ? `a parameter ${name}` : 'an unknown parameter';
  const hint = near === undefined ? 'docs/connections.md lists those that are known' : `is ${near} meant?`;
  throw invalidUrl(`the URL has ${shown}, which is none of a connection`, hint);
}

const GROUPS = { mysql: ['client', 'client-mysql'], mariadb: ['client', 'client-server', 'client-mariadb'] } as const;

/** What the option files say, in the order of MySQL's own clients: the system's, the extra one, the user's. */
export function fileOptions(
  flavour: 'mysql' | 'mariadb',
  asked: Readonly<Record<string, string>>,
  { variable, inHome, isKnown }: Surroundings,
): OptionFile {
  const suffix = asked['defaults-group-suffix'] ?? variable('MYSQL_GROUP_SUFFIX') ?? '';
  const groups = new Set([...GROUPS[flavour], 'crosstally'].flatMap((group) => [group, group + suffix]));
  const only = asked['defaults-file'];
  const extra = asked['defaults-extra-file'];
  const own = inHome('.my.cnf');
  const usual = isKnown && isOff(asked['no-defaults']);
  const files = [
    ...(usual ? ['/etc/my.cnf', '/etc/mysql/my.cnf'].map((path) => ({ path, must: false })) : []),
    ...(extra === undefined ? [] : [{ path: extra, must: true }]),
    ...(usual && own !== null ? [{ path: own, must: false }] : []),
  ];
  const read = (only === undefined ? files : [{ path: only, must: true }]).map(({ path, must }) =>
    readOptionFile(path, groups, must),
  );
  const options = withoutSkips(Object.assign({}, ...read.map((one) => one.options)) as Options);
  const refused = Object.keys(options).find((name) => name in NOT_SUPPORTED && name.startsWith('ssl-'));
  if (refused !== undefined) refuse(refused);
  return { options, notices: read.flatMap((one) => one.notices) };
}

/** `skip-ssl` and `disable-ssl` are `ssl=0`; `enable-ssl` is `ssl=1`. */
function withoutSkips(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]): [string, string | true] => {
      const [, turned, rest] = /^(skip|disable|enable)-(.+)$/.exec(name) ?? [];
      return rest === undefined ? [name, value] : [rest, turned === 'enable' ? '1' : '0'];
    }),
  );
}

/** Whether an option that is on or off is on; null when nobody said. */
export function isOn(value: string | true | undefined): boolean | null {
  return value === undefined ? null : !isOff(value);
}

function isOff(value: string | true | undefined): boolean {
  return value === undefined || (value !== true && /^(0|off|false)$/i.test(value));
}

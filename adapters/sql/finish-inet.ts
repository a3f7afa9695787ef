/**
 * The form `inet` of an address as an engine prints it. They shorten IPv6 differently: MariaDB writes a single group of
 * zeros as `::`, PostgreSQL does not.
 */
export function finishInet(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const [address = '', mask] = text.split('/');
  if (!address.includes(':')) return bytes;
  return Buffer.from(groupsOf(address).join(':') + (mask === undefined ? '' : `/${mask}`));
}

function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, dotted).split('::');
  const [before, behind] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...(before ?? []), ...(behind ?? [])];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - groups.length }, () => '0');
  return [...(before ?? []), ...zeros, ...(behind ?? [])].map((group) => group.padStart(4, '0'));
}

/** The last two groups may be written as IPv4. */
function dotted(_all: string, ...parts: string[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

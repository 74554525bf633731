import { BlockList, isIP } from 'node:net';

/** Where a call may go: checked once, and then connected to without asking the name again. */
export type GuardedAddress =
  | { readonly outcome: 'fine'; readonly addresses: readonly ResolvedAddress[] }
  | { readonly outcome: 'refused'; readonly why: string };

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Nothing on the public internet, by IANA's registries of special-purpose addresses: this network, private, shared,
 * loopback (where a Lambda's runtime API listens), link-local (where the metadata of machines and containers lies),
 * documentation, benchmarks, multicast, reserved.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const IPV4_REFUSED = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 ' +
  '203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
).split(' ');

/**
 * Of IPv6 only global unicast (2000::/3) is public; so ::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7 and fe80::/10 are out
 * as it is. Inside it: protocol assignments with Teredo and documentation, and 6to4, which carry IPv4 addresses.
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const IPV6_REFUSED = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const refused = listOf([...IPV4_REFUSED, ...IPV6_REFUSED]);
const globalUnicast = listOf(['2000::/3']);

/** Whether an address is one of the public internet; false for whatever is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) belongs to a link and never to the internet.
  return (
    family === 6 &&
    !address.includes('%') &&
    globalUnicast.check(address, 'ipv6') &&
    !refused.check(address, 'ipv6')
  );
}

/** The URL to call, or why not; the URL is a secret and is not repeated. `host` is what the operator allowed. */
export function checkUrl(text: string, host: string): URL | string {
  if (!URL.canParse(text)) return 'its address is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'its address is not https';
  if (url.username !== '' || url.password !== '') return 'its address holds a user name or password';
  // What the parser reads as a number in any notation (0x7f.1, 017700000001, 2130706433) is an address by now.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return 'its address is a number instead of a name';
  if (url.host !== host) return `its address is not on ${host}, which billhook.yml allows`;
  return url;
}

/**
 * Asks the name once. One address that is not public refuses them all: a name that points both ways is a trap.
 * `isAllowed` is the check of an address; only tests have another one.
 */
export async function resolveGuarded(
  hostname: string,
  resolve: (hostname: string) => Promise<readonly ResolvedAddress[]>,
  isAllowed: (address: string) => boolean = isPublicAddress,
): Promise<GuardedAddress> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) return { outcome: 'refused', why: 'its name has no address' };
  return addresses.every(({ address }) => isAllowed(address))
    ? { outcome: 'fine', addresses }
    : { outcome: 'refused', why: 'its name points to an address that is not public' };
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix = ''] = range.split('/');
    list.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

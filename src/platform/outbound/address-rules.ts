import { BlockList, isIP } from 'node:net';

/** Networks that are not of the public internet (IANA's registries of special-purpose addresses), and multicast. */
const closed = networks(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ' +
    '::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 ' +
    'fc00::/7 fe80::/10 fec0::/10 ff00::/8',
);

/** Which addresses the service may connect to on behalf of others: public ones, and networks that are allowed. */
export class AddressRules {
  private readonly allowed: BlockList;

  /** @param allowed networks (`10.1.0.0/16`) that are allowed although they are not public */
  constructor(allowed: readonly string[]) {
    this.allowed = networks(allowed.join(' '));
  }

  isAllowed(address: string): boolean {
    return this.isOwnNetwork(address) || (isIP(address) !== 0 && !isIn(closed, address));
  }

  /** Whether it is in a network that the configuration names. */
  isOwnNetwork(address: string): boolean {
    return isIP(address) !== 0 && isIn(this.allowed, address);
  }
}

/** Whether a text is a network: an address, a slash and the length of its prefix. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const family = isIP(address);
  return (
    family !== 0 &&
    rest.length === 0 &&
    /^\d{1,3}$/.test(prefix) &&
    Number(prefix) <= (family === 4 ? 32 : 128)
  );
}

function networks(list: string): BlockList {
  const found = new BlockList();
  for (const network of list.split(' ').filter((text) => text !== '')) {
    const [address = '', prefix = ''] = network.split('/');
    found.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return found;
}

/** An IPv4 address that is written as one of IPv6 is held against the networks of IPv4 as well. */
function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

import { parseAddress } from '../../network/ip-address.js';
import type {
  HostAddress,
  HostNetwork,
  HostRoute,
  NetworkEndpoint,
  NetworkFacts,
  NetworkSubnet,
} from '../../model/network-facts.js';
import { entriesOf, listOf, textAt, valueOf, type DocumentObject } from '../../text/documents.js';
import { textRecord } from '../container/inspected.js';
import type { BundleParts } from './bundle-parts.js';
import { cloudOf } from './cloud-part.js';
import { booleanAt } from './docker-info.js';
import { firewallOf, storedRulesOf } from './firewall-part.js';
import { objectsOf } from './machine-part.js';
import { publishedOf, type PublishingContext } from './published-part.js';
import { upTo } from '../../text/ends.js';

/** The networks of a host, its addresses and its firewall, of what its parts tell. */
export function networkOf(parts: BundleParts, context: PublishingContext): NetworkFacts {
  return {
    networks: networksOf(parts),
    published: publishedOf(parts, context),
    addresses: addressesOf(parts),
    routes: parts.records('routes', readRouteLine),
    cloud: cloudOf(parts),
    firewall: firewallOf(parts),
    ...storedRulesOf(parts),
  };
}

function networksOf(parts: BundleParts): readonly HostNetwork[] | null {
  return (
    objectsOf(parts, 'networks')?.flatMap((network) => {
      const read = networkFacts(network);
      if (read === null) parts.partial('networks', 'an element of it is no network');
      return read ?? [];
    }) ?? null
  );
}

function networkFacts(network: DocumentObject): HostNetwork | null {
  const [name, driver] = [textAt(network, 'Name'), textAt(network, 'Driver')];
  if (name === null || driver === null) return null;
  const options = textRecord(valueOf(network, 'Options'));
  const id = textAt(network, 'Id') ?? '';
  return {
    id,
    name,
    driver,
    scope: textAt(network, 'Scope') ?? '',
    isInternal: booleanAt(network, 'Internal') ?? false,
    isIngress: booleanAt(network, 'Ingress') ?? false,
    hasIpv6: booleanAt(network, 'EnableIPv6'),
    options,
    bridge: driver === 'bridge' ? bridgeOf(name, id, options) : null,
    subnets: listOf(valueOf(valueOf(network, 'IPAM'), 'Config')).flatMap(subnetOf),
    endpoints: endpointsOf(valueOf(network, 'Containers')),
  };
}

function bridgeOf(name: string, id: string, options: Readonly<Record<string, string>>): string | null {
  const named = options['com.docker.network.bridge.name'];
  if (named !== undefined && named !== '') return named;
  if (name === 'bridge') return 'docker0';
  return id.length >= 12 ? `br-${id.slice(0, 12)}` : null;
}

function subnetOf(entry: unknown): NetworkSubnet[] {
  const subnet = textAt(entry, 'Subnet');
  if (subnet === null) return [];
  return [{ subnet, range: textAt(entry, 'IPRange'), gateway: textAt(entry, 'Gateway') }];
}

/** By the id of each container; others (`lb-…`) are of the engine itself. Null: not told. */
function endpointsOf(containers: unknown): NetworkEndpoint[] | null {
  if (containers === undefined || containers === null) return null;
  return entriesOf(containers).flatMap(([id, endpoint]) => {
    if (!/^[0-9a-f]{12,64}$/.test(id)) return [];
    return [
      {
        container: textAt(endpoint, 'Name') ?? id,
        ipv4: addressOf(textAt(endpoint, 'IPv4Address')),
        ipv6: addressOf(textAt(endpoint, 'IPv6Address')),
      },
    ];
  });
}

function addressOf(text: string | null): string | null {
  return text?.split('/', 1)[0] ?? null;
}

/** No host has no address: then it was not told. */
function addressesOf(parts: BundleParts): readonly HostAddress[] | null {
  const lines = parts.records('addresses', readAddressLine);
  const addresses = lines?.filter((address) => address !== 'none') ?? [];
  if (lines !== null && addresses.length === 0) parts.partial('addresses', 'it tells of no address');
  return addresses.length > 0 ? addresses : null;
}

/** A line of `ip -o addr`: `2: eth0    inet 10.0.0.5/24 brd … scope global eth0`; `none`: it tells of the link. */
function readAddressLine(line: string): HostAddress | 'none' | null {
  if (/^\s*\d+:\s+\S+:\s/.test(line)) return 'none';
  const match = /^\s*\d+:\s+(\S+)\s+inet6?\s+([0-9a-f.:]+)(?:\/\d{1,3})?(?:\s|$)/i.exec(line);
  if (!match || parseAddress(match[2]!) === null) return null;
  return { interface: upTo(match[1]!, '@'), address: match[2]! };
}

/** A line of `ip route`: `172.17.0.0/16 dev docker0 proto kernel …`, `default via 10.0.0.1 dev eth0`. */
function readRouteLine(line: string): HostRoute | null {
  const typed = /^\s*(?:unicast|local|broadcast|multicast|throw|unreachable|prohibit|blackhole|anycast)\s+/;
  const [destination = '', ...words] = line.replace(typed, '').trim().split(/\s+/);
  const [address = '', length] = destination.split('/');
  const isBlock = parseAddress(address) !== null && (length === undefined || /^\d{1,3}$/.test(length));
  if (destination !== 'default' && !isBlock) return null;
  const at = words.indexOf('dev');
  return { destination, interface: at < 0 ? null : (words[at + 1] ?? null) };
}

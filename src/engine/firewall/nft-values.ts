import { firewallLimits, type Condition, type ConditionField } from './firewall.js';

/** The parts of an object of JSON; nothing of what is none. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Named sets of a table: name → elements. */
export type NamedSets = ReadonlyMap<string, readonly string[]>;

/**
 * The values on the right of a match (libnftables-json(5)): one, a set, a prefix, a range, the name of a set.
 * Null: not understood.
 */
export function nftValues(right: unknown, sets: NamedSets): readonly string[] | null {
  if (typeof right === 'string' && right.startsWith('@')) return sets.get(right.slice(1)) ?? null;
  const { set, ['|']: either } = membersOf(right);
  const listed = Array.isArray(right) ? right : (set ?? either);
  if (!Array.isArray(listed)) {
    const value = nftValue(right);
    return value === null ? null : [value];
  }
  if (listed.length > firewallLimits.values) return null;
  const values = listed.map(nftValue);
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}

function nftValue(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const { prefix, range, elem } = membersOf(value);
  if (elem !== undefined) return simpleElement(elem);
  if (Array.isArray(range) && range.length === 2) {
    const [first, last] = range.map(simple);
    return first && last ? `${first}-${last}` : null;
  }
  const { addr, len } = membersOf(prefix);
  return typeof addr === 'string' && typeof len === 'number' ? `${addr}/${len}` : null;
}

/** An element with a comment or a counter; one that ends by itself is none that can be relied on. */
function simpleElement(elem: unknown): string | null {
  const { val, timeout, expires } = membersOf(elem);
  if (timeout !== undefined || expires !== undefined || membersOf(val)['elem'] !== undefined) return null;
  return nftValue(val);
}

function simple(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

const payloadFields: Readonly<Record<string, ConditionField>> = {
  saddr: 'source',
  daddr: 'destination',
  sport: 'source-port',
  dport: 'destination-port',
};
const metaFields: Readonly<Record<string, ConditionField>> = {
  iif: 'in-interface',
  iifname: 'in-interface',
  oif: 'out-interface',
  oifname: 'out-interface',
  l4proto: 'protocol',
  nfproto: 'family',
};
const trackedFields: Readonly<Record<string, ConditionField>> = {
  state: 'state',
  direction: 'direction',
  'original proto-dst': 'original-port',
  'original saddr': 'original-source',
  'original daddr': 'original-destination',
  'original ip saddr': 'original-source',
  'original ip daddr': 'original-destination',
  'original ip6 saddr': 'original-source',
  'original ip6 daddr': 'original-destination',
};

const families: Readonly<Record<string, string>> = { ip: 'ipv4', ip6: 'ipv6' };
const transports = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp']);

/** What the left of a match looks at, with the conditions that it brings with it; null: not understood. */
export function nftField(
  left: unknown,
): { readonly field: ConditionField; readonly implied: readonly Condition[] } | null {
  const { payload, meta, ct } = membersOf(left);
  if (payload !== undefined) return payloadField(membersOf(payload));
  if (meta !== undefined) return plain(metaFields[textOf(membersOf(meta)['key'])]);
  const { key, dir } = membersOf(ct);
  const direction = dir === undefined ? '' : `${textOf(dir)} `;
  return plain(trackedFields[`${direction}${textOf(key)}`]);
}

function plain(field: ConditionField | undefined) {
  return field === undefined ? null : { field, implied: [] };
}

function payloadField({ protocol, field }: Readonly<Record<string, unknown>>) {
  const header = textOf(protocol);
  const family = families[header];
  if (header === 'ip' && field === 'protocol')
    return { field: 'protocol', implied: [only('family', 'ipv4')] } as const;
  if (header === 'ip6' && field === 'nexthdr') return null;
  const looked = payloadFields[textOf(field)];
  if (looked === undefined) return null;
  const isAddress = looked === 'source' || looked === 'destination';
  if (isAddress) return family === undefined ? null : { field: looked, implied: [only('family', family)] };
  if (transports.has(header)) return { field: looked, implied: [only('protocol', header)] };
  return header === 'th' ? { field: looked, implied: [] } : null;
}

function only(field: ConditionField, value: string): Condition {
  return { field, values: [value], isNegated: false };
}

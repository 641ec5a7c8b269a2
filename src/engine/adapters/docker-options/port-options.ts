import type { PublishedPort } from '../../model/workload-facts.js';
import { commaFields, keyAndValue, pieces } from './pieces.js';

type Expansions = readonly { readonly start: number; readonly end: number }[];

interface PortRange {
  readonly first: number;
  /** Null: it is a single one. */
  readonly last: number | null;
}

export interface ReadPort {
  readonly port: PublishedPort;
  /** Part of it is filled in by a variable. */
  readonly isUnresolved: boolean;
}

/** `[[ip:][host]:]container[/protocol]` and `published=…,target=…` of `--publish`; null: the engine refuses it. */
export function readPublishedPort(text: string, expansions: Expansions = []): ReadPort | null {
  if (/(?:^|,)target=/.test(text)) return readPortFields(text, expansions);
  const bracket = /^\[([^[\]]*)\]:?/.exec(text);
  const rest = bracket ? text.slice(bracket[0].length) : text;
  const shift = text.length - rest.length;
  const parts = pieces(
    rest,
    ':',
    expansions.map(({ start, end }) => ({ start: start - shift, end: end - shift })),
  );
  const container = parts.pop()!;
  const host = parts.pop();
  const ip = bracket ? (parts.length > 0 ? null : bracket[1]!) : parts.map((part) => part.text).join(':');
  if (ip === null || (bracket && !host && rest === text)) return null;
  const [containerText = '', protocol = 'tcp'] = container.isUnresolved
    ? [container.text]
    : container.text.split('/');
  return portOf({
    ip,
    isIpHidden: parts.some((part) => part.isUnresolved),
    host: host?.text ?? '',
    isHostHidden: host?.isUnresolved ?? false,
    container: containerText,
    isContainerHidden: container.isUnresolved,
    protocol,
    mode: null,
  });
}

function readPortFields(text: string, expansions: Expansions): ReadPort | null {
  const fields = new Map(
    commaFields(text, expansions).map((field) => {
      const { key, value } = keyAndValue(field.text.trim());
      return [key, { text: value ?? '', isUnresolved: field.isUnresolved }];
    }),
  );
  const published = fields.get('published') ?? fields.get('source');
  const target = fields.get('target');
  const mode = fields.get('mode')?.text;
  return portOf({
    ip: fields.get('host_ip')?.text ?? '',
    isIpHidden: fields.get('host_ip')?.isUnresolved ?? false,
    host: published?.text ?? '',
    isHostHidden: published?.isUnresolved ?? false,
    container: target?.text ?? '',
    isContainerHidden: target?.isUnresolved ?? false,
    protocol: fields.get('protocol')?.text ?? 'tcp',
    mode: mode === 'host' || mode === 'ingress' ? mode : null,
  });
}

/** The parts of a published port as they are written; empty: not written. */
export interface WrittenPort {
  readonly ip: string;
  readonly isIpHidden: boolean;
  readonly host: string;
  readonly isHostHidden: boolean;
  readonly container: string;
  readonly isContainerHidden: boolean;
  readonly protocol: string;
  readonly mode: PublishedPort['mode'];
}

/** Null: the engine refuses it. */
export function portOf(parts: WrittenPort): ReadPort | null {
  const protocol = protocolOf(parts.protocol);
  const host = parts.isHostHidden || parts.host === '' ? null : portRange(parts.host);
  const container = parts.isContainerHidden ? null : portRange(parts.container);
  if (protocol === null || (host === null && !parts.isHostHidden && parts.host !== '')) return null;
  if (container === null && !parts.isContainerHidden) return null;
  if (parts.ip !== '' && !parts.isIpHidden && !isAddress(parts.ip)) return null;
  if (container?.last && host && !fits(host, container)) return null;
  return {
    port: {
      hostIp: parts.ip === '' ? null : parts.ip,
      hostPort: host?.first ?? null,
      hostPortEnd: host?.last ?? null,
      containerPort: container?.first ?? null,
      containerPortEnd: container?.last ?? null,
      protocol,
      mode: parts.mode,
    },
    isUnresolved: parts.isIpHidden || parts.isHostHidden || parts.isContainerHidden,
  };
}

function fits(host: PortRange, container: PortRange): boolean {
  return (host.last ?? host.first) - host.first === container.last! - container.first;
}

/** A port or `first-last`; null: it is none. */
export function portRange(text: string): PortRange | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  if (first > 65535 || last > 65535 || last < first) return null;
  return { first, last: last === first ? null : last };
}

export function protocolOf(text: string): PublishedPort['protocol'] | null {
  const lower = text.toLowerCase();
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? lower : null;
}

/** Ports of more than this are not told one by one. */
const longestRange = 1_000;

/** The ports of `port[-port][/protocol]`; null: it is none. Of a long range the first ones. */
export function exposedPorts(text: string): { port: number; protocol: string }[] | null {
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const range = portRange(ports);
  const known = protocolOf(protocol);
  if (!range || !known) return null;
  const count = Math.min((range.last ?? range.first) - range.first + 1, longestRange);
  return Array.from({ length: count }, (_, index) => ({ port: range.first + index, protocol: known }));
}

/** Whether a text has the form of an IP address. */
export function isAddress(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return text.split('.').every((part) => Number(part) < 256);
  return text.includes(':') && /^[0-9A-Fa-f:.]{2,45}(?:%\w{1,16})?$/.test(text);
}

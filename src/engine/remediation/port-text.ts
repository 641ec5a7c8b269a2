import { pieces } from '../adapters/docker-options/pieces.js';
import type { JsonValue } from './json-value.js';

/** What changes of a published port; what is absent stays. */
export interface PortChange {
  readonly hostIp?: string;
  /** A port, or a range of ports. */
  readonly hostPort?: string;
}

type Ranges = Parameters<typeof pieces>[2];

/** `[ip:][host:]container[/protocol]` changed; null: it is none. */
export function changedPort(text: string, change: PortChange, variables: Ranges = []): string | null {
  const parts = pieces(text, ':', variables).map((piece) => piece.text);
  const [container = '', host = '', ...address] = parts.toReversed();
  const bare = address.toReversed().join(':');
  const ip = /^[0-9a-f]*:[0-9a-f:.]*$/i.test(bare) ? `[${bare}]` : bare;
  if (container === '' || (address.length > 1 && !/^\[.*\]$/.test(ip))) return null;
  const [newIp, newHost] = [change.hostIp ?? ip, change.hostPort ?? host];
  return [
    ...(newIp === '' ? [] : [newIp]),
    ...(newIp === '' && newHost === '' ? [] : [newHost]),
    container,
  ].join(':');
}

/** Members to set of a port that is written as a map (compose), by pointer. */
export function changedPortMembers({ hostIp, hostPort }: PortChange): (readonly [string, JsonValue])[] {
  return [
    ...(hostIp === undefined ? [] : [['/host_ip', hostIp] as const]),
    ...(hostPort === undefined ? [] : [['/published', hostPort] as const]),
  ];
}

import type { HostFacts } from '../model/host-facts.js';
import { isLoopback } from '../network/ip-address.js';
import { upTo } from '../text/ends.js';

/** Where the daemon's API is reached over TCP. */
export interface ApiListener {
  /** As the daemon is told it, or `address:port` as a socket has it. */
  readonly name: string;
  readonly isLoopback: boolean;
  /** Index among the daemon's hosts; null: a socket of the host tells. */
  readonly index: number | null;
}

/** Ports of the API without and with TLS. */
const apiPorts: ReadonlySet<number> = new Set([2375, 2376]);

/** Null: neither what the daemon is told nor the sockets of the host are known. */
export function apiListeners({ daemon, machine }: HostFacts): readonly ApiListener[] | null {
  const hosts = daemon.settings.hosts?.value ?? null;
  const { sockets } = machine;
  if (hosts === null && sockets === null) return null;
  const told = (hosts ?? []).flatMap((name, index) =>
    isTcp(name) ? [{ name, isLoopback: isLocal(name), index }] : [],
  );
  // A port that the daemon is told is one listener, however many sockets it has.
  const toldPorts = new Set(told.map(({ name }) => portOf(name)));
  const found = (sockets ?? []).filter(
    ({ protocol, port, process }) =>
      protocol === 'tcp' && !toldPorts.has(port) && (process === 'dockerd' || apiPorts.has(port)),
  );
  const ofSockets = found.map(({ address, port }) => {
    const name = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    return { name, isLoopback: isLocal(name), index: null };
  });
  return [...told, ...ofSockets];
}

/** `tcp://…`, and an address without a scheme. */
function isTcp(host: string): boolean {
  return /^tcp:\/\//i.test(host) || !/^[a-z]+:\/\//i.test(host);
}

function portOf(host: string): number {
  return Number(/:(\d{1,5})\/?$/.exec(host)?.[1] ?? 2375);
}

/** Whether `127.0.0.1:2375`, `tcp://[::1]:2375` or the like is reached from the machine itself alone. */
export function isLocal(text: string): boolean {
  const authority = upTo(text.replace(/^[a-z]+:\/\//i, ''), '/');
  const host = /^\[([^\]]*)\]/.exec(authority)?.[1] ?? authority.replace(/:\d+$/, '');
  return isLoopback(host);
}

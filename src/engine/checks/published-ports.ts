import type { PublishedPort } from '../model/workload-facts.js';
import { changedPort, type PortChange } from '../remediation/port-text.js';
import { setFlag, type WorkloadFix } from '../remediation/workload-fix.js';

/** Whether an address stands for every one of the host. */
export function isEveryAddress(ip: string | null): boolean {
  return ip === null || ip === '' || /^(?:0\.0\.0\.0|\[?::\]?|\*)$/.test(ip);
}

/** As `-p` writes it: `0.0.0.0:8080:80/tcp`. */
export function shownPort({
  hostIp,
  hostPort,
  hostPortEnd,
  containerPort,
  containerPortEnd,
  protocol,
}: PublishedPort): string {
  const range = (from: number | null, to: number | null) =>
    to === null ? String(from ?? '') : `${from}-${to}`;
  const host = [hostIp ?? '', range(hostPort, hostPortEnd)];
  const shown = host[0] === '' ? host.slice(1) : host;
  return [...shown, `${range(containerPort, containerPortEnd)}/${protocol}`]
    .filter((part) => part !== '')
    .join(':');
}

/** Publishes it on loopback only. */
export function onLoopback(port: PublishedPort, index: number): WorkloadFix {
  return republished(port, index, { hostIp: '127.0.0.1' });
}

/** How far a port below 1024 is moved: 80 to 8080, 443 to 8443. */
const moved = 8_000;

/** Publishes it on a port from 1024 on; undefined: another one of the ports has it already. */
export function onHighPort(
  port: PublishedPort,
  index: number,
  ports: readonly PublishedPort[],
): WorkloadFix | undefined {
  if (port.hostPort === null) return undefined;
  const [from, to] = [port.hostPort + moved, (port.hostPortEnd ?? port.hostPort) + moved];
  const isTaken = ports.some(
    ({ hostPort, hostPortEnd }) => hostPort !== null && hostPort <= to && from <= (hostPortEnd ?? hostPort),
  );
  if (isTaken) return undefined;
  return republished(port, index, { hostPort: from === to ? `${from}` : `${from}-${to}` });
}

function republished(port: PublishedPort, index: number, change: PortChange): WorkloadFix {
  const shown = shownPort(port).replace(/\/tcp$/, '');
  return {
    'run-command': [setFlag('--publish', changedPort(shown, change) ?? shown, shownPort(port))],
    compose: [{ kind: 'change-port', base: { fact: `ports.${index}` }, path: '', change }],
  };
}

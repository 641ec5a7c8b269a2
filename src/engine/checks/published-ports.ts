import type { PublishedPort } from '../model/workload-facts.js';
import { set, setFlag, type WorkloadFix } from '../remediation/workload-fix.js';

/** Whether an address stands for every one of the host. */
export function isEveryAddress(ip: string | null): boolean {
  return ip === null || ip === '' || /^(?:0\.0\.0\.0|\[?::\]?|\*)$/.test(ip);
}

export function isLoopback(ip: string | null): boolean {
  return ip !== null && /^(?:127(?:\.\d{1,3}){3}|\[?::1\]?|localhost)$/.test(ip);
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
  const to = shownPort({ ...port, hostIp: '127.0.0.1' }).replace(/\/tcp$/, '');
  const bound = port.hostPort === null ? to.replace('127.0.0.1:', '127.0.0.1::') : to;
  return {
    'run-command': [setFlag('--publish', bound, shownPort(port))],
    compose: [set('/host_ip', '127.0.0.1', { fact: `ports.${index}`, short: bound })],
  };
}

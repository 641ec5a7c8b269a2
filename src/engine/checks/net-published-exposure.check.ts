import { z } from 'zod';
import { findExposedPorts } from '../firewall/published-exposure.js';
import type { HostFirewall } from '../firewall/firewall.js';
import type { HostFacts } from '../model/host-facts.js';
import type { HostPublishedPort } from '../model/network-facts.js';
import type { Text } from '../model/text.js';
import { aFirewalledHost, aPublishing, goodRules } from './example-network.js';
import {
  beyondComparison,
  comparisonsOfEach,
  firewallBackend,
  firewallIn,
  firewallUnknown,
  sentence,
  undecidedOf,
} from './firewall-check.js';
import { hostCheck, hostPassed, hostUndecided, hostUnknown, type HostFault } from './host-check.js';
import { isEveryAddress } from './published-ports.js';

export const netPublishedExposureCheck = hostCheck({
  id: 'net-published-exposure',
  title: { en: 'Published port reachable from everywhere', zh: '端口对外暴露且无访问控制' },
  area: 'network',
  parts: ['containers'],
  severity: 'medium',
  parameters: z.object({
    public_ports_allow: z
      .array(z.int().min(1).max(65_535))
      .default([443])
      .describe('Ports of the host that are there for everybody.'),
  }),
  remediation: {
    en: 'Publish it on one address (-p 127.0.0.1:8080:80), or let DOCKER-USER name who may reach it.',
    zh: '仅发布到指定地址（-p 127.0.0.1:8080:80），或在 DOCKER-USER 中限制来源。',
  },
  references: { cis: ['5.14'], bench: ['5.14'], nist: ['4.4.2'], seed: ['§7.2', '§7.3'] },
  evaluate(facts, { public_ports_allow }) {
    const { published } = facts.network;
    if (published === null)
      return hostUnknown(facts, { en: 'Which ports are published', zh: '已发布的端口' }, 'containers');
    const wide = published.filter(
      ({ hostIp, hostPort }) => isEveryAddress(hostIp) && !public_ports_allow.includes(hostPort),
    );
    if (wide.length === 0) return hostPassed;
    const firewall = firewallIn(facts);
    if (!firewall) return firewallUnknown(facts);
    const elsewhere = decidedElsewhere(facts);
    return elsewhere ? hostUndecided(elsewhere) : exposureOf(facts, firewall, wide);
  },
  examples: {
    good: [
      { name: 'for one address', input: 'host', text: aFirewalledHost(goodRules) },
      {
        name: 'on loopback',
        input: 'host',
        text: aFirewalledHost([], { containers: aPublishing('127.0.0.1') }),
      },
    ],
    bad: [{ name: 'for everybody', input: 'host', text: aFirewalledHost(['-j RETURN']) }],
  },
});

/** Why DOCKER-USER does not decide who reaches a port; null: it does. */
function decidedElsewhere(facts: HostFacts): Text | null {
  if (facts.daemon.isRootless === true)
    return {
      en: 'The daemon is rootless: its ports are served by a program of its user, which DOCKER-USER does not see; whether INPUT restricts it was not looked at.',
      zh: '守护进程以 rootless 运行：端口由用户程序监听，DOCKER-USER 不起作用；未检查 INPUT 规则。',
    };
  if (firewallBackend(facts) !== 'nftables') return null;
  return {
    en: 'Docker writes its rules with nftables, where DOCKER-USER decides nothing; whether another table restricts the port was not looked at.',
    zh: 'Docker 使用 nftables 后端，DOCKER-USER 不起作用；未检查其他 nft 表的限制。',
  };
}

/** To follow a port through the rules takes so many times the time of a comparison. */
const effort = 4;

function exposureOf(facts: HostFacts, firewall: HostFirewall, wide: readonly HostPublishedPort[]) {
  const { routes } = facts.network;
  const outside = routes?.flatMap((route) =>
    route.destination === 'default' ? (route.interface ?? []) : [],
  );
  const interfaces = outside && outside.length > 0 ? [...new Set(outside)] : null;
  const faults: HostFault[] = [];
  const unknown: Text[] = [];
  const most = Math.ceil(comparisonsOfEach(firewall) / effort);
  if (wide.length > most) unknown.push(beyondComparison({ en: 'published ports', zh: '已发布端口' }));
  for (const port of wide.slice(0, most)) {
    const found = findExposedPorts(firewall, [port], interfaces, []);
    const [violation] = found.violations;
    if (violation) faults.push(faultOf(port, sentence(violation.reason)));
    else unknown.push(...found.unknown);
  }
  return { faults, undecided: undecidedOf(unknown) };
}

function faultOf({ workload, hostIp, hostPort, protocol }: HostPublishedPort, message: Text): HostFault {
  const shown = hostIp.includes(':') ? `[${hostIp}]` : hostIp === '' ? '0.0.0.0' : hostIp;
  return {
    element: `${workload} ${hostPort}/${protocol}`,
    fact: 'network.published',
    value: `${shown}:${hostPort}/${protocol}`,
    part: 'containers',
    message: { en: `${workload}: ${message.en}`, zh: `${workload}：${message.zh}` },
  };
}

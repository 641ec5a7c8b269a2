import { z } from 'zod';
import type { HostFirewall } from '../firewall/firewall.js';
import { findReachableMetadata, isReachedFromHost } from '../firewall/metadata-reach.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { aFirewalledHost, goodRules } from './example-network.js';
import {
  comparisonsOfEach,
  firewallIn,
  firewallUnknown,
  partOf,
  sentence,
  undecidedOf,
} from './firewall-check.js';
import { hostCheck, hostNotApplicable, hostPassed, notTold, type HostFault } from './host-check.js';
import { bridgedNetworks, hasIpv6Network, metadataAddresses } from './metadata-addresses.js';

const longestList = 50;

export const netMetadataBlockedCheck = hostCheck({
  id: 'net-metadata-blocked',
  title: { en: 'Cloud metadata address reachable from containers', zh: '未阻止容器访问云元数据' },
  area: 'network',
  parts: ['networks', 'containers'],
  severity: 'high',
  parameters: z.object({
    addresses_v4: z
      .array(z.string())
      .max(longestList)
      .default(['169.254.169.254', '169.254.170.2', '100.100.100.200'])
      .describe(
        'Of the services that give machines of clouds their credentials; those of another cloud do not count.',
      ),
    addresses_v6: z
      .array(z.string())
      .max(longestList)
      .default(['fd00:ec2::254'])
      .describe('The same, where a network has IPv6.'),
    imds_hop_limit: z
      .int()
      .min(0)
      .max(64)
      .default(0)
      .describe(
        'On AWS: the hop limit, where IMDSv2 is required; 0: not stated. With 1 no container is answered.',
      ),
  }),
  remediation: {
    en: 'iptables -I DOCKER-USER -d 169.254.169.254/32 -j DROP, the same with ip6tables, and store both; on AWS require IMDSv2 with hop limit 1.',
    zh: '执行 iptables -I DOCKER-USER -d 169.254.169.254/32 -j DROP，IPv6 使用 ip6tables，并持久化；AWS 上强制 IMDSv2 且跳数限制为 1。',
  },
  references: {
    nist: ['4.4.2'],
    falco: ['Contact cloud metadata service from container'],
    seed: ['§7.3'],
  },
  evaluate(facts, { addresses_v4, addresses_v6, imds_hop_limit }, _now, { workloads }) {
    const { cloud } = facts.network;
    if (cloud === 'none') return hostNotApplicable('The machine is in no cloud.', '该主机不在云上。');
    if (cloud === 'aws' && imds_hop_limit === 1) return hostPassed;
    const firewall = firewallIn(facts);
    if (!firewall) return firewallUnknown(facts);
    const addresses = metadataAddresses(facts, addresses_v4, addresses_v6);
    const reached = reachedBy(facts, firewall, addresses);
    const faults = [...reached.faults, ...onHostNetwork(facts, firewall, addresses, workloads)];
    if (cloud !== null) return { faults, undecided: reached.undecided };
    const isClear = faults.length === 0 && reached.undecided === null;
    return { faults: [], undecided: isClear ? null : notTold(facts, cloudNoun, ['dmi']) };
  },
  examples: {
    good: [
      { name: 'dropped', input: 'host', text: aFirewalledHost(goodRules) },
      {
        name: 'one hop',
        input: 'host',
        text: aFirewalledHost(['-j RETURN']),
        parameters: { imds_hop_limit: 1 },
      },
    ],
    bad: [{ name: 'not dropped', input: 'host', text: aFirewalledHost(['-j RETURN']) }],
  },
});

const cloudNoun: Text = {
  en: 'Containers may reach an address of metadata, and in which cloud the machine is',
  zh: '容器可能访问元数据地址，但主机所在的云',
};

function reachedBy(facts: HostFacts, firewall: HostFirewall, addresses: readonly string[]) {
  const faults: HostFault[] = [];
  const unknown: Text[] = [...bypasses(facts)];
  const bridged = bridgedNetworks(facts);
  const most = comparisonsOfEach(firewall) / Math.max(1, addresses.length);
  // Of more than can be followed each by itself, rules that hold for every interface decide.
  const networks = bridged && bridged.length <= Math.max(1, most) ? bridged : null;
  for (const address of addresses) {
    const found = findReachableMetadata(firewall, [address], networks);
    const isSure = !address.includes(':') || hasIpv6Network(facts) === true;
    unknown.push(...found.unknown);
    for (const { reason, family, chain, text } of found.violations) {
      if (!isSure) unknown.push(reason);
      else {
        const fact = `network.firewall.${chain}`;
        const value = text ?? chain;
        faults.push({
          element: address,
          fact,
          value,
          message: sentence(reason),
          part: partOf(facts, family),
        });
      }
    }
  }
  return { faults, undecided: undecidedOf(unknown) };
}

/** Networks whose containers send past the rules of the host. */
function bypasses({ network }: HostFacts): Text[] {
  const beside = (network.networks ?? []).filter(
    ({ driver, isInternal, endpoints }) =>
      (driver === 'macvlan' || driver === 'ipvlan') && !isInternal && endpoints?.length !== 0,
  );
  return beside.map(({ name, driver }) => ({
    en: `containers on ${name} (${driver}) send past the firewall of the host`,
    zh: `网络 ${name}（${driver}）上的容器不经过主机防火墙`,
  }));
}

/** Containers in the network of the host, of which DOCKER-USER sees nothing. */
function onHostNetwork(
  facts: HostFacts,
  firewall: HostFirewall,
  addresses: readonly string[],
  workloads: readonly WorkloadFacts[],
): HostFault[] {
  const open = addresses.filter((address) => isReachedFromHost(firewall, address) === true);
  const [first] = open;
  if (first === undefined) return [];
  const isRunning = (index: number) => facts.containers?.containers?.[index]?.status === 'running';
  return workloads.flatMap(({ network, origin }, index) => {
    if (network.mode !== 'host' || !isRunning(index)) return [];
    const message = {
      en: `${origin.name} is in the network of the host and reaches ${first}: DOCKER-USER does not see it; give it a network of its own, or restrict OUTPUT by owner.`,
      zh: `容器 ${origin.name} 使用主机网络，可访问 ${first}：DOCKER-USER 对其无效；请改用独立网络，或在 OUTPUT 链按属主限制。`,
    };
    const element = `host network ${origin.name}`;
    return [
      {
        element,
        fact: 'workload.network.mode',
        value: 'host',
        part: 'containers',
        severity: 'medium',
        message,
      },
    ];
  });
}

import { z } from 'zod';
import { isDataImage } from '../adapters/compose/service-tiers.js';
import type { HostNetwork } from '../model/network-facts.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { aBundle } from './example-host.js';
import { aNetwork, aPublishing } from './example-network.js';
import { hostCheck, hostUnknown, type HostFault } from './host-check.js';

export const netInternalDataTierCheck = hostCheck({
  id: 'net-internal-data-tier',
  title: { en: 'Data-tier network not internal', zh: '数据层网络未隔离外网' },
  area: 'network',
  parts: ['networks', 'containers'],
  severity: 'medium',
  parameters: z.object({
    data_label: z
      .string()
      .min(1)
      .default('tier=data')
      .describe('Label of containers that keep data; those of known databases and queues do without it.'),
  }),
  remediation: {
    en: 'Create the network again with --internal.',
    zh: '使用 --internal 重新创建网络。',
  },
  references: { nist: ['4.3.3'], seed: ['§7.2'] },
  evaluate(facts, { data_label }, _now, { workloads }) {
    const { networks } = facts.network;
    const what = { en: 'What the networks are', zh: '网络配置' };
    if (networks === null) return hostUnknown(facts, what, 'networks');
    const byName = new Map(workloads.map((workload) => [workload.origin.name, workload]));
    const faults: HostFault[] = [];
    const open: string[] = [];
    for (const network of networks.filter(leadsOut)) {
      const tiers = network.endpoints?.map(({ container }) => isOfData(byName.get(container), data_label));
      if (tiers?.includes(false) || tiers?.length === 0) continue;
      if (tiers?.every((isData) => isData === true)) faults.push(faultOf(network));
      else open.push(network.name);
    }
    const names = open.slice(0, 5).join(', ');
    const undecided = {
      en: `What the containers on ${names} are there for is not known.`,
      zh: `以下网络上容器的用途未知：${names}。`,
    };
    return { faults, undecided: open.length > 0 ? undecided : null };
  },
  examples: {
    good: [
      {
        name: 'internal',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('data', { endpoints: ['db'], Internal: true })]),
          containers: aPublishing('', { Name: '/db', Config: { Image: 'postgres:18', Labels: {} } }),
        }),
      },
    ],
    bad: [
      {
        name: 'a network of a database alone',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('data', { endpoints: ['db'] })]),
          containers: aPublishing('', { Name: '/db', Config: { Image: 'postgres:18', Labels: {} } }),
        }),
      },
    ],
  },
});

/** The engine's own, by which containers of overlay networks get out. */
const gatewayBridge = 'docker_gwbridge';

/** Whether containers on it have a way out. */
function leadsOut({ name, driver, isInternal, isIngress }: HostNetwork): boolean {
  return !isInternal && !isIngress && name !== gatewayBridge && driver !== 'host' && driver !== 'null';
}

/** Null: it cannot be told. */
function isOfData(workload: WorkloadFacts | undefined, label: string): boolean | null {
  if (!workload) return null;
  const [key = '', ...value] = label.split('=');
  const { labels, image } = workload;
  const isLabelled = Object.hasOwn(labels, key) && (value.length === 0 || labels[key] === value.join('='));
  if (isLabelled) return true;
  return image === null ? null : isDataImage(image.raw);
}

function faultOf({ name, isInternal }: HostNetwork): HostFault {
  return {
    element: name,
    fact: 'network.networks.internal',
    value: String(isInternal),
    part: 'networks',
    message: {
      en: `The network ${name} has containers that keep data alone, and leads out of the host: --internal.`,
      zh: `网络 ${name} 上只有数据层容器，却可访问外网：应使用 --internal。`,
    },
  };
}

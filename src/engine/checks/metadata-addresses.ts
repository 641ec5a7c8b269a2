import type { ContainerNetwork } from '../firewall/metadata-reach.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Cloud } from '../model/network-facts.js';

/** Where services of metadata answer that one cloud alone has; any other address counts everywhere. */
const ofOneCloud: Readonly<Record<string, Cloud>> = {
  'fd00:ec2::254': 'aws',
  '169.254.170.2': 'aws',
  '100.100.100.200': 'aliyun',
};
/** What Aliyun does not use. */
const common = '169.254.169.254';
/** The credentials of tasks of ECS: there only where its agent runs. */
const ofTasks = '169.254.170.2';

/** Those of the addresses that there may be something at: of the cloud, and of families that networks have. */
export function metadataAddresses(
  facts: HostFacts,
  v4: readonly string[],
  v6: readonly string[],
): readonly string[] {
  const { cloud } = facts.network;
  const isPossible = (address: string): boolean => {
    const only = ofOneCloud[address];
    if (cloud === null) return true;
    if (address === ofTasks) return cloud === 'aws' && hasTaskAgent(facts);
    return only === undefined ? address !== common || cloud !== 'aliyun' : only === cloud;
  };
  const families = hasIpv6Network(facts) === false ? v4 : [...v4, ...v6];
  return families.filter(isPossible);
}

function hasTaskAgent({ containers }: HostFacts): boolean {
  return (containers?.workloads ?? []).some(({ image }) => /amazon-ecs-agent/.test(image?.raw ?? ''));
}

/** Whether any network that leads out has IPv6; null: not known. */
export function hasIpv6Network({ network }: HostFacts): boolean | null {
  const leading = network.networks?.filter(({ isInternal }) => !isInternal) ?? null;
  if (leading === null) return null;
  if (leading.some(({ hasIpv6 }) => hasIpv6 === true)) return true;
  return leading.every(({ hasIpv6 }) => hasIpv6 === false) ? false : null;
}

/** The networks whose containers send through the host's rules for what is forwarded; null: not known. */
export function bridgedNetworks({ network }: HostFacts): readonly ContainerNetwork[] | null {
  return (
    network.networks?.flatMap(({ bridge, isInternal, subnets }) =>
      bridge === null || isInternal ? [] : [{ bridge, subnets: subnets.map(({ subnet }) => subnet) }],
    ) ?? null
  );
}

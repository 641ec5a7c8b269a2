import { z } from 'zod';
import { listed } from '../model/text-parts.js';
import { composeCheck, type ProjectFault, setIn } from './compose-check.js';
import { servicesOfTier } from './compose-tiers.js';

export const composeDataNetworkInternalCheck = composeCheck({
  id: 'compose-data-network-internal',
  title: { en: 'Data tier network can reach outside', zh: '后端网络未设置 internal' },
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Set internal true.', zh: '将 internal 设为 true。' },
  references: { nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Services on the network lose their way to the internet.',
    zh: '该网络上的服务将无法访问外网。',
  },
  evaluate(compose) {
    const { known, open } = servicesOfTier(compose, 'data');
    const networks = compose.networks.filter(({ services }) => services.some((name) => known.includes(name)));
    const faults = networks.flatMap((network): ProjectFault[] => {
      if (network.isInternal !== false) return [];
      const { name, place, services } = network;
      const data = listed(services.filter((service) => known.includes(service)));
      const isPublished = servicesOfTier(compose, 'edge', services).known.length > 0;
      const edit =
        place === null ? setIn(null, `/networks/${name}/internal`, true) : setIn(place, '/internal', true);
      return [
        {
          element: `network ${name}`,
          place,
          fact: `compose.networks.${name}.internal`,
          value: 'false',
          message: {
            en: `The network ${name} of ${data.en} leads outside: what breaks in there can send data away.`,
            zh: `数据服务（${data.zh}）所在网络 ${name} 可访问外部，数据可能外泄。`,
          },
          // Services on an internal network can publish nothing.
          ...(!isPublished && { fix: [edit] }),
        },
      ];
    });
    const hidden = networks.find(({ isInternal }) => isInternal === null);
    const maybe = compose.networks.find(
      ({ isInternal, services }) => isInternal !== true && services.some((name) => open.includes(name)),
    );
    if (hidden) return { faults, undecided: notKnown(hidden.name) };
    if (maybe) return { faults, undecided: noTier(open) };
    return { faults, ...(known.length + open.length === 0 && { notApplicable: noData }) };
  },
  examples: {
    good: [
      {
        name: 'an internal network',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n',
      },
      { name: 'no data', input: 'compose', text: 'services:\n  web:\n    image: nginx:1.27\n' },
    ],
    bad: [
      {
        name: 'a network that leads outside',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    networks: [back]\nnetworks:\n  back: # of the shop\n    driver: bridge\n',
      },
      {
        name: "the project's own network",
        input: 'compose',
        text: 'services:\n  cache:\n    image: redis:8\n',
      },
    ],
  },
});

const noData = { en: 'No service keeps data.', zh: '没有数据服务。' };

function notKnown(name: string) {
  return {
    en: `Whether the network ${name} leads outside is not known: it is external, or its setting cannot be read.`,
    zh: `无法判断网络 ${name} 是否可访问外部：它是外部网络，或其设置无法读取。`,
  };
}

function noTier(services: readonly string[]) {
  const names = listed(services);
  return {
    en: `Whether these services keep data cannot be told: ${names.en}.`,
    zh: `无法判断这些服务是否为数据服务：${names.zh}。`,
  };
}

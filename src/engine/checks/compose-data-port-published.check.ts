import { z } from 'zod';
import { listed } from '../model/text-parts.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { composeCheck, type ProjectFault, removeIn } from './compose-check.js';
import { servicesOfTier } from './compose-tiers.js';
import { isLoopback } from '../network/ip-address.js';
import { shownPort } from './published-ports.js';

/** The ports of a service that are reached from other machines. */
function openPorts({ origin, ports, places }: WorkloadFacts): ProjectFault[] {
  return (ports ?? []).flatMap((port, index): ProjectFault[] => {
    if (isLoopback(port.hostIp) || isHidden(port.hostIp)) return [];
    const shown = shownPort(port);
    const place = places[`ports.${index}`] ?? null;
    return [
      {
        element: `${origin.name} ${port.containerPort ?? '?'}/${port.protocol}`,
        place,
        fact: `workload.ports.${index}`,
        value: shown,
        message: {
          en: `${origin.name} keeps data and publishes port ${shown} on the host.`,
          zh: `数据服务 ${origin.name} 将端口 ${shown} 发布到宿主机。`,
        },
        ...(place && { fix: [removeIn(place)] }),
      },
    ];
  });
}

function isHidden(address: string | null): boolean {
  return address?.includes('$') ?? false;
}

/** Whether a service may publish a port that is not known. */
function mayPublish({ ports }: WorkloadFacts): boolean {
  return ports === null || ports.some(({ hostIp }) => isHidden(hostIp));
}

export const composeDataPortPublishedCheck = composeCheck({
  id: 'compose-data-port-published',
  title: { en: 'Data service publishes a host port', zh: '数据库服务暴露端口到宿主机' },
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Remove ports; other services reach it by name.',
    zh: '删除 ports；其他服务可通过服务名访问。',
  },
  references: { cis: ['5.9'], nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'safe',
  evaluate(compose, _, { workloads }) {
    const { known, open } = servicesOfTier(compose, 'data');
    const among = (names: readonly string[]) => workloads.filter(({ origin }) => names.includes(origin.name));
    const faults = among(known).flatMap(openPorts);
    const doubtful = [
      ...among(known).filter(mayPublish),
      ...among(open).filter((workload) => mayPublish(workload) || openPorts(workload).length > 0),
    ];
    if (doubtful.length > 0) return { faults, undecided: notTold(doubtful.map(({ origin }) => origin.name)) };
    return { faults, ...(known.length + open.length === 0 && { notApplicable: noData }) };
  },
  examples: {
    good: [
      {
        name: 'loopback only',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    ports: ["127.0.0.1:5432:5432"]\n',
      },
      {
        name: 'another service publishes',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n  web:\n    image: nginx:1.27\n    ports: ["80:80"]\n',
      },
      {
        name: 'no data',
        input: 'compose',
        text: 'services:\n  web:\n    image: nginx:1.27\n    ports: ["80:80"]\n',
      },
    ],
    bad: [
      {
        name: 'a database',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - "5432:5432" # for my laptop\n',
      },
      {
        name: 'a cache, long form',
        input: 'compose',
        text: 'services:\n  cache:\n    image: docker.io/bitnami/redis:8\n    ports:\n      - target: 6379\n        published: "6379"\n',
      },
    ],
  },
});

const noData = { en: 'No service keeps data.', zh: '没有数据服务。' };

function notTold(names: readonly string[]) {
  const shown = listed(names);
  return {
    en: `Whether these services keep data, or where they publish ports, cannot be told: ${shown.en}.`,
    zh: `无法判断这些服务是否为数据服务或其端口发布位置：${shown.zh}。`,
  };
}

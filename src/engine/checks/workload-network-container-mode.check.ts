import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadNetworkContainerModeCheck = workloadCheck({
  id: 'workload-network-container-mode',
  title: { en: 'Network namespace joined with another container', zh: '与其他容器共享网络命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    allow_pairs: z.array(z.string()).default([]).describe('workload:container, by name.'),
  }),
  remediation: {
    en: 'Attach both to one private network unless it is a deliberate sidecar.',
    zh: '除非是有意的 sidecar，否则将两者接入同一个私有网络。',
  },
  references: { nist: ['4.4.2'] },
  evaluate({ network, origin }, { allow_pairs }) {
    if (network.mode === null) return unknown('Its network is not known.', '网络模式未知。', 'network.mode');
    const other = network.sharedWith ?? '';
    if (network.mode !== 'container' || allow_pairs.includes(`${origin.name}:${other}`)) return passed;
    return decided([
      {
        element: other,
        fact: 'network.mode',
        value: `container:${other}`,
        message: {
          en: `It shares the network of "${other}": each can reach what the other opens on loopback.`,
          zh: `与“${other}”共享网络：双方可访问对方回环地址上的服务。`,
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a network of its own', input: 'run-command', text: 'docker run --network app nginx:1.27' },
      {
        name: 'an allowed pair',
        input: 'run-command',
        text: 'docker run --name probe --network container:web nginx:1.27',
        parameters: { allow_pairs: ['probe:web'] },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'of another container',
        input: 'run-command',
        text: 'docker run --network container:web nginx:1.27',
      },
      {
        name: 'of another service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    network_mode: service:db',
          '  db:',
          '    image: postgres:17',
          '',
        ].join('\n'),
      },
    ],
  },
});

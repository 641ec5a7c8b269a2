import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove } from '../remediation/workload-fix.js';

export const workloadNetworkHostCheck = workloadCheck({
  id: 'workload-network-host',
  title: { en: 'Host network namespace shared', zh: '共享宿主机网络命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Use a user-defined network and publish the needed port.',
    zh: '使用自定义网络并发布所需端口。',
  },
  references: {
    cis: ['5.10'],
    bench: ['5.10'],
    trivy: ['KSV-0009'],
    pss: ['baseline:hostNamespaces'],
    nist: ['4.4.2'],
    seed: ['§7.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'Ports that it serves must be published, and services of the host are no longer at localhost.',
    zh: '需要发布其服务端口；宿主机服务不再位于 localhost。',
  },
  evaluate({ network: { mode } }) {
    if (mode === null) return unknown('Its network is not known.', '网络模式未知。', 'network.mode');
    if (mode !== 'host') return passed;
    return decided([
      {
        fact: 'network.mode',
        value: 'host',
        message: {
          en: "It shares the network of the host: every port it opens is the host's, and services on the host's loopback are open to it.",
          zh: '共享宿主机网络：其打开的端口即宿主机端口，并可访问宿主机回环地址上的服务。',
        },
        fix: {
          'run-command': [removeFlag('--network', 'host')],
          compose: [remove('/network_mode')],
          kubernetes: [set('/hostNetwork', false, 'pod')],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a network of its own', input: 'run-command', text: 'docker run --network app nginx:1.27' },
      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    networks: [front]',
          'networks: { front: {} }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'the host', input: 'run-command', text: 'docker run --network host nginx:1.27' },
      { name: 'the old flag', input: 'run-command', text: 'docker run --net=host nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  hostNetwork: true',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    network_mode: host', ''].join('\n'),
      },
    ],
  },
});

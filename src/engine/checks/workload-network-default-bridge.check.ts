import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, remove } from '../remediation/workload-fix.js';

export const workloadNetworkDefaultBridgeCheck = workloadCheck({
  id: 'workload-network-default-bridge',
  title: { en: 'Attached to the default bridge', zh: '使用默认 bridge 网络' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Create a network per application and attach to it.', zh: '为每个应用创建网络并接入。' },
  references: { cis: ['5.30'], bench: ['5.30'], nist: ['4.4.2'], seed: ['§7.1', '§9.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The network must be made first; containers on the default bridge are no longer reached by their addresses.',
    zh: '须先创建该网络；将无法再按地址访问默认网桥上的容器。',
  },
  evaluate({ network: { mode } }) {
    if (mode === null) return unknown('Its network is not known.', '网络模式未知。', 'network.mode');
    if (mode !== 'default-bridge') return passed;
    return decided([
      {
        fact: 'network.mode',
        value: 'bridge',
        message: {
          en: 'It is on the default bridge, where every container can reach every other.',
          zh: '接入默认 bridge 网络，其中所有容器可相互访问。',
        },
        fix: { 'run-command': [setFlag('--network', 'app-network')], compose: [remove('/network_mode')] },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a network of its own', input: 'run-command', text: 'docker run --network app nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    restart: "no"', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'no network', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    network_mode: bridge', ''].join('\n'),
      },
    ],
  },
});

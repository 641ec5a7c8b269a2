import { z } from 'zod';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFact } from '../remediation/workload-fix.js';

export const k8sHostPortsCheck = workloadCheck({
  id: 'k8s-host-ports',
  title: { en: 'hostPort used', zh: '使用 hostPort' },
  area: 'kubernetes',
  inputs: ['kubernetes'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({ allow: z.array(z.int().min(0).max(65535)).default([]) }),
  remediation: { en: 'Use a Service.', zh: '使用 Service。' },
  references: { trivy: ['KSV-0024'], pss: ['baseline:hostPorts'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is no longer reached at the address of the node: put a Service in front of it.',
    zh: '将无法再通过节点地址访问：请在其前面配置 Service。',
  },
  evaluate({ ports }, { allow }) {
    if (ports === null) return unknown('Its ports are not known.', '端口未知。', 'ports');
    const faults: Fault[] = ports.flatMap(({ hostPort, protocol }, index) => {
      if (hostPort === null || hostPort === 0 || allow.includes(hostPort)) return [];
      const fact = `ports.${index}`;
      return {
        element: `${hostPort}/${protocol}`,
        fact,
        value: String(hostPort),
        message: { en: `It takes the port ${hostPort} of its node.`, zh: `占用节点端口 ${hostPort}。` },
        fix: { kubernetes: [removeFact(fact)] },
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      {
        name: 'none',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      ports: [{ containerPort: 80 }]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'one',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      ports:',
          '        - containerPort: 80',
          '          hostPort: 8080',
          '',
        ].join('\n'),
      },
    ],
  },
});

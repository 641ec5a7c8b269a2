import { z } from 'zod';
import { onHighPort, shownPort } from './published-ports.js';
import type { WorkloadFix } from '../remediation/workload-fix.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadPortPrivilegedCheck = workloadCheck({
  id: 'workload-port-privileged',
  title: { en: 'Host port below 1024', zh: '映射了特权端口' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({ allow: z.array(z.int().min(1).max(65535)).default([]) }),
  remediation: { en: 'Publish a high port behind the load balancer.', zh: '在负载均衡器后发布高位端口。' },
  references: { cis: ['5.8'], bench: ['5.8'], trivy: ['KSV-0117'], nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is reached at another port, 8000 above: tell whoever calls it, or put a proxy in front.',
    zh: '访问端口将改变（加 8000）：请告知调用方，或在前面配置代理。',
  },
  evaluate({ ports }, { allow }) {
    if (ports === null)
      return unknown('Which ports it publishes is not known.', '无法得知其发布的端口。', 'ports');
    if (ports.length === 0) return notApplicable('It publishes no port.', '未发布端口。');

    const faults: Fault[] = ports.flatMap((port, index) => {
      if (port.hostPort === null || port.hostPort >= 1024 || allow.includes(port.hostPort)) return [];
      return {
        element: `${port.hostPort}/${port.protocol}`,
        fact: `ports.${index}`,
        value: shownPort(port),
        message: {
          en: `It takes the host's port ${port.hostPort}, below 1024, where system services listen.`,
          zh: `占用宿主机 ${port.hostPort} 端口，低于 1024，属于系统服务端口。`,
        },
        ...withFix(onHighPort(port, index, ports)),
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'a high port', input: 'run-command', text: 'docker run -p 8080:80 nginx:1.27' },
      { name: '1024', input: 'run-command', text: 'docker run -p 1024:80 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["8443:443"]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a low port', input: 'run-command', text: 'docker run -p 80:8080 nginx:1.27' },

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
          '      ports: [{ containerPort: 8080, hostPort: 80 }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["443:8443"]', ''].join('\n'),
      },
    ],
  },
});

function withFix(fix: WorkloadFix | undefined): { readonly fix?: WorkloadFix } {
  return fix ? { fix } : {};
}

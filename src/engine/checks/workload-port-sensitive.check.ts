import { z } from 'zod';
import { isLoopback } from '../network/ip-address.js';
import { onLoopback, shownPort } from './published-ports.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadPortSensitiveCheck = workloadCheck({
  id: 'workload-port-sensitive',
  title: { en: 'Administrative or database port published', zh: '暴露管理或数据库端口' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({
    ports: z.record(z.string().regex(/^\d{1,5}$/), z.string()).default({
      '22': 'ssh',
      '23': 'telnet',
      '2375': 'docker',
      '2376': 'docker',
      '2377': 'swarm',
      '2379': 'etcd',
      '3306': 'mysql',
      '3389': 'rdp',
      '5432': 'postgres',
      '5984': 'couchdb',
      '6379': 'redis',
      '9200': 'elasticsearch',
      '10250': 'kubelet',
      '11211': 'memcached',
      '27017': 'mongodb',
    }),
  }),
  remediation: {
    en: 'Remove the publication; reach the service over a private network.',
    zh: '取消发布；通过私有网络访问该服务。',
  },
  references: { cis: ['5.9'], nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is no longer reached from other machines.',
    zh: '其他机器将无法访问该端口。',
  },
  evaluate(workload, parameters) {
    const { ports } = workload;
    if (ports === null)
      return unknown('Which ports it publishes is not known.', '无法得知其发布的端口。', 'ports');
    if (ports.length === 0) return notApplicable('It publishes no port.', '未发布端口。');

    const faults: Fault[] = ports.flatMap((port, index) => {
      const service = parameters.ports[String(port.containerPort ?? '')];
      if (service === undefined || isLoopback(port.hostIp)) return [];
      return {
        element: `${port.containerPort}/${port.protocol}`,
        fact: `ports.${index}`,
        value: shownPort(port),
        ...(port.containerPort === 2375 && { severity: 'critical' as const }),
        message: {
          en: `The port ${port.containerPort} of ${service} is published on the network of the host.`,
          zh: `${service} 的端口 ${port.containerPort} 被发布到宿主机网络。`,
        },
        fix: onLoopback(port, index),
      };
    });
    if (faults.length > 0) return decided(faults);
    const open = ports.findIndex(({ containerPort }) => containerPort === null);
    return open < 0
      ? passed
      : unknown(
          'Which port it publishes is not known: a variable is not resolved.',
          '变量未解析，无法得知发布的端口。',
          `ports.${open}`,
        );
  },
  examples: {
    good: [
      { name: 'a web port', input: 'run-command', text: 'docker run -p 8080:80 nginx:1.27' },
      {
        name: 'on loopback only',
        input: 'run-command',
        text: 'docker run -p 127.0.0.1:5432:5432 nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["127.0.0.1:5432:5432"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      { name: 'a database', input: 'run-command', text: 'docker run -p 15432:5432 nginx:1.27' },
      { name: "Docker's", input: 'run-command', text: 'docker run -p 2375:2375 nginx:1.27' },

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
          '      ports: [{ containerPort: 22, hostPort: 2222 }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["0.0.0.0:6379:6379"]', ''].join(
          '\n',
        ),
      },
    ],
  },
});

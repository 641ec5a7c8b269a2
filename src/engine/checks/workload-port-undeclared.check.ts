import { z } from 'zod';
import { shownPort } from './published-ports.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadPortUndeclaredCheck = workloadCheck({
  id: 'workload-port-undeclared',
  title: { en: 'Published port not in the approved list', zh: '发布了未批准的端口' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    approved: z
      .array(z.int().min(1).max(65535))
      .nullable()
      .default(null)
      .describe('Container ports; null: those that the image exposes.'),
  }),
  remediation: { en: 'Approve the port or stop publishing it.', zh: '批准该端口，或停止发布。' },
  references: { cis: ['5.9'], bench: ['5.9'], seed: ['§7.2'] },
  evaluate({ ports, exposedPorts, origin, sources }, { approved }) {
    if (ports === null)
      return unknown('Which ports it publishes is not known.', '无法得知其发布的端口。', 'ports');
    if (ports.length === 0) return notApplicable('It publishes no port.', '未发布端口。');

    const declared = new Set(approved ?? (exposedPorts ?? []).map(({ port }) => port));
    const isKnown = approved !== null || origin.input === 'container' || sources['exposedPorts'] === 'image';
    const open = ports.filter(({ containerPort }) => containerPort === null || !declared.has(containerPort));
    if (open.length === 0) return passed;
    if (!isKnown)
      return unknown('Which ports its image exposes is not known.', '镜像声明的端口未知。', 'ports');
    const faults: Fault[] = ports.flatMap((port, index) => {
      if (port.containerPort === null || declared.has(port.containerPort)) return [];
      return {
        element: `${port.containerPort}/${port.protocol}`,
        fact: `ports.${index}`,
        value: shownPort(port),
        message: {
          en: `Port ${port.containerPort} is published, but ${approved === null ? 'its image does not expose it' : 'nobody approved it'}.`,
          zh: `发布了端口 ${port.containerPort}，但${approved === null ? '镜像未声明该端口' : '未经批准'}。`,
        },
      };
    });
    return faults.length > 0
      ? decided(faults)
      : unknown(
          'Which port it publishes is not known: a variable is not resolved.',
          '变量未解析，无法得知发布的端口。',
          'ports',
        );
  },
  examples: {
    good: [
      {
        name: 'approved',
        input: 'run-command',
        text: 'docker run -p 8080:80 nginx:1.27',
        parameters: { approved: [80] },
      },
      { name: 'no port', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["8080:80"]', ''].join('\n'),
        parameters: { approved: [80] },
      },
    ],
    bad: [
      {
        name: 'not approved',
        input: 'run-command',
        text: 'docker run -p 8080:80 nginx:1.27',
        parameters: { approved: [8080] },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["8080:80"]', ''].join('\n'),
        parameters: { approved: [] },
      },
    ],
  },
});

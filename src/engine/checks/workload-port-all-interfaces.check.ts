import { z } from 'zod';
import { isEveryAddress, onLoopback, shownPort } from './published-ports.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadPortAllInterfacesCheck = workloadCheck({
  id: 'workload-port-all-interfaces',
  title: { en: 'Port published on every host address', zh: '端口绑定到所有网卡' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    public_ports_allow: z.array(z.int().min(1).max(65535)).default([]),
    assume_engine_defaults: z.boolean().default(true),
  }),
  remediation: {
    en: 'Publish on 127.0.0.1 or the one interface that serves clients. Published ports bypass ufw/INPUT rules.',
    zh: '发布到 127.0.0.1 或面向客户端的那个网卡地址。已发布端口会绕过 ufw/INPUT 规则。',
  },
  references: { cis: ['5.14'], bench: ['5.14'], nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is reached from the host alone: what comes from outside needs a proxy there.',
    zh: '仅可从宿主机访问：外部访问需经宿主机上的代理。',
  },
  evaluate({ ports, origin }, { public_ports_allow, assume_engine_defaults }) {
    if (ports === null)
      return unknown('Which ports it publishes is not known.', '无法得知其发布的端口。', 'ports');
    if (ports.length === 0) return notApplicable('It publishes no port.', '未发布端口。');

    const isAllowed = (port: number | null) => port !== null && public_ports_allow.includes(port);
    const faults: Fault[] = ports.flatMap((port, index) => {
      const isDefault = port.hostIp === null || port.hostIp === '';
      if (
        isAllowed(port.hostPort) ||
        (isDefault ? !assume_engine_defaults && origin.input !== 'container' : !isEveryAddress(port.hostIp))
      )
        return [];
      const shown = shownPort(port);
      return {
        element: `${port.hostPort ?? 'ephemeral'}→${port.containerPort ?? '?'}/${port.protocol}`,
        fact: `ports.${index}`,
        value: shown,
        message: {
          en: `Port ${shown} is published on every address of the host, past the firewall rules of ufw and INPUT.`,
          zh: `端口 ${shown} 发布到宿主机所有地址，并绕过 ufw 与 INPUT 防火墙规则。`,
        },
        fix: onLoopback(port, index),
      };
    });
    if (faults.length > 0) return decided(faults);
    const open = ports.findIndex(
      (port) => (port.hostIp === null || port.hostIp === '') && !isAllowed(port.hostPort),
    );
    return open < 0 || assume_engine_defaults
      ? passed
      : unknown(
          "Which address it publishes on depends on the daemon's setting.",
          '发布地址取决于守护进程配置。',
          `ports.${open}`,
        );
  },
  examples: {
    good: [
      { name: 'loopback', input: 'run-command', text: 'docker run -p 127.0.0.1:8080:80 nginx:1.27' },
      { name: 'no port', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["127.0.0.1:8080:80"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      { name: 'no address', input: 'run-command', text: 'docker run -p 8080:80 nginx:1.27' },
      { name: 'every address', input: 'run-command', text: 'docker run -p 0.0.0.0:8080:80/tcp nginx:1.27' },
      { name: 'every address of IPv6', input: 'run-command', text: 'docker run -p [::]:8080:80 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ports:',
          '      - "8080:80" # the shop',
          '      - 127.0.0.1:9090:9090',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, long form',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ports:',
          '      - target: 80',
          '        published: "8080"',
          '        protocol: tcp # as ever',
          '',
        ].join('\n'),
      },
      {
        name: 'a port that the engine picks',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ports:',
          '      - 3000',
          '      - "53:53/udp"',
          '',
        ].join('\n'),
      },
    ],
  },
});

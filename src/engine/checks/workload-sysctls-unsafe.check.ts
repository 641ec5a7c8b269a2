import { z } from 'zod';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, removeFact } from '../remediation/workload-fix.js';

export const workloadSysctlsUnsafeCheck = workloadCheck({
  id: 'workload-sysctls-unsafe',
  title: { en: 'Unsafe kernel parameter set', zh: '设置了不安全的内核参数' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({
    allow: z
      .array(z.string())
      .default([
        'kernel.shm_rmid_forced',
        'net.ipv4.ip_local_port_range',
        'net.ipv4.ip_unprivileged_port_start',
        'net.ipv4.tcp_syncookies',
        'net.ipv4.ping_group_range',
        'net.ipv4.ip_local_reserved_ports',
        'net.ipv4.tcp_keepalive_time',
        'net.ipv4.tcp_fin_timeout',
        'net.ipv4.tcp_keepalive_intvl',
        'net.ipv4.tcp_keepalive_probes',
        'net.ipv4.tcp_rmem',
        'net.ipv4.tcp_wmem',
      ]),
  }),
  remediation: {
    en: 'Remove it, or tune the host deliberately.',
    zh: '移除该参数，或审慎地在宿主机上调整。',
  },
  references: { trivy: ['KSV-0026'], pss: ['baseline:sysctls'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The parameter of the kernel has its default again.',
    zh: '内核参数将恢复默认值。',
  },
  evaluate({ sysctls }, { allow }) {
    if (sysctls === null)
      return unknown(
        'Which kernel parameters it sets is not known.',
        '无法得知其设置的内核参数。',
        'sysctls',
      );
    const faults: Fault[] = Object.entries(sysctls).flatMap(([name, value]) => {
      if (allow.includes(name)) return [];
      return {
        element: name,
        fact: `sysctls.${name}`,
        value: `${name}=${value}`,
        message: {
          en: `It sets the kernel parameter ${name}, which is not known to be safe.`,
          zh: `设置了未知是否安全的内核参数 ${name}。`,
        },
        fix: {
          'run-command': [removeFlag('--sysctl', `${name}=${value}`)],
          compose: [removeFact(`sysctls.${name}`)],
          kubernetes: [removeFact(`sysctls.${name}`)],
        },
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a safe one',
        input: 'run-command',
        text: 'docker run --sysctl net.ipv4.ip_unprivileged_port_start=0 nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    sysctls: { net.ipv4.ip_unprivileged_port_start: 0 }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'an unsafe one',
        input: 'run-command',
        text: 'docker run --sysctl net.core.somaxconn=1024 nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  securityContext:',
          '    sysctls:',
          '      - { name: kernel.msgmax, value: "1" }',
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
          '    sysctls:',
          '      net.core.somaxconn: 1024',
          '      net.ipv4.tcp_syncookies: 0',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, as a list',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    sysctls:',
          '      - net.core.somaxconn=1024',
          '',
        ].join('\n'),
      },
    ],
  },
});

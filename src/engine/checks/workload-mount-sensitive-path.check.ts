import { z } from 'zod';
import { isWithin } from './host-mounts.js';
import { hostMounts, removeMount, shownMount, unresolvedMount } from './host-mounts.js';
import { type Fault, decided, unknown, workloadCheck } from './workload-check.js';

export const workloadMountSensitivePathCheck = workloadCheck({
  id: 'workload-mount-sensitive-path',
  title: { en: 'Sensitive host path mounted', zh: '挂载宿主机敏感目录' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({
    paths: z
      .array(z.string())
      .default([
        '/boot',
        '/dev',
        '/etc',
        '/lib',
        '/lib64',
        '/proc',
        '/sys',
        '/usr',
        '/bin',
        '/sbin',
        '/root',
        '/home',
        '/run',
        '/var/run',
        '/var/lib/docker',
        '/var/lib/containerd',
        '/var/lib/kubelet',
        '/etc/kubernetes',
        '/var/spool/cron',
      ]),
    read_only_severity: z.enum(['critical', 'high', 'medium', 'low', 'info']).default('medium'),
    exact_allow: z.array(z.string()).default(['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo']),
  }),
  remediation: {
    en: 'Replace by a named volume, config or secret object.',
    zh: '改用命名卷、配置或密钥对象。',
  },
  references: {
    cis: ['5.6'],
    bench: ['5.6'],
    trivy: ['KSV-0023', 'KSV-0121'],
    pss: ['baseline:hostPathVolumes'],
    nist: ['4.4.3', '4.5.5'],
    falco: ['Container Access to Host Sensitive Paths'],
    seed: ['§5.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer reach this path of the host.',
    zh: '将无法访问宿主机上的该路径。',
  },
  evaluate(workload, { paths, read_only_severity, exact_allow }) {
    const open = unresolvedMount(workload);
    const reason = open && {
      en: `Which path of the host "${open.source}" mounts is not known: a variable is not resolved.`,
      zh: `变量未解析，无法得知“${open.source}”挂载的宿主机路径。`,
    };
    if (workload.mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');

    const faults: Fault[] = hostMounts(workload).flatMap((entry) => {
      const { source, mount, fact } = entry;
      const folder = paths.find((path) => isWithin(source, path));
      if (folder === undefined || exact_allow.includes(source)) return [];
      return {
        element: `${source} at ${mount.target}`,
        fact,
        value: shownMount(mount),
        ...(mount.isReadOnly && { severity: read_only_severity }),
        message: {
          en: `The system path ${source} of the host is mounted at ${mount.target}${mount.isReadOnly ? ', read-only' : ' and can be written'}.`,
          zh: `宿主机系统路径 ${source} 被挂载到 ${mount.target}${mount.isReadOnly ? '（只读）' : '且可写'}。`,
        },
        fix: removeMount(entry),
      };
    });
    return decided(faults, reason, open?.fact);
  },
  examples: {
    good: [
      { name: 'data', input: 'run-command', text: 'docker run -v /srv/data:/data nginx:1.27' },
      {
        name: 'the time zone',
        input: 'run-command',
        text: 'docker run -v /etc/localtime:/etc/localtime:ro nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes: ["/etc/localtime:/etc/localtime:ro"]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'configuration of the host',
        input: 'run-command',
        text: 'docker run -v /etc:/host-etc nginx:1.27',
      },
      {
        name: 'devices',
        input: 'run-command',
        text: 'docker run --mount type=bind,src=/dev,dst=/d nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: h, hostPath: { path: /etc/kubernetes } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: h, mountPath: /h }]',
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
          '    volumes:',
          '      - /var/lib/docker:/d:ro',
          '',
        ].join('\n'),
      },
    ],
  },
});

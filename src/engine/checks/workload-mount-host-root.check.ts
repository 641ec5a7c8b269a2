import { z } from 'zod';
import { hostMounts, removeMount, shownMount, unresolvedMount } from './host-mounts.js';
import { decided, unknown, workloadCheck } from './workload-check.js';

export const workloadMountHostRootCheck = workloadCheck({
  id: 'workload-mount-host-root',
  title: { en: 'Host root directory mounted', zh: '挂载宿主机根目录' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'critical',
  parameters: z.object({}),
  remediation: {
    en: 'Mount only the one directory the application needs.',
    zh: '只挂载应用所需的那一个目录。',
  },
  references: {
    cis: ['5.6'],
    bench: ['5.6'],
    trivy: ['KSV-0023'],
    pss: ['baseline:hostPathVolumes'],
    nist: ['4.4.3', '4.5.5'],
    falco: ['Launch Sensitive Mount Container'],
    seed: ['§5.1', '§5.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer reach files of the host.',
    zh: '将无法访问宿主机文件。',
  },
  evaluate(workload) {
    const open = unresolvedMount(workload);
    const reason = open && {
      en: `Which path of the host "${open.source}" mounts is not known: a variable is not resolved.`,
      zh: `变量未解析，无法得知“${open.source}”挂载的宿主机路径。`,
    };
    if (workload.mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');

    const faults = hostMounts(workload)
      .filter(({ source }) => source === '/')
      .map((entry) => ({
        element: entry.mount.target,
        fact: entry.fact,
        value: shownMount(entry.mount),
        message: {
          en: `The whole file system of the host is mounted at ${entry.mount.target}${entry.mount.isReadOnly ? ', read-only' : ''}.`,
          zh: `宿主机的整个文件系统被挂载到 ${entry.mount.target}${entry.mount.isReadOnly ? '（只读）' : ''}。`,
        },
        fix: removeMount(entry),
      }));
    return decided(faults, reason, open?.fact);
  },
  examples: {
    good: [
      { name: 'a folder', input: 'run-command', text: 'docker run -v /srv/data:/data nginx:1.27' },
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    volumes: ["./data:/data"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      { name: 'the root', input: 'run-command', text: 'docker run -v /:/host nginx:1.27' },
      {
        name: 'the root read-only',
        input: 'run-command',
        text: 'docker run --mount type=bind,source=/,target=/host,readonly nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes:',
          '    - name: host',
          '      hostPath: { path: / }',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: host, mountPath: /host }]',
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
          '      - /:/host:ro # for backups',
          '      - data:/data',
          '',
        ].join('\n'),
      },
    ],
  },
});
